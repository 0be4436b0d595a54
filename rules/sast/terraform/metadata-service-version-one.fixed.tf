# SPDX-License-Identifier: MIT
resource "aws_instance" "one" {
  metadata_options {
    # ruleid: terraform-metadata-service-version-one
    http_tokens = "required"
  }
}

resource "aws_instance" "two" {
  metadata_options {
    # ok: terraform-metadata-service-version-one
    http_tokens = "required"
  }
}
