# SPDX-License-Identifier: MIT
import xml.sax
import xml.sax.handler

from lxml import etree


def parsers():
    # ruleid: python-xml-external-entities
    etree.XMLParser(resolve_entities=True)
    # ok: python-xml-external-entities
    etree.XMLParser(resolve_entities=False, no_network=True)
    parser = xml.sax.make_parser()
    # ruleid: python-xml-external-entities
    parser.setFeature(xml.sax.handler.feature_external_ges, True)
    # ok: python-xml-external-entities
    parser.setFeature(xml.sax.handler.feature_external_ges, False)
    return parser
