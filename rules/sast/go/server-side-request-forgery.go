// SPDX-License-Identifier: MIT
package main

import (
	"net/http"
	"net/url"
)

func fetch(w http.ResponseWriter, r *http.Request) {
	// ruleid: go-server-side-request-forgery
	http.Get(r.FormValue("url"))
	// ruleid: go-server-side-request-forgery
	http.NewRequest("GET", "http://"+r.FormValue("host")+"/", nil)
	// ok: go-server-side-request-forgery
	http.Get("https://api.example/?q=" + url.QueryEscape(r.FormValue("q")))
}
