// SPDX-License-Identifier: MIT
const jwt = require("jsonwebtoken");

function who(token, key) {
  // ruleid: javascript-jwt-not-verified
  jwt.verify(token, key, { algorithms: ["RS256", "none"] });
  // ruleid: javascript-jwt-not-verified
  jwt.sign({ admin: true }, key, { algorithm: "none" });
  // ok: javascript-jwt-not-verified
  return jwt.verify(token, key, { algorithms: ["RS256"] });
}
