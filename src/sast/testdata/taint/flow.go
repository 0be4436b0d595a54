package main

func gives() (string, error) { return source(), nil }

func keeps(a, b string) string { return a }

func run(c bool, xs []string) {
	x := source()
	// ruleid: t
	sink(x)
	// ruleid: t
	sink(keeps(x, "a"))
	// ok: t
	sink(keeps("a", x))
	v, err := gives()
	// ruleid: t
	sink(v)
	var y string = x
	if c {
		y = "a"
	} else {
		y = clean(y)
	}
	// ok: t
	sink(y)
	for _, e := range source() {
		// ruleid: t
		sink(e)
	}
	p := &S{A: x}
	// ruleid: t
	sink(p)
	func(q string) {
		// ruleid: t
		sink(x)
	}("a")
	_ = err
}

func takesWhatItMust() {
	n := 1
	m := 2
	x := "a"
	if n > 3 {
		x = source()
	}
	// ok: t
	sink(x)
	read(&m)
	if m > 3 {
		x = source()
	}
	// ruleid: t
	sink(x)
}
