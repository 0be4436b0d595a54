# SPDX-License-Identifier: MIT
resource "azurerm_storage_account" "one" {
  # ruleid: terraform-azure-storage-open
  https_traffic_only_enabled = true
  # ruleid: terraform-azure-storage-open
  allow_nested_items_to_be_public = true
}

resource "azurerm_storage_account" "two" {
  # ok: terraform-azure-storage-open
  https_traffic_only_enabled = true
}
