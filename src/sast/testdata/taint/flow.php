<?php
function keeps($a, $b) { return $a; }
function run($c) {
  $x = source();
  // ruleid: t
  sink($x);
  $y = "a $x b";
  // ruleid: t
  sink("c" . $y);
  // ruleid: t
  sink(keeps($x, 1));
  // ok: t
  sink(keeps(1, $x));
  foreach (source() as $k => $v) {
    // ruleid: t
    sink($v);
  }
  if ($c) { $x = 1; } elseif ($y) { $x = 2; } else { $x = clean($x); }
  // ok: t
  sink($x);
  $s = "a";
  $s .= source();
  // ruleid: t
  sink($s);
  $o->f = source();
  // ruleid: t
  sink($o->f);
  // ok: t
  sink($o->g);
}
