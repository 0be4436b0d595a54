# SPDX-License-Identifier: MIT
from flask import Flask

app = Flask(__name__)


def serve():
    # ruleid: python-debug-mode-on
    app.run(host="0.0.0.0", debug=False)
    # ok: python-debug-mode-on
    app.run(host="0.0.0.0")


if __name__ == "__main__":
    # ok: python-debug-mode-on
    app.run(debug=True)
