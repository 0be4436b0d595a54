#!/bin/sh
# SPDX-License-Identifier: MIT
# AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY come from the scheduler.
aws s3 cp shop.sqlite "s3://shop-backup/$(date +%F).sqlite"
