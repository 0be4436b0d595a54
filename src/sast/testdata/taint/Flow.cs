using System;

class Flow : Base
{
    private string kept;

    string Gives() { return source(); }

    string Keeps(string a, string b) { return a; }

    string Arrow(string a) => a;

    void Run(bool c, List<string> xs)
    {
        var x = source();
        // ruleid: t
        sink(x);
        string typed = x;
        // ruleid: t
        sink(typed);
        // ruleid: t
        sink(Keeps(x, "a"));
        // ok: t
        sink(Keeps("a", x));
        // ruleid: t
        sink(this.Arrow(x));
        // ruleid: t
        sink(Gives());
        // ruleid: t
        sink($"a {x} b");
        var y = x;
        if (c) { y = "a"; } else { y = clean(y); }
        // ok: t
        sink(y);
        foreach (var e in source())
        {
            // ruleid: t
            sink(e);
        }
        using (var r = open(x))
        {
            // ruleid: t
            sink(r);
        }
        xs.Add(x);
        // ruleid: t
        sink(xs);
        var q = c ? "a" : x;
        // ruleid: t
        sink(q);
        var o = new Thing { Field = x };
        // ruleid: t
        sink(o);
        switch (c)
        {
            case true:
                q = "a";
                break;
            default:
                q = "b";
                break;
        }
        // ok: t
        sink(q);
        Func<string, string> f = v =>
        {
            // ruleid: t
            sink(x);
            return v;
        };
        try { q = x; } catch (Exception e) { q = "a"; } finally { }
        // ruleid: t
        sink(q);
        string none;
        none = clean(x);
        // ok: t
        sink(none);
    }
}
