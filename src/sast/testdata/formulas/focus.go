package p

func f(
	a int,
	// match:
	b string,
) {
	if a > 1 {
		run(b)
	}
}

func g(c string) {
	run("c")
}
