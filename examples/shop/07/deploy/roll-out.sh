#!/bin/sh
# SPDX-License-Identifier: MIT
set -eu
ssh -o StrictHostKeyChecking=no deploy@shop.example "docker pull shop:$1 && docker restart shop"
