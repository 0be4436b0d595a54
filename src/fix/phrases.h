// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

namespace squire::fix {

/// Lists of rules/fix/: one phrase a line, lower case.
[[nodiscard]] const std::vector<std::string_view>& alarm_words();
[[nodiscard]] const std::vector<std::string_view>& placeholder_words();

/// The first of the phrases that stands in the text as whole words, in any case; empty where none does. A phrase lives as long as the program.
[[nodiscard]] std::string_view first_phrase(std::string_view text, const std::vector<std::string_view>& phrases);

} // namespace squire::fix
