<?php
// SPDX-License-Identifier: MIT
class Users
{
    public function update(Request $request, User $user)
    {
        // ruleid: php-mass-assignment
        $user->forceFill($request->all())->save();
        // ok: php-mass-assignment
        $user->fill($request->validated())->save();
        // ok: php-mass-assignment
        $user->forceFill(["seen_at" => now()])->save();
    }
}
