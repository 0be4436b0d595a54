# SPDX-License-Identifier: MIT
FROM debian:12
# ruleid: dockerfile-curl-into-shell
RUN curl -fsSL https://example.com/install.sh | bash
# ruleid: dockerfile-curl-into-shell
RUN wget -qO- https://example.com/install.sh | sudo -E sh -s -- -y
# ok: dockerfile-curl-into-shell
RUN curl -fsSLO https://example.com/install.sh && sha256sum -c sums && sh install.sh
# ok: dockerfile-curl-into-shell
RUN curl -fsSL https://example.com/key.asc | gpg --dearmor > /usr/share/keyrings/key.gpg
