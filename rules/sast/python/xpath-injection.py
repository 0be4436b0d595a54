# SPDX-License-Identifier: MIT
from flask import request


def find(tree):
    name = request.args["name"]
    # ruleid: python-xpath-injection
    tree.xpath("//user[@name='" + name + "']")
    # ok: python-xpath-injection
    return tree.xpath("//user[@name=$name]", name=name)


@app.route("/staff")
def staff():
    number = request.args["number"]
    if "'" in number:
        return "no apostrophes"
    # ok: python-xpath-injection
    return tree.xpath(f"/staff/person[@number='{number}']")


@app.route("/name")
def by_name():
    # ok: python-xpath-injection
    return tree.xpath("/staff/person[@name=$name]", name=request.args["name"])
