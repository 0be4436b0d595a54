# SPDX-License-Identifier: MIT
import urllib.request

import requests
from flask import request


def fetch():
    address = request.args.get("address")
    # ruleid: python-server-side-request-forgery
    requests.get(address)
    # ruleid: python-server-side-request-forgery
    requests.get("http://" + address + "/status")
    # ok: python-server-side-request-forgery
    requests.get("https://api.example/items/" + address)
    # ok: python-server-side-request-forgery
    requests.get("https://api.example/", params={"q": address})
    # ruleid: python-server-side-request-forgery
    return urllib.request.urlopen(request.form["url"]).read()
