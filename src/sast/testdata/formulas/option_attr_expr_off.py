@role("admin")
def a(): pass
# match:
role("admin")
