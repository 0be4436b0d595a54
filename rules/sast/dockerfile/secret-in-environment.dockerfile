# SPDX-License-Identifier: MIT
FROM debian:12
# ruleid: dockerfile-secret-in-environment
ENV DB_PASSWORD=h8Kq2mZp91
# ruleid: dockerfile-secret-in-environment
ENV API_KEY k2j3h4g5f6d7
# ok: dockerfile-secret-in-environment
ENV DB_PASSWORD=$DB_PASSWORD
# ok: dockerfile-secret-in-environment
ENV DB_PASSWORD_FILE=/run/secrets/db
# ok: dockerfile-secret-in-environment
ENV API_KEY=""
