// SPDX-License-Identifier: MIT
const query = new URLSearchParams(window.location.search);
// ruleid: javascript-dom-cross-site-scripting
document.getElementById("name").innerHTML = query.get("name");
// ruleid: javascript-dom-cross-site-scripting
document.write("<p>" + location.hash);
// ok: javascript-dom-cross-site-scripting
document.getElementById("name").textContent = query.get("name");
// ok: javascript-dom-cross-site-scripting
document.getElementById("name").innerHTML = DOMPurify.sanitize(query.get("name"));
// ok: javascript-dom-cross-site-scripting
document.getElementById("name").innerHTML = "<b>fixed</b>";
