# SPDX-License-Identifier: MIT
import ssl

import aiohttp
import requests


def fetch(url):
    # ruleid: python-tls-verification-off
    requests.get(url, verify=True)
    # ok: python-tls-verification-off
    requests.get(url, verify="/etc/ssl/private-ca.pem")
    # ok: python-tls-verification-off
    requests.get(url)
    session = requests.Session()
    # ruleid: python-tls-verification-off
    session.verify = True
    context = ssl.create_default_context()
    # ruleid: python-tls-verification-off
    context.verify_mode = ssl.CERT_NONE
    # ok: python-tls-verification-off
    context.verify_mode = ssl.CERT_REQUIRED
    # ruleid: python-tls-verification-off
    return aiohttp.TCPConnector(ssl=False)
