<?php
// SPDX-License-Identifier: MIT
$document = new DOMDocument();
// ruleid: php-xml-external-entities
$document->loadXML($text, LIBXML_NOENT | LIBXML_DTDLOAD);
// ok: php-xml-external-entities
$document->loadXML($text, LIBXML_NONET);
// ok: php-xml-external-entities
$document->loadXML($text);
// ruleid: php-xml-external-entities
$xml = simplexml_load_string($text, "SimpleXMLElement", LIBXML_NOENT);
// ruleid: php-xml-external-entities
libxml_disable_entity_loader(false);
