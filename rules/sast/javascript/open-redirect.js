// SPDX-License-Identifier: MIT
app.get("/go", (req, res) => {
  // ruleid: javascript-open-redirect
  res.redirect(req.query.next);
  // ruleid: javascript-open-redirect
  res.redirect(302, "https://" + req.query.host);
  // ok: javascript-open-redirect
  res.redirect("/users/" + req.params.id);
  // ok: javascript-open-redirect
  res.redirect("/");
});
