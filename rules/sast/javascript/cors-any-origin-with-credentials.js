// SPDX-License-Identifier: MIT
const cors = require("cors");
// ruleid: javascript-cors-any-origin-with-credentials
app.use(cors({ origin: true, credentials: true }));
// ok: javascript-cors-any-origin-with-credentials
app.use(cors({ origin: "https://app.example", credentials: true }));
app.use((req, res, next) => {
  // ruleid: javascript-cors-any-origin-with-credentials
  res.setHeader("Access-Control-Allow-Origin", req.headers.origin);
  next();
});
