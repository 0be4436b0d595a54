# SPDX-License-Identifier: MIT
from flask import request


def find(tree):
    name = request.args["name"]
    # ruleid: python-xpath-injection
    tree.xpath("//user[@name='" + name + "']")
    # ok: python-xpath-injection
    return tree.xpath("//user[@name=$name]", name=name)
