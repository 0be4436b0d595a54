# SPDX-License-Identifier: MIT
def find(cursor, name, limit):
    # ruleid: python-sql-built-from-parts
    cursor.execute("SELECT id FROM users WHERE name = '" + name)
    # ruleid: python-sql-built-from-parts
    cursor.execute("SELECT id FROM users WHERE name = '%s'" % name)
    # ruleid: python-sql-built-from-parts
    cursor.execute("DELETE FROM users WHERE name = '{}'".format(name))
    # ok: python-sql-built-from-parts
    cursor.execute("SELECT id FROM users WHERE name = %s", (name,))
    # ok: python-sql-built-from-parts
    cursor.execute("SELECT id FROM users " + "ORDER BY name")
    # ok: python-sql-built-from-parts
    cursor.execute("PRAGMA table_info(%s)" % name)
