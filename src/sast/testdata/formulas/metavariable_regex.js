// match:
eval(a);
evaluate(a);
// match:
exec(b);
