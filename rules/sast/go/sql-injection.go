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

func list(c *gin.Context, db *sql.DB) {
	// ruleid: go-sql-injection
	db.Query("SELECT id FROM users WHERE name = '" + c.Query("name") + "'")
	// ok: go-sql-injection
	page := c.Query("page")
	// ok: go-sql-injection
	rows, _ := db.Query("SELECT table_name FROM tables")
	// ok: go-sql-injection
	db.Exec("DROP TABLE " + first(rows))
	show(page)
	number, _ := strconv.Atoi(c.Param("number"))
	// ok: go-sql-injection
	db.Query(fmt.Sprintf("SELECT id FROM users WHERE number = %d", number))
}
