// SPDX-License-Identifier: MIT
app.get("/find", (req, res) => {
  // ruleid: javascript-regex-from-request
  const wanted = new RegExp(req.query.name, "i");
  // ok: javascript-regex-from-request
  const safe = new RegExp(escapeRegExp(req.query.name), "i");
  // ok: javascript-regex-from-request
  const own = new RegExp("^a+$");
  const part = `^${req.body.part}`;
  // ruleid: javascript-regex-from-request
  res.json(names.filter((name) => RegExp(part).test(name)));
});
