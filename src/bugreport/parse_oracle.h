// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "bugreport/oracle.h"

namespace squire::bugreport {

/// In-process: no more of the file of the place is unreadable for its language's grammar than is of the input. Of a file in no known language, anything.
[[nodiscard]] std::unique_ptr<Oracle> make_parse_oracle(const Input& input);

} // namespace squire::bugreport
