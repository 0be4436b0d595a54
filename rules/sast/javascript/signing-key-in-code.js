// SPDX-License-Identifier: MIT
const jwt = require("jsonwebtoken");
const session = require("express-session");

// ruleid: javascript-signing-key-in-code
app.use(session({ secret: "keyboard cat", resave: false }));
// ok: javascript-signing-key-in-code
app.use(session({ secret: process.env.SESSION_SECRET, resave: false }));
// ruleid: javascript-signing-key-in-code
const token = jwt.sign({ id: 1 }, "a secret of ours");
// ok: javascript-signing-key-in-code
const other = jwt.sign({ id: 1 }, config.key);
