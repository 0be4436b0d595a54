# match:
run(read(a).strip())
first = read(b)
# match:
run(first.strip())
second = first.strip()
# match:
run(second)
if c:
    third = read(d)
run(third.strip())
for e in f:
    run(first2.strip())
    first2 = read(e)
run(read)
