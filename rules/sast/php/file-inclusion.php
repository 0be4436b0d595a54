<?php // SPDX-License-Identifier: MIT
// ruleid: php-file-inclusion
include $_GET["page"] . ".php";
// ruleid: php-file-inclusion
readfile("/srv/files/" . $_GET["name"]);
// ok: php-file-inclusion
readfile("/srv/files/" . basename($_GET["name"]));
// ok: php-file-inclusion
include "header.php";
