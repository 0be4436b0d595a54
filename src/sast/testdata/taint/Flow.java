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

  void takes_what_it_must(String p) {
    int n = 106;
    String x = (7 * 18) + n > 200 ? "a" : source();
    // ok: t
    sink(x);
    if (!(n % 10 == 6) || n < 1) { x = source(); } else { x = "b"; }
    // ok: t
    sink(x);
    if (n == 106) { x = source(); }
    // ruleid: t
    sink(x);
    int m = p.length();
    if (m > 3) { x = "c"; }
    // ruleid: t
    sink(x);
    for (int i = 0; i < 3; i++) { if (i == 0) { x = "d"; } }
    // ruleid: t
    sink(x);
  }

  static final boolean DEBUG = false;
  void is_set_elsewhere() {
    if (DEBUG) {
      // ruleid: t
      sink(source());
    }
  }

  int level;
  void is_a_field() {
    level = 1;
    run(true, null);
    if (level == 2) {
      // ruleid: t
      sink(source());
    }
  }

  void by_key(Map<String, String> given, String k) {
    Map<String, String> m = new HashMap<>();
    m.put("a", source());
    m.put("b", "fine");
    // ruleid: t
    sink(m.get("a"));
    // ok: t
    sink(m.get("b"));
    // ok: t
    sink(m.get("c"));
    // ruleid: t
    sink(m.get(k));
    // ruleid: t
    sink(m.toString());
    m.put("a", "fine");
    // ok: t
    sink(m.get("a"));
    m.put(k, source());
    // ruleid: t
    sink(m.get("c"));
    given.put("a", "fine");
    given = source();
    // ruleid: t
    sink(given.get("a"));
  }
}
