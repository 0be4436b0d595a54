# SPDX-License-Identifier: MIT
import sqlite3

from flask import Flask, request
from sqlalchemy import text

app = Flask(__name__)


def find(connection):
    name = request.args.get("name")
    cursor = connection.cursor()
    # ruleid: python-sql-injection
    cursor.execute("SELECT * FROM users WHERE name = '" + name + "'")
    # ruleid: python-sql-injection
    cursor.execute("SELECT * FROM users WHERE name = '%s'" % name)
    # ruleid: python-sql-injection
    cursor.execute(f"SELECT * FROM users WHERE name = '{name}'")
    # ok: python-sql-injection
    cursor.execute("SELECT * FROM users WHERE name = ?", (name,))
    query = "SELECT * FROM users WHERE name = '{}'".format(name)
    # ruleid: python-sql-injection
    connection.execute(query)
    number = int(request.args["number"])
    # ok: python-sql-injection
    cursor.execute("SELECT * FROM users LIMIT %d" % number)
    # ruleid: python-sql-injection
    return text("name = '" + request.json["name"] + "'")


@app.route("/user/<name>")
def user(name):
    # ruleid: python-sql-injection
    return sqlite3.connect("db").execute("SELECT * FROM users WHERE name = '" + name + "'")


def constant(cursor):
    table = "users"
    # ok: python-sql-injection
    cursor.execute("SELECT * FROM " + table)
