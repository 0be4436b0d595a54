// SPDX-License-Identifier: MIT
//
// What a project is built from, for programs.
#pragma once

#include <string>
#include <vector>

#include "dependencies/licence.h"
#include "dependencies/package.h"

namespace squire::dependencies {

/// Version 1 of the format that docs/lockfiles.md describes.
[[nodiscard]] std::string write_inventory_json(const PackageInventory& inventory);

/// RFC 4180 with a header. A cell that a spreadsheet would take for a formula gets an apostrophe before it.
[[nodiscard]] std::string write_inventory_csv(const PackageInventory& inventory);

[[nodiscard]] std::string write_licences_json(const std::vector<LicenceUse>& uses);

} // namespace squire::dependencies
