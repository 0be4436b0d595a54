# match:
execute("a %s" % b)
execute("a %s" % 1)
execute("a", b)
# match:
execute(f"a {b} c")
