// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dependencies/format.h"

namespace squire::dependencies {

void read_requirements(const Input& input, Listing& listing);

/// The files that a requirements file names by -r and -c, as paths from the root; those that lead out of it are left out.
[[nodiscard]] std::vector<std::string> included_files(std::string_view path, std::string_view bytes);

} // namespace squire::dependencies
