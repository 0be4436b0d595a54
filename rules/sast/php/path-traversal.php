<?php
// SPDX-License-Identifier: MIT
// ruleid: php-path-traversal
readfile("/srv/files/" . $_GET["name"]);
$name = basename($_GET["name"]);
// ok: php-path-traversal
readfile("/srv/files/" . $name);
// ok: php-path-traversal
readfile("/srv/files/index.html");

class FilesController
{
    public function show(Request $request)
    {
        $path = storage_path($request->input("path"));
        // ruleid: php-path-traversal
        return response()->download($path);
    }

    public function one(Request $request)
    {
        $id = (int) $request->input("id");
        // ok: php-path-traversal
        return file_get_contents("/srv/files/" . $id);
    }
}
