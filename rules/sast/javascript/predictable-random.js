// SPDX-License-Identifier: MIT
function make(user) {
  // ruleid: javascript-predictable-random
  const token = Math.random().toString(36).slice(2);
  // ruleid: javascript-predictable-random
  user.resetToken = Math.floor(Math.random() * 1e6);
  // ok: javascript-predictable-random
  const secret = crypto.randomBytes(16).toString("hex");
  // ok: javascript-predictable-random
  const delay = Math.random() * 1000;
  return [token, secret, delay];
}
