// SPDX-License-Identifier: MIT
const crypto = require("crypto");
// ruleid: javascript-weak-cipher
crypto.createCipher("aes-256-cbc", password);
// ruleid: javascript-weak-cipher
crypto.createCipheriv("aes-128-ecb", key, null);
// ok: javascript-weak-cipher
crypto.createCipheriv("aes-256-gcm", key, nonce);
