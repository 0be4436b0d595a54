# SPDX-License-Identifier: MIT
# ruleid: dockerfile-image-not-pinned
FROM debian
# ruleid: dockerfile-image-not-pinned
FROM debian:latest AS build
# ok: dockerfile-image-not-pinned
FROM debian:12
# ok: dockerfile-image-not-pinned
FROM debian@sha256:3d868b5eb908155f3784317b3dda2941df87bbbbaa4608f84881de66d9bb297b
# ok: dockerfile-image-not-pinned
FROM scratch
# ok: dockerfile-image-not-pinned
FROM --platform=$BUILDPLATFORM build AS packaged
# ruleid: dockerfile-image-not-pinned
FROM --platform=$BUILDPLATFORM gcr.io/distroless/static
# ok: dockerfile-image-not-pinned
FROM ${BASE}
