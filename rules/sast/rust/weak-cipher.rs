// SPDX-License-Identifier: MIT
use openssl::symm::Cipher;

fn ciphers() {
    // ruleid: rust-weak-cipher
    let one = Cipher::des_ede3_cbc();
    // ruleid: rust-weak-cipher
    let two = Cipher::aes_256_ecb();
    // ok: rust-weak-cipher
    let three = Cipher::aes_256_gcm();
    // ok: rust-weak-cipher
    let four = Cipher::new();
}
