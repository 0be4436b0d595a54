// SPDX-License-Identifier: MIT
use std::process::Command;

fn ping(host: &str) {
    // ruleid: rust-shell-command-from-parts
    Command::new("sh").arg("-c").arg(format!("ping -c 1 {}", host));
    // ok: rust-shell-command-from-parts
    Command::new("ping").arg("-c").arg("1").arg(host);
    // ok: rust-shell-command-from-parts
    Command::new("sh").arg("-c").arg("uptime");
}
