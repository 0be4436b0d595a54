// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <vector>

#include "bugreport/oracle.h"

namespace squire::bugreport {

/// Interesting is what all of them find interesting: our engine fires, and another scanner is silent. They are asked in their order, the cheap ones first,
/// and no further than to the first that says no. None of `parts` is null.
[[nodiscard]] std::unique_ptr<Oracle> make_combined_oracle(std::vector<std::unique_ptr<Oracle>> parts);

} // namespace squire::bugreport
