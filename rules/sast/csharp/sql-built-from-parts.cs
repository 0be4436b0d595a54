// SPDX-License-Identifier: MIT
class Users
{
    void Find(SqlConnection connection, string name)
    {
        // ruleid: csharp-sql-built-from-parts
        var one = new SqlCommand("SELECT id FROM users WHERE name = '" + name + "'", connection);
        // ok: csharp-sql-built-from-parts
        var two = new SqlCommand("SELECT id FROM users WHERE name = @name", connection);
        two.Parameters.AddWithValue("@name", name);
        // ok: csharp-sql-built-from-parts
        var three = new SqlCommand("SELECT id " + "FROM users " + "WHERE name = @name", connection);
        // ok: csharp-sql-built-from-parts
        two.CommandText = "SELECT id " + "FROM users " + "WHERE id = 1";
        // ok: csharp-sql-built-from-parts
        two.CommandText = "DROP DATABASE " + databaseNameQuoted;
        // ruleid: csharp-sql-built-from-parts
        two.CommandText = "SELECT id FROM users WHERE name = " + name;
    }
}
