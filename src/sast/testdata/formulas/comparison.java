class A {
  void f(K k) {
    int small = 512;
    // match:
    k.initialize(1024);
    k.initialize(2048);
    // match:
    k.initialize(small);
  }
}
