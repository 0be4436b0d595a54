// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "integrate/integrate.h"

namespace squire::cli {

/// Each scanner with what becomes of it and why, then what was done beside the includes, and what was proven.
[[nodiscard]] std::string format_plan(const integrate::Plan& plan);

} // namespace squire::cli
