<?php // SPDX-License-Identifier: MIT
// ruleid: php-unsafe-deserialisation
$state = unserialize(base64_decode($_COOKIE["state"]));
// ok: php-unsafe-deserialisation
$state = unserialize($_COOKIE["state"], ["allowed_classes" => false]);
// ok: php-unsafe-deserialisation
$state = unserialize(file_get_contents("cache"));
