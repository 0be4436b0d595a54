f("a")
# match:
f(a + "b")
