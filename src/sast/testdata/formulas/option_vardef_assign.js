var a = 1;
let b = 1;
// match:
c = 1;
const d = 1;
