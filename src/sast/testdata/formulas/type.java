class A {
  void f(Runtime r, Other o) {
    // match:
    r.exec("a");
    o.exec("a");
  }
}
