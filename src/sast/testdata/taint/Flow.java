class Flow {
  String gives() { return source(); }
  String keeps(String a, String b) { return a; }
  void run(boolean c, List<String> xs) {
    String x = source(), y;
    // ruleid: t
    sink(x.trim());
    y = c ? x : "a";
    // ruleid: t
    sink((String) y);
    StringBuilder b = new StringBuilder();
    b.append(x);
    // ruleid: t
    sink(b.toString());
    // ruleid: t
    sink(keeps(x, "a"));
    // ok: t
    sink(keeps("a", x));
    // ruleid: t
    sink(this.gives());
    // ruleid: t
    sink(new Flow().gives());
    for (String each : source()) {
      // ruleid: t
      sink(each);
    }
    if (c) { x = "1"; } else if (!c) { x = "2"; } else { x = clean(x); }
    // ok: t
    sink(x);
    try (Reader r = source()) {
      // ruleid: t
      sink(r.read());
    }
    switch ("a") {
      case "b": x = source(); break;
      default: x = "c";
    }
    // ruleid: t
    sink(x);
  }
}
