# SPDX-License-Identifier: MIT
resource "aws_s3_bucket_acl" "site" {
  bucket = aws_s3_bucket.site.id
  # ruleid: terraform-bucket-is-public
  acl = "public-read"
}

resource "aws_s3_bucket_acl" "data" {
  bucket = aws_s3_bucket.data.id
  # ok: terraform-bucket-is-public
  acl = "private"
}
