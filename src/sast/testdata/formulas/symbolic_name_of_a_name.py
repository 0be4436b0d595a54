def f(d={}):
    e = d
    # match:
    e.update(a)
    g.update(a)
