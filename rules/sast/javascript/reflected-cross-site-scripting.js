// SPDX-License-Identifier: MIT
app.get("/hello", (req, res) => {
  // ruleid: javascript-reflected-cross-site-scripting
  res.send("<p>Hello " + req.query.name);
  // ruleid: javascript-reflected-cross-site-scripting
  res.send(`<p>Hello ${req.query.name}</p>`);
  // ok: javascript-reflected-cross-site-scripting
  res.send("<p>Hello " + escapeHtml(req.query.name));
  // ok: javascript-reflected-cross-site-scripting
  res.json({ name: req.query.name });
});
