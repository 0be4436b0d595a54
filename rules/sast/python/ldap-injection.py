# SPDX-License-Identifier: MIT
import ldap
from flask import request
from ldap.filter import escape_filter_chars


def find(connection):
    name = request.form["name"]
    # ruleid: python-ldap-injection
    connection.search_s("dc=example", ldap.SCOPE_SUBTREE, "(uid=" + name + ")")
    # ok: python-ldap-injection
    return connection.search_s("dc=example", ldap.SCOPE_SUBTREE, "(uid=" + escape_filter_chars(name) + ")")
