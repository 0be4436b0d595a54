// SPDX-License-Identifier: MIT
const axios = require("axios");

app.get("/fetch", async (req, res) => {
  // ruleid: javascript-server-side-request-forgery
  await axios.get(req.query.url);
  // ruleid: javascript-server-side-request-forgery
  await fetch("http://" + req.query.host + "/status");
  // ok: javascript-server-side-request-forgery
  await fetch("https://api.example/?q=" + encodeURIComponent(req.query.q));
  // ok: javascript-server-side-request-forgery
  await axios.post("https://api.example/", req.body);
});
