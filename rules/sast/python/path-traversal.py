# SPDX-License-Identifier: MIT
import pathlib
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


@app.get("/read/{name}")
async def read(name: str, size: int):
    # ruleid: python-path-traversal
    return open("/srv/" + name).read()


@app.get("/page")
def page(number: int, title: str = "x"):
    folder = pathlib.Path("/srv")
    # ok: python-path-traversal
    first = open(f"/srv/{number}").read()
    # ruleid: python-path-traversal
    return first + (folder / title).read_text()


@app.route("/item/<int:number>")
def item(number):
    # ok: python-path-traversal
    return open(f"/srv/{number}").read()
