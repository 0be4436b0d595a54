# SPDX-License-Identifier: MIT
import sqlite3
import subprocess

import yaml
from flask import Flask, jsonify, request

app = Flask(__name__)


def database():
    return sqlite3.connect("shop.sqlite")


@app.route("/orders", methods=["POST"])
def take_order():
    order = yaml.load(request.data)
    with database() as connection:
        connection.execute("INSERT INTO orders (name, item) VALUES (?, ?)", (order["name"], order["item"]))
    return jsonify({"taken": order["item"]}), 201


@app.route("/orders")
def find_orders():
    name = request.args["name"]
    with database() as connection:
        rows = connection.execute("SELECT item FROM orders WHERE name = '" + name + "'")
        return jsonify([row[0] for row in rows])


@app.route("/invoice")
def print_invoice():
    number = request.args["number"]
    subprocess.run("lpr invoices/" + number + ".pdf", shell=True)
    return jsonify({"printing": number})


if __name__ == "__main__":
    app.run(host="127.0.0.1", debug=True)
