# SPDX-License-Identifier: MIT
from urllib.parse import urlencode, urlsplit

from flask import redirect, request, url_for


def login():
    target = request.args.get("next")
    # ok: python-open-redirect
    if not target:
        return redirect(url_for("index"))
    # ok: python-open-redirect
    if target == "home":
        return redirect("/home/" + target)
    # ruleid: python-open-redirect
    return redirect(target)


@app.route("/in")
def sign_in():
    target = request.args.get("next")
    if not target or urlsplit(target).netloc != "":
        target = url_for("index")
    # ok: python-open-redirect
    return redirect(target)


@app.route("/back")
def back():
    target = request.args.get("next")
    if target and is_allowed(target):
        # ok: python-open-redirect
        return redirect(target)
    # ok: python-open-redirect
    return redirect(PARTNER + "?" + urlencode({"back": request.args["next"]}))
