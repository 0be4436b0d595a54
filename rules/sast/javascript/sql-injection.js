// SPDX-License-Identifier: MIT
app.get("/user", async (req, res) => {
  // ruleid: javascript-sql-injection
  await db.query("SELECT * FROM users WHERE name = '" + req.query.name + "'");
  // ruleid: javascript-sql-injection
  await db.query(`SELECT * FROM users WHERE id = ${req.params.id}`);
  // ok: javascript-sql-injection
  await db.query("SELECT * FROM users WHERE id = $1", [req.params.id]);
  const id = parseInt(req.params.id, 10);
  // ok: javascript-sql-injection
  await db.query("SELECT * FROM users WHERE id = " + id);
  const text = "SELECT * FROM users ORDER BY " + req.query.order;
  // ruleid: javascript-sql-injection
  res.json(await knex.raw(text));
});
