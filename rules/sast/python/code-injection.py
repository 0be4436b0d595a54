# SPDX-License-Identifier: MIT
from flask import request
import flask


def runs_it():
    # ruleid: python-code-injection
    return eval(request.args["q"])


def runs_it_later():
    text = "x = " + flask.request.form.get("x")
    # ruleid: python-code-injection
    exec(text)


def runs_a_number():
    # ok: python-code-injection
    return eval("1 + " + str(int(request.args["n"])))


def runs_its_own():
    # ok: python-code-injection
    return eval("1 + 1")


def reads_it(model):
    # ok: python-code-injection
    return model.eval(request.args["q"])
