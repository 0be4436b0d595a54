# SPDX-License-Identifier: MIT
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
