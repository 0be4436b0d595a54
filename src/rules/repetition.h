// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace squire::rules {

/// The places of a regex where `*`, `+` or `{n,}` stands after something wide: `.`, `\w`, `\S`, `\D`, `\W`, a negated class, or a class that holds a
/// whole range of letters or one of those. Such a regex can run over a whole minified file, and its matches are cut short or joined by chance.
/// Groups are not looked at: `(?:ab)+` is narrow. For `[a-z]+x` the answer is `[a-z]+`.
[[nodiscard]] std::vector<std::string> unbounded_wide_repetitions(std::string_view regex);

} // namespace squire::rules
