// SPDX-License-Identifier: MIT
//
// What a project is built from, for people at a terminal. All of it is safe to print, whatever the scanned project holds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "dependencies/licence.h"
#include "dependencies/package.h"

namespace squire::dependencies {

struct TextStyle {
    bool colour = false;
    unsigned width = 80;
};

/// One package a line below the file that names it.
[[nodiscard]] std::string format_list(const PackageInventory& inventory, const TextStyle& style);

/// What needs what, from the project down. A package that was shown before is not opened again.
[[nodiscard]] std::string format_tree(const PackageInventory& inventory, const TextStyle& style);

/// Through which chain each version of a package comes into the project, file by file. An error (not_found) where nothing names it.
[[nodiscard]] Result<std::string> format_why(const PackageInventory& inventory, std::string_view name, const TextStyle& style);

/// One licence a line, with the packages that have it; those that are denied first.
[[nodiscard]] std::string format_licences(const std::vector<LicenceUse>& uses, const TextStyle& style);

} // namespace squire::dependencies
