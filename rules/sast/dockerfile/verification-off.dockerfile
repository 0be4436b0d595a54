# SPDX-License-Identifier: MIT
FROM debian:12
# ruleid: dockerfile-verification-off
RUN curl -fsSLk https://example.com/tool -o /usr/bin/tool
# ruleid: dockerfile-verification-off
RUN wget --no-check-certificate https://example.com/tool
# ruleid: dockerfile-verification-off
RUN apt-get install -y --allow-unauthenticated tool
# ok: dockerfile-verification-off
RUN curl -fsSL https://example.com/tool -o /usr/bin/tool
# ok: dockerfile-verification-off
RUN apt-get install -y --no-install-recommends tool
