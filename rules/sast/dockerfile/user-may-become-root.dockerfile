# SPDX-License-Identifier: MIT
FROM debian:12
# ruleid: dockerfile-user-may-become-root
RUN echo "app ALL=(ALL) NOPASSWD: ALL" >> /etc/sudoers
# ok: dockerfile-user-may-become-root
RUN adduser app
