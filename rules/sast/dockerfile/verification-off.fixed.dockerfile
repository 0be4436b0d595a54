# SPDX-License-Identifier: MIT
FROM debian:12
# ruleid: dockerfile-verification-off
RUN curl -fsSL https://example.com/tool -o /usr/bin/tool
# ruleid: dockerfile-verification-off
RUN wget https://example.com/tool
# ruleid: dockerfile-verification-off
RUN apt-get install -y tool
# ok: dockerfile-verification-off
RUN curl -fsSL https://example.com/tool -o /usr/bin/tool
# ok: dockerfile-verification-off
RUN apt-get install -y --no-install-recommends tool
