// SPDX-License-Identifier: MIT
package main

import (
	"net/http"
	"os"
	"path/filepath"
)

func file(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("name")
	// ruleid: go-path-traversal
	os.ReadFile("/srv/" + name)
	// ruleid: go-path-traversal
	http.ServeFile(w, r, filepath.Join("/srv", name))
	// ok: go-path-traversal
	os.ReadFile(filepath.Join("/srv", filepath.Base(name)))
	// ok: go-path-traversal
	os.ReadFile("/srv/index.html")
}
