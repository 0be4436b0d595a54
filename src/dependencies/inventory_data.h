// SPDX-License-Identifier: MIT
//
// What a project is built from, for programs.
#pragma once

#include <string>

#include "dependencies/package.h"

namespace squire::dependencies {

/// Version 1 of the format that docs/dependency-inventory.md describes.
[[nodiscard]] std::string write_inventory_json(const PackageInventory& inventory);

/// RFC 4180 with a header. A cell that a spreadsheet would take for a formula gets an apostrophe before it.
[[nodiscard]] std::string write_inventory_csv(const PackageInventory& inventory);

} // namespace squire::dependencies
