// SPDX-License-Identifier: MIT
fn read(token: &str, key: &DecodingKey) {
    let mut validation = Validation::new(Algorithm::RS256);
    // ok: rust-jwt-not-verified
    validation.set_audience(&["us"]);
    // ruleid: rust-jwt-not-verified
    validation.insecure_disable_signature_validation();
    // ok: rust-jwt-not-verified
    let claims = decode::<Claims>(token, key, &validation);
    // ruleid: rust-jwt-not-verified
    let open = jsonwebtoken::dangerous::insecure_decode::<Claims>(token);
}
