# SPDX-License-Identifier: MIT
data "aws_iam_policy_document" "all" {
  # ruleid: terraform-policy-allows-everything
  statement {
    actions   = ["*"]
    resources = ["*"]
  }

  # ok: terraform-policy-allows-everything
  statement {
    effect    = "Deny"
    actions   = ["*"]
    resources = ["*"]
  }

  # ok: terraform-policy-allows-everything
  statement {
    actions   = ["s3:GetObject"]
    resources = ["*"]
  }
}
