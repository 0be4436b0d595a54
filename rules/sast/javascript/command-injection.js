// SPDX-License-Identifier: MIT
const child_process = require("child_process");
const { exec } = require("child_process");

app.get("/ping", (req, res) => {
  // ruleid: javascript-command-injection
  child_process.exec("ping " + req.query.host, (error, out) => res.send(out));
});

app.post("/ping", (request, res) => {
  const command = `ping ${request.body.host}`;
  // ruleid: javascript-command-injection
  exec(command);
});

app.get("/date", (req, res) => {
  // ok: javascript-command-injection
  child_process.exec("date", (error, out) => res.send(out));
});

app.get("/safe", (req, res) => {
  // ok: javascript-command-injection
  child_process.execFile("ping", [req.query.host]);
});
