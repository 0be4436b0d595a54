// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "store/store.h"

namespace squire::cli {

/// What a recorded scan came to: "squire-secrets: 3 new, 1 back, 12 still there, 2 gone".
[[nodiscard]] std::string summary_of(const store::ScanRecord& record);

} // namespace squire::cli
