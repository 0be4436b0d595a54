<?php // SPDX-License-Identifier: MIT
// ruleid: php-weak-hash-of-password
$hash = md5($password);
// ruleid: php-weak-hash-of-password
$hash = hash("sha256", $salt . $_POST["password"]);
// ok: php-weak-hash-of-password
$hash = password_hash($password, PASSWORD_DEFAULT);
// ok: php-weak-hash-of-password
$key = md5($file);
