// SPDX-License-Identifier: MIT
use std::fs::Permissions;

fn open(path: &Path, mut permissions: Permissions) {
    // ruleid: rust-world-writable-file
    std::fs::set_permissions(path, Permissions::from_mode(0o777));
    // ok: rust-world-writable-file
    std::fs::set_permissions(path, Permissions::from_mode(0o755));
    // ok: rust-world-writable-file
    std::fs::set_permissions(path, Permissions::from_mode(0o1777));
    // ruleid: rust-world-writable-file
    permissions.set_mode(0o666);
    // ruleid: rust-world-writable-file
    let file = OpenOptions::new().write(true).mode(0o666).open(path);
    // ok: rust-world-writable-file
    let own = OpenOptions::new().write(true).mode(0o600).open(path);
}
