// SPDX-License-Identifier: MIT
const fs = require("fs");
const path = require("path");

app.get("/file", (req, res) => {
  // ruleid: javascript-path-traversal
  fs.readFile("/srv/" + req.query.name, (error, data) => res.send(data));
  // ruleid: javascript-path-traversal
  res.sendFile(path.join("/srv", req.params.name));
  // ok: javascript-path-traversal
  res.sendFile(path.join("/srv", path.basename(req.params.name)));
  // ok: javascript-path-traversal
  res.sendFile(req.params.name, { root: "/srv" });
  // ok: javascript-path-traversal
  res.download(req.params.name, { root: "/srv" }, (error) => res.end());
  // ruleid: javascript-path-traversal
  res.download("/srv/" + req.params.name);
  // ok: javascript-path-traversal
  fs.readFileSync("/srv/index.html");
});
