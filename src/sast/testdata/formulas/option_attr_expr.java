class A {
    // match:
    @Role("admin")
    void a() {}
    @Role("user")
    void b() {}
    void c() {
        // match:
        Role("admin", 1);
    }
}
