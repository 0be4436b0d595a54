std::string gives() { return source(); }

std::string keeps(const std::string& a, std::string b) { return a; }

class K {
public:
    void run(bool c, std::vector<std::string>& xs) {
        auto x = source();
        // ruleid: t
        sink(x);
        std::string y{x};
        // ruleid: t
        sink(y);
        // ruleid: t
        sink(keeps(x, "a"));
        // ok: t
        sink(keeps("a", x));
        // ruleid: t
        sink(gives());
        xs.push_back(x);
        // ruleid: t
        sink(xs);
        std::string z = x;
        if (c) {
            z = "a";
        } else {
            z = clean(z);
        }
        // ok: t
        sink(z);
        for (const auto& e : source()) {
            // ruleid: t
            sink(e);
        }
        const char* p = x.c_str();
        // ruleid: t
        sink(p);
        auto f = [&](int v) {
            // ruleid: t
            sink(x);
        };
        this->field = x;
        // ruleid: t
        sink(this->field);
        // ok: t
        sink(this->other);
    }
};
