with open_it(1) as first:
    # match:
    first.read()
    other.read()
