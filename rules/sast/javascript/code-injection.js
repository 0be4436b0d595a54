// SPDX-License-Identifier: MIT
const vm = require("vm");

app.post("/sum", (req, res) => {
  // ruleid: javascript-code-injection
  const sum = eval(req.body.formula);
  // ruleid: javascript-code-injection
  vm.runInNewContext("x = " + req.query.x);
  // ok: javascript-code-injection
  const data = JSON.parse(req.body.formula);
  // ok: javascript-code-injection
  setTimeout(() => res.send(req.query.x), 10);
  // ok: javascript-code-injection
  eval("1 + " + Number(req.query.x));
});

// ruleid: javascript-code-injection
eval(window.location.hash.slice(1));
