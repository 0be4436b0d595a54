# SPDX-License-Identifier: MIT
resource "aws_db_instance" "one" {
  # ruleid: terraform-password-in-code
  password = "h8Kq2mZp91"
}

resource "aws_db_instance" "two" {
  # ok: terraform-password-in-code
  password = var.password
}

resource "aws_db_instance" "three" {
  # ok: terraform-password-in-code
  password = "change-me"
}
