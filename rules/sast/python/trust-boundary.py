# SPDX-License-Identifier: MIT
import flask
from flask import request, session


@app.route("/act")
def act():
    # ruleid: python-trust-boundary
    session["user_id"] = request.args["user"]
    # ruleid: python-trust-boundary
    session[request.form["name"]] = "1"
    account = request.cookies.get("account", "")
    account = account.strip()
    # ruleid: python-trust-boundary
    flask.session["account"] = account
    user = database.execute("SELECT * FROM user WHERE name = ?", (request.form["name"],)).fetchone()
    # ok: python-trust-boundary
    session["user_id"] = user["id"]
    # ok: python-trust-boundary
    session["language"] = request.args["language"]
    # ok: python-trust-boundary
    session["user_id"] = find_user(12).id
    # ok: python-trust-boundary
    session["user_id"] = int(request.args["user"])
    # ok: python-trust-boundary
    sessions["user_id"] = request.args["user"]
