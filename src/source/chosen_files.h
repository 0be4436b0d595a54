// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <set>
#include <string>

#include "source/source.h"

namespace squire::source {

/// The same source, of which only the texts with these paths are shown.
[[nodiscard]] std::unique_ptr<Source> only_files(std::unique_ptr<Source> source, std::set<std::string, std::less<>> paths);

} // namespace squire::source
