// SPDX-License-Identifier: MIT
fn client() {
    // ruleid: rust-tls-verification-off
    let one = reqwest::Client::builder().danger_accept_invalid_certs(true);
    // ok: rust-tls-verification-off
    let two = reqwest::Client::builder().danger_accept_invalid_certs(false);
    // ruleid: rust-tls-verification-off
    connector.set_verify(SslVerifyMode::NONE);
    // ok: rust-tls-verification-off
    connector.set_verify(SslVerifyMode::PEER);
}
