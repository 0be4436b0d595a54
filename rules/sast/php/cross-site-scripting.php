<?php // SPDX-License-Identifier: MIT
// ruleid: php-cross-site-scripting
echo "<p>Hello " . $_GET["name"];
// ok: php-cross-site-scripting
echo "<p>Hello " . htmlspecialchars($_GET["name"], ENT_QUOTES);
// ok: php-cross-site-scripting
echo "<p>Hello";
