// SPDX-License-Identifier: MIT
function merge(target, source) {
  for (const key in source) {
    if (typeof source[key] === "object") {
      // ruleid: javascript-prototype-pollution
      merge(target[key], source[key]);
    } else {
      target[key] = source[key];
    }
  }
}

function mergeSafely(target, source) {
  for (const key in source) {
    if (key === "__proto__") continue;
    if (typeof source[key] === "object") {
      // ok: javascript-prototype-pollution
      mergeSafely(target[key], source[key]);
    } else {
      target[key] = source[key];
    }
  }
}
