# SPDX-License-Identifier: MIT
import os
import shlex
import subprocess

import flask
from flask import Flask, request

app = Flask(__name__)


@app.route("/ping")
def ping():
    host = request.args.get("host")
    # ruleid: python-command-injection
    os.system("ping -c 1 " + host)
    # ok: python-command-injection
    os.system("ping -c 1 " + shlex.quote(host))
    # ok: python-command-injection
    subprocess.run(["ping", "-c", "1", host])
    # ruleid: python-command-injection
    subprocess.run("ping " + host, shell=True)
    # ok: python-command-injection
    os.system("ping -c 1 localhost")
    count = int(request.args["count"])
    # ok: python-command-injection
    os.popen("ping -c %d localhost" % count)
    # ruleid: python-command-injection
    return subprocess.check_output(f"dig {flask.request.form['name']}", shell=True)


@app.route("/logs/<name>")
def logs(name):
    # ruleid: python-command-injection
    return os.popen("cat /var/log/" + name).read()


def nightly(path):
    # ok: python-command-injection
    os.system("tar czf backup.tgz " + path)
