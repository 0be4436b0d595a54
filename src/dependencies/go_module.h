// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace squire::dependencies {

/// Calls `take` for each "module version h1:hash" of a go.sum; the lines for a go.mod alone are left out.
void each_go_sum(std::string_view text,
                 const std::function<void(std::string_view module, std::string_view version, std::string_view sum, std::uint32_t line)>& take);

} // namespace squire::dependencies
