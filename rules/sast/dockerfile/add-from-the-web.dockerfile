# SPDX-License-Identifier: MIT
FROM debian:12
# ruleid: dockerfile-add-from-the-web
ADD https://example.com/tool.tar.gz /opt/
# ok: dockerfile-add-from-the-web
ADD tool.tar.gz /opt/
# ok: dockerfile-add-from-the-web
COPY tool /opt/
