# SPDX-License-Identifier: MIT
from flask import jsonify, redirect, render_template, request
from markupsafe import escape


@app.route("/hello")
def hello():
    name = request.args.get("name", "")
    page = "<h1>Hello</h1>"
    page += f"<p>{name}</p>"
    # ruleid: python-returned-markup
    return page


@app.route("/bye")
def bye():
    # ruleid: python-returned-markup
    return "Bye, " + request.form["name"]


@app.route("/escaped")
def escaped():
    # ok: python-returned-markup
    return f"<p>{escape(request.args.get('name'))}</p>"


@app.route("/template")
def template():
    # ok: python-returned-markup
    return render_template("page.html", name=request.args.get("name"))


@app.route("/json")
def answer():
    name = request.args.get("name")
    if not name:
        # ok: python-returned-markup
        return {"error": name}
    # ok: python-returned-markup
    return jsonify(name=name)


@app.route("/go")
def go():
    # ok: python-returned-markup
    return redirect("/x/" + request.args["x"])


def helper():
    # ok: python-returned-markup
    return request.args.get("name")
