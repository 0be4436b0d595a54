# SPDX-License-Identifier: MIT
import base64
import pickle

from flask import request


def restore(cache):
    # ruleid: python-unsafe-deserialisation
    state = pickle.loads(base64.b64decode(request.cookies["state"]))
    # ok: python-unsafe-deserialisation
    state = pickle.loads(cache.read())
    # ruleid: python-unsafe-deserialisation
    return pickle.loads(request.get_data())
