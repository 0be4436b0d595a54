# SPDX-License-Identifier: MIT
import os

# ruleid: python-secret-key-in-code
SECRET_KEY = "k3$2b0!v9@zq8w7e6r5t4y3u2i1o"

# ok: python-secret-key-in-code
SECRET_KEY = os.environ["SECRET_KEY"]


def configure(app):
    # ok: python-secret-key-in-code
    app.secret_key = "change-me-please-now"
    # ruleid: python-secret-key-in-code
    app.config["SECRET_KEY"] = "9f8a7b6c5d4e3f2a1b0c"
