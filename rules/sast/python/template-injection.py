# SPDX-License-Identifier: MIT
import jinja2
from flask import render_template_string, request


def hello():
    name = request.args.get("name")
    # ruleid: python-template-injection
    render_template_string("Hello " + name)
    # ok: python-template-injection
    render_template_string("Hello {{ name }}", name=name)
    # ruleid: python-template-injection
    return jinja2.Template(f"Hello {name}").render()
