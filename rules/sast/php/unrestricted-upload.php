<?php
// SPDX-License-Identifier: MIT
// ruleid: php-unrestricted-upload
move_uploaded_file($_FILES["photo"]["tmp_name"], "uploads/" . $_FILES["photo"]["name"]);
$name = bin2hex(random_bytes(16)) . ".png";
// ok: php-unrestricted-upload
move_uploaded_file($_FILES["photo"]["tmp_name"], "uploads/" . $name);
$target = "uploads/" . basename($_FILES["photo"]["name"]);
// ruleid: php-unrestricted-upload
move_uploaded_file($_FILES["photo"]["tmp_name"], $target);

class Upload
{
    public function store(Request $request)
    {
        $file = $request->file("photo");
        // ruleid: php-unrestricted-upload
        $file->move(public_path("uploads"), $file->getClientOriginalName());
        // ok: php-unrestricted-upload
        $file->move(public_path("uploads"), $file->hashName());
        // ok: php-unrestricted-upload
        $file->move(storage_path("tmp"), $file->getClientOriginalName());
    }
}
