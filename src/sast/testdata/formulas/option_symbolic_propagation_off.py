# match:
run(read(a).strip())
first = read(b)
run(first.strip())
