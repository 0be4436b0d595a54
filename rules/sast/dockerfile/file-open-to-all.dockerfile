# SPDX-License-Identifier: MIT
FROM debian:12
# ruleid: dockerfile-file-open-to-all
RUN mkdir /data && chmod -R 777 /data
# ok: dockerfile-file-open-to-all
RUN chmod 755 /data
# ok: dockerfile-file-open-to-all
RUN chmod 1777 /tmp
