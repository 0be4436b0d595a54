# SPDX-License-Identifier: MIT
resource "aws_db_instance" "one" {
  # ruleid: terraform-database-is-public
  publicly_accessible = false
}

resource "aws_db_instance" "two" {
  # ok: terraform-database-is-public
  publicly_accessible = false
}
