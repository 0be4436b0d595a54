<?php
// SPDX-License-Identifier: MIT
// ruleid: php-open-redirect
header("Location: " . $_GET["next"]);
// ok: php-open-redirect
header("Location: /index.php?id=" . urlencode($_GET["id"]));
// ok: php-open-redirect
header("X-Name: " . $_GET["name"]);

class Login
{
    public function done(Request $request)
    {
        // ruleid: php-open-redirect
        return redirect()->away($request->input("next"));
    }

    public function home(Request $request)
    {
        // ok: php-open-redirect
        return redirect("/home");
    }
}
