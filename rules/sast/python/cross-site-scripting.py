# SPDX-License-Identifier: MIT
from django.utils.safestring import mark_safe
from flask import Flask, request
from markupsafe import escape

app = Flask(__name__)


@app.route("/hello")
def hello():
    name = request.args.get("name", "")
    if not name:
        # ok: python-cross-site-scripting
        return "<p>Hello " + "you"
    if len(name) > 20:
        # ok: python-cross-site-scripting
        return "<p>Hello " + escape(name)
    # ruleid: python-cross-site-scripting
    return "<p>Hello " + name


def banner(request):
    # ruleid: python-cross-site-scripting
    return mark_safe(request.GET["text"])


def constant():
    # ok: python-cross-site-scripting
    return mark_safe("<b>fixed</b>")
