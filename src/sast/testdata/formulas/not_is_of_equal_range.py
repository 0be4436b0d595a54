# match:
f(2)
f(1)
# match:
f(f(1))
