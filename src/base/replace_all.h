// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace squire {

/// Puts `to` in place of each `from`, from the left; what was put is not looked at again. An empty `from` stands nowhere.
void replace_all(std::string& text, std::string_view from, std::string_view to);

} // namespace squire
