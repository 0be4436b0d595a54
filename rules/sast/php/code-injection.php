<?php // SPDX-License-Identifier: MIT
// ruleid: php-code-injection
eval($_POST["code"]);
// ok: php-code-injection
eval("return 1;");
// ok: php-code-injection
$data = json_decode($_POST["code"]);
