package main

import (
	"net/http"

	nose "acme.example/rocket/nose"
	// "acme.example/unused"
)

func main() {
	nose.Launch(http.Get)
	var c nose.Cone
	c.Open()
}
