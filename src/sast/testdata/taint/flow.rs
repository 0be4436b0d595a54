fn gives() -> String {
    source()
}

fn keeps(a: String, _b: String) -> String {
    a
}

fn run(c: bool, xs: &mut Vec<String>) {
    let x = source();
    // ruleid: t
    sink(x);
    let typed: String = x.clone();
    // ruleid: t
    sink(&typed);
    // ruleid: t
    sink(keeps(x, a));
    // ok: t
    sink(keeps(a, x));
    // ruleid: t
    sink(gives());
    // ruleid: t
    sink(format!("{} {}", "a", x));
    let mut y = x;
    if c {
        y = "a";
    } else {
        y = clean(y);
    }
    // ok: t
    sink(y);
    for e in source() {
        // ruleid: t
        sink(e);
    }
    xs.push(x);
    // ruleid: t
    sink(xs);
    let q = if c { "a" } else { x };
    // ruleid: t
    sink(q);
    let m = match c {
        true => "a",
        _ => "b",
    };
    // ok: t
    sink(m);
    let n = match c {
        true => "a",
        _ => x,
    };
    // ruleid: t
    sink(n);
    if let Some(v) = source() {
        // ruleid: t
        sink(v);
    }
    let (first, second) = (x, "a");
    // ruleid: t
    sink(first);
    // ok: t
    sink(second);
    let s = S { field: x };
    // ruleid: t
    sink(s);
    let z = read(x)?;
    // ruleid: t
    sink(z);
    xs.iter().for_each(|v| {
        // ruleid: t
        sink(x);
    });
}
