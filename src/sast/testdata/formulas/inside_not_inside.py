write(0)
def f():
    # match:
    write(1)
    with lock():
        write(2)
