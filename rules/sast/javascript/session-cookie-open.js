// SPDX-License-Identifier: MIT
// ruleid: javascript-session-cookie-open
app.use(session({ secret: key, cookie: { httpOnly: false } }));
// ok: javascript-session-cookie-open
app.use(session({ secret: key, cookie: { httpOnly: true, secure: true } }));
app.get("/", (req, res) => {
  // ruleid: javascript-session-cookie-open
  res.cookie("authToken", token, { httpOnly: false });
  // ok: javascript-session-cookie-open
  res.cookie("theme", "dark", { httpOnly: false });
});
