<?php // SPDX-License-Identifier: MIT
// ruleid: php-server-side-request-forgery
$curl = curl_init($_GET["url"]);
// ok: php-server-side-request-forgery
$curl = curl_init("https://api.example/?q=" . urlencode($_GET["q"]));
