// SPDX-License-Identifier: MIT
app.post("/login", async (req, res) => {
  // ruleid: javascript-nosql-injection
  const user = await User.findOne({ name: req.body.name, password: req.body.password });
  // ok: javascript-nosql-injection
  const safe = await User.findOne({ name: String(req.body.name) });
  // ruleid: javascript-nosql-injection
  await User.deleteMany(req.query);
  // ok: javascript-nosql-injection
  await User.findOne({ name: "root" });
});
