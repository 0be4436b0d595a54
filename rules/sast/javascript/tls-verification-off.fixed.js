// SPDX-License-Identifier: MIT
const https = require("https");
// ruleid: javascript-tls-verification-off
const agent = new https.Agent({ rejectUnauthorized: true });
// ok: javascript-tls-verification-off
const other = new https.Agent({ rejectUnauthorized: true, ca: authority });
// ruleid: javascript-tls-verification-off
process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
if (settings.acceptAnyCertificate) {
  // ok: javascript-tls-verification-off
  request.agent = new https.Agent({ rejectUnauthorized: false });
}
