// SPDX-License-Identifier: MIT
const crypto = require("crypto");

function store(user, password, file) {
  // ruleid: javascript-weak-hash-of-password
  user.hash = crypto.createHash("sha256").update(password).digest("hex");
  // ruleid: javascript-weak-hash-of-password
  user.hash = crypto.createHash("md5").update(user.salt + password).digest("hex");
  // ok: javascript-weak-hash-of-password
  user.hash = crypto.scryptSync(password, user.salt, 64);
  // ok: javascript-weak-hash-of-password
  return crypto.createHash("sha256").update(file).digest("hex");
}
