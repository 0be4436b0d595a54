// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "advisories/collection.h"
#include "base/clock.h"

namespace squire::advisories {

/// The bytes of an index (index_format.h). The same collection and time give the same bytes.
[[nodiscard]] std::string build_index(const Collection& collection, Time built);

} // namespace squire::advisories
