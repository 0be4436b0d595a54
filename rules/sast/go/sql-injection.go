// SPDX-License-Identifier: MIT
package main

import (
	"database/sql"
	"fmt"
	"net/http"
	"strconv"
)

func find(db *sql.DB, w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	// ruleid: go-sql-injection
	db.Query("SELECT id FROM users WHERE name = '" + name + "'")
	// ruleid: go-sql-injection
	db.QueryRow(fmt.Sprintf("SELECT id FROM users WHERE name = '%s'", name))
	// ok: go-sql-injection
	db.Query("SELECT id FROM users WHERE name = $1", name)
	id, _ := strconv.Atoi(r.FormValue("id"))
	// ok: go-sql-injection
	db.Exec(fmt.Sprintf("DELETE FROM users WHERE id = %d", id))
}
