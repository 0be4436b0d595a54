// SPDX-License-Identifier: MIT
// ruleid: javascript-message-to-any-origin
window.parent.postMessage({ token }, "*");
// ok: javascript-message-to-any-origin
window.parent.postMessage({ token }, "https://app.example");
// ok: javascript-message-to-any-origin
worker.postMessage({ token });
