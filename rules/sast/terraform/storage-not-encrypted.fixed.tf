# SPDX-License-Identifier: MIT
resource "aws_db_instance" "one" {
  # ruleid: terraform-storage-not-encrypted
  storage_encrypted = true
}

resource "aws_db_instance" "two" {
  # ok: terraform-storage-not-encrypted
  storage_encrypted = true
}

resource "aws_ebs_volume" "three" {
  # ruleid: terraform-storage-not-encrypted
  encrypted = true
}
