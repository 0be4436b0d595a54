# SPDX-License-Identifier: MIT
import sqlite3

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
