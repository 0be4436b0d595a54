// SPDX-License-Identifier: MIT
async fn find(pool: &PgPool, connection: &Connection, name: &str, table: &str) {
    // ruleid: rust-sql-built-from-parts
    sqlx::query(&format!("SELECT id FROM users WHERE name = '{}'", name)).fetch_all(pool).await;
    // ok: rust-sql-built-from-parts
    sqlx::query("SELECT id FROM users WHERE name = $1").bind(name).fetch_all(pool).await;
    // ok: rust-sql-built-from-parts
    sqlx::query(&format!("SELECT count(*) FROM {}", table)).fetch_all(pool).await;
    // ruleid: rust-sql-built-from-parts
    connection.execute(&format!("DELETE FROM users WHERE name LIKE '%{name}%'"), []);
    // ok: rust-sql-built-from-parts
    connection.execute("DELETE FROM users WHERE name = ?1", [name]);
    // ok: rust-sql-built-from-parts
    runner.execute(&format!("hello {}", name), []);
}
