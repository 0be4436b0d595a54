<?php // SPDX-License-Identifier: MIT
// ruleid: php-command-injection
system("ping -c 1 " . $_GET["host"]);
$host = $_POST["host"];
// ruleid: php-command-injection
echo shell_exec("dig $host");
// ok: php-command-injection
system("ping -c 1 " . escapeshellarg($_GET["host"]));
// ok: php-command-injection
system("uptime");
