def keeps(a, b)
  a
end

def run(c, xs)
  x = source()
  # ruleid: t
  sink(x)
  # ruleid: t
  sink x
  # ruleid: t
  sink("a #{x} b")
  # ruleid: t
  sink(keeps(x, 1))
  # ok: t
  sink(keeps(1, x))
  source().each do |e|
    # ruleid: t
    sink(e)
  end
  if c
    x = 1
  else
    x = clean(x)
  end
  # ok: t
  sink(x)
  @kept = source()
  # ruleid: t
  sink(@kept)
  y = source() unless c
  # ruleid: t
  sink(y)
end

def what_it_must
  n = 1
  if n == 2
    # ok: t
    sink(source())
  end
  @n = 1
  other
  if @n == 2
    # ruleid: t
    sink(source())
  end
end
