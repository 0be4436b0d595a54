char *keeps(char *a, char *b) { return a; }

void run(int c, struct s *o) {
  char *x = source();
  // ruleid: t
  sink(x);
  // ruleid: t
  sink(*x);
  // ruleid: t
  sink(keeps(x, 0));
  // ok: t
  sink(keeps(0, x));
  char *y = c ? x : 0;
  // ruleid: t
  sink((char *)y);
  o->f = source();
  // ruleid: t
  sink(o->f);
  // ok: t
  sink(o->g);
  switch (c) {
  case 1:
    x = 0;
    break;
  default:
    x = clean(x);
  }
  // ok: t
  sink(x);
  int n = 0;
  do {
    // ruleid: t
    sink(n);
    n = source();
  } while (c);
}
