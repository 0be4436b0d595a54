# match:
FROM a/b
FROM a/b:1
FROM a/b@sha256:00
FROM a/b:1@sha256:00 AS c
