a = source()
b = other()
# match:
sink(a)
sink(b)
