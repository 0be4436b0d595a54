# ruleid: uses-eval
eval(a)
# ok: uses-eval
safe(a)
# ruleid: never-runs
x
