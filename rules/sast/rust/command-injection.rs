// SPDX-License-Identifier: MIT
use std::process::Command;

async fn ping(host: web::Query<Ping>) -> HttpResponse {
    // ruleid: rust-command-injection
    Command::new("sh").arg("-c").arg(format!("ping -c 1 {}", host.name));
    // ok: rust-command-injection
    Command::new("ping").arg("-c").arg("1").arg(&host.name);
    // ruleid: rust-command-injection
    Command::new(&host.program).output();
    let line = format!("uptime {}", host.name);
    // ruleid: rust-command-injection
    Command::new("bash").args(["-c", &line]);
    HttpResponse::Ok().finish()
}

// ok: rust-command-injection
fn start(program: &str) { Command::new(program).spawn(); }
