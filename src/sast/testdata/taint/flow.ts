function gives(): string { return source(); }

const keeps = (a: string, b?: string): string => a;

class K {
    constructor(private readonly kept: string) {}

    run(c: boolean, xs: string[]) {
        const x: string = source() as string;
        // ruleid: t
        sink(x);
        // ruleid: t
        sink(x!);
        // ruleid: t
        sink(keeps(x, "a"));
        // ok: t
        sink(keeps("a", x));
        // ruleid: t
        sink(gives());
        const { a, b: renamed } = source();
        // ruleid: t
        sink(a);
        // ruleid: t
        sink(renamed);
        let y = x;
        if (c) { y = "a"; } else { y = clean(y); }
        // ok: t
        sink(y);
        xs.forEach((e) => {
            // ruleid: t
            sink(`${x}`);
        });
        this.field = x;
        // ruleid: t
        sink(this.field);
        // ok: t
        sink(this.other);
    }
}
