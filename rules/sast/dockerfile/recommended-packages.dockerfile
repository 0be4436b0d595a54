# SPDX-License-Identifier: MIT
FROM debian:12
# ruleid: dockerfile-recommended-packages
RUN apt-get update && apt-get install -y curl
# ruleid: dockerfile-recommended-packages
RUN apt-get -qq -y install \
    curl \
    git
# ok: dockerfile-recommended-packages
RUN apt-get install -y --no-install-recommends curl
# ok: dockerfile-recommended-packages
RUN apt-get --no-install-recommends install -y curl
# ok: dockerfile-recommended-packages
RUN apt-get install -y \
    --no-install-recommends \
    curl
# ok: dockerfile-recommended-packages
RUN apt-get update && pip install curl
