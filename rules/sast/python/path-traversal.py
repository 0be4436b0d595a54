# SPDX-License-Identifier: MIT
import os

from flask import Flask, request, send_file
from werkzeug.utils import secure_filename

app = Flask(__name__)


def read():
    name = request.args.get("name")
    # ruleid: python-path-traversal
    text = open("/srv/files/" + name).read()
    # ruleid: python-path-traversal
    text += open(os.path.join("/srv/files", name)).read()
    # ok: python-path-traversal
    text += open(os.path.join("/srv/files", secure_filename(name))).read()
    # ok: python-path-traversal
    text += open("/srv/files/index").read()
    # ruleid: python-path-traversal
    os.remove("/srv/files/" + request.form["old"])
    return text


@app.route("/get/<path:name>")
def get(name):
    # ruleid: python-path-traversal
    return send_file("/srv/" + name)
