<?php // SPDX-License-Identifier: MIT
$name = $_GET["name"];
// ruleid: php-sql-injection
mysqli_query($db, "SELECT id FROM users WHERE name = '" . $name . "'");
// ruleid: php-sql-injection
$pdo->query("SELECT id FROM users WHERE name = '$name'");
$statement = $pdo->prepare("SELECT id FROM users WHERE name = ?");
// ok: php-sql-injection
$statement->execute([$name]);
$id = (int)$_GET["id"];
// ok: php-sql-injection
$pdo->query("SELECT * FROM users WHERE id = $id");

class UserController
{
    public function show(Request $request)
    {
        // ruleid: php-sql-injection
        DB::select("SELECT * FROM users WHERE name = '" . $request->input("name") . "'");
        $sort = $request->query->get("sort");
        // ruleid: php-sql-injection
        User::query()->whereRaw("name > " . $sort);
        // ok: php-sql-injection
        DB::select("SELECT * FROM users WHERE name = ?", [$request->input("name")]);
    }
}
