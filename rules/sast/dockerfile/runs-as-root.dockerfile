# SPDX-License-Identifier: MIT
FROM debian:12
USER app
RUN echo one
# ruleid: dockerfile-runs-as-root
USER root
CMD ["/app"]
