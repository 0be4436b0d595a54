# ruleid: uses-eval
safe(a)
# ok: uses-eval
safe(a)
# ruleid: never-runs
x
