# match:
f(g())
f(h(g()))
