def straight():
    x = source()
    # ruleid: t
    sink(x)
    y = x
    # ruleid: t
    sink("a" + y)
    # ruleid: t
    sink(f"a {y} b")
    # ruleid: t
    sink(other(1, y))
    # ok: t
    sink("constant")
    x = 1
    # ok: t
    sink(x)

def cleaned():
    x = source()
    x = clean(x)
    # ok: t
    sink(x)
    y = source()
    # ok: t
    sink(clean(y))
    # ruleid: t
    sink(y)

def branches(a):
    x = 1
    if a:
        x = source()
    # ruleid: t
    sink(x)
    if a:
        x = clean(x)
    elif other(a):
        x = 2
    else:
        x = 3
    # ok: t
    sink(x)

def returns(a):
    x = source()
    if a:
        return x
    elif a > 1:
        raise Error(x)
    else:
        x = 1
    # ok: t
    sink(x)

def loops(xs):
    a = b = c = 1
    for i in xs:
        # ruleid: t
        sink(c)
        c = b
        b = a
        a = source()
    for x in source():
        # ruleid: t
        sink(x)
    while xs:
        x = 1
        break
    # ruleid: t
    sink(x)

def leaves_by_break(xs):
    x = 1
    for i in xs:
        if i:
            x = source()
            break
        x = 2
    # ruleid: t
    sink(x)

def handlers():
    x = 1
    try:
        x = source()
        may_raise()
        x = 2
    except Error as e:
        # todoruleid: t
        sink(x)
    # ok: t
    sink(x)

def fields(o):
    o.a.b = source()
    # ruleid: t
    sink(o.a.b)
    # ruleid: t
    sink(o.a.b.c)
    # ok: t
    sink(o.a)
    # ok: t
    sink(o.b)
    o.a = 1
    # ok: t
    sink(o.a.b)
    d = {}
    d["k"] = source()
    # ruleid: t
    sink(d["k"])
    # ok: t
    sink(d["other"])

def rows():
    a, b = source(), 1
    # ruleid: t
    sink(a)
    # ok: t
    sink(b)
    c, d = source()
    # ruleid: t
    sink(d)

def augmented():
    s = "a"
    s += source()
    # ruleid: t
    sink(s)

def collections():
    l = []
    l.append(source())
    # ruleid: t
    sink(l)
    # ruleid: t
    sink([x for x in source()])
    with source() as f:
        # ruleid: t
        sink(f)

def choices(a):
    # ruleid: t
    sink(source() if a else 1)
    # ruleid: t
    sink(a or source())

def helper(p, q=None):
    return p

def sinks_its_second(p, q):
    # ruleid: t
    sink(q)

def gives():
    return source()

def across():
    # ruleid: t
    sink(helper(source()))
    # ok: t
    sink(helper(1, source()))
    # ok: t
    sink(helper(q=source(), p=1))
    # ruleid: t
    sink(helper(q=1, p=source()))
    sinks_its_second(source(), 1)
    sinks_its_second(1, source())
    # ruleid: t
    sink(gives())

def recursive(p):
    if p:
        return recursive(p - 1)
    # ok: t
    sink(p)
    return source()

class Keeper:
    def get(self, p):
        return p

    def use(self):
        # ruleid: t
        sink(self.get(source()))
        # ok: t
        sink(self.get(1))

def nested():
    x = source()
    def inner():
        # ruleid: t
        sink(x)
    f = lambda v: v + x
    inner()

at_top = source()

def reads_what_is_outside():
    # ruleid: t
    sink(at_top)

def with_default(p, q=source(), r: int = 1):
    # ruleid: t
    sink(q)
    # ok: t
    sink(r)


def takes_what_it_must(given):
    n = 3
    x = "a" if n > 2 else source()
    # ok: t
    sink(x)
    if n > 4:
        x = source()
    elif n == 3:
        x = "b"
    else:
        x = source()
    # ok: t
    sink(x)
    if not n == 3 and given:
        x = source()
    # ok: t
    sink(x)
    if given or n == 3:
        x = source()
    # ruleid: t
    sink(x)

def may_change_later():
    n = 3
    x = source()
    def later():
        nonlocal n
        n = 9
    if n == 3:
        x = "c"
    # ruleid: t
    sink(x)

LIMIT = 3
def is_set_elsewhere():
    if LIMIT > 4:
        # ruleid: t
        sink(source())


def is_global():
    global level
    level = 1
    other()
    if level == 2:
        # ruleid: t
        sink(source())
