function straight(a) {
  const x = source();
  // ruleid: t
  sink(x);
  let { u, v: w } = x;
  // ruleid: t
  sink(w);
  // ruleid: t
  sink(`a${u}`);
  const clean_one = clean(x);
  // ok: t
  sink(clean_one);
}

const arrow = (p) => p;
// ruleid: t
sink(arrow(source()));
// ok: t
sink(arrow(1));

function switches(a) {
  let x = 1;
  switch (a) {
    case 1:
      x = source();
      break;
    case 2:
      x = 2;
      break;
    default:
      x = 3;
  }
  // ruleid: t
  sink(x);
}

function callbacks(xs) {
  const t = source();
  t.forEach((each) => {
    // ruleid: t
    sink(each);
  });
  xs.forEach((each) => {
    // ok: t
    sink(each);
    // ruleid: t
    sink(t);
  });
  // ruleid: t
  sink(xs.map(() => source()));
  let kept = 1;
  xs.forEach((each) => { kept = source(); });
  // ruleid: t
  sink(kept);
}

async function waits() {
  const x = await source();
  // ruleid: t
  sink(x["a"]);
  for (const k in x) {
    // ruleid: t
    sink(k);
  }
}

function tries() {
  let x = 1;
  try {
    x = source();
  } catch (e) {
    x = 2;
  } finally {
    // ruleid: t
    sink(x);
  }
}

class C {
  m() { return source(); }
  n() {
    // ruleid: t
    sink(this.m());
  }
}

function takesWhatItMust(given) {
  const mode = "safe";
  let x = mode === "safe" ? "a" : source();
  // ok: t
  sink(x);
  let n = 1;
  given.forEach(() => { n = 2; });
  if (n === 2) { x = source(); }
  // ruleid: t
  sink(x);
  if (false) { x = source(); } else { x = "b"; }
  // ok: t
  sink(x);
}

function byKey(k) {
  const m = new Map();
  m.set("a", source());
  // ok: t
  sink(m.get("b"));
  // ruleid: t
  sink(m.get("a"));
  for (const each of m.values()) {
    // ruleid: t
    sink(each);
  }
}

let level = 0;
function isOutside() {
  level = 1;
  other();
  if (level === 2) {
    // ruleid: t
    sink(source());
  }
}
