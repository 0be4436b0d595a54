// SPDX-License-Identifier: MIT
package main

import (
	"fmt"
	"html"
	"html/template"
	"net/http"
)

func hello(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	// ruleid: go-cross-site-scripting
	fmt.Fprintf(w, "<p>Hello %s</p>", name)
	// ok: go-cross-site-scripting
	fmt.Fprintf(w, "<p>Hello %s</p>", html.EscapeString(name))
	// ok: go-cross-site-scripting
	fmt.Fprintf(w, "hello %s", name)
	// ruleid: go-cross-site-scripting
	_ = template.HTML(name)
	// ok: go-cross-site-scripting
	_ = template.HTML("<b>fixed</b>")
}
