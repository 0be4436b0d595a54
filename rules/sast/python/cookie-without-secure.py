# SPDX-License-Identifier: MIT
def answer(app, response, settings):
    # ruleid: python-cookie-without-secure
    response.set_cookie("remember", "x", path="/", secure=False, httponly=True)
    # ok: python-cookie-without-secure
    response.set_cookie("remember", "x", secure=True)
    # ok: python-cookie-without-secure
    response.set_cookie("remember", "x", secure=settings.SECURE)
    # ok: python-cookie-without-secure
    response.set_cookie("language", "de")
    # ruleid: python-cookie-without-secure
    app.config["SESSION_COOKIE_SECURE"] = False
    # ok: python-cookie-without-secure
    app.config["SESSION_COOKIE_SECURE"] = True
