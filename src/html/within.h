// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace squire::html {

/// A part of one of our pages as a part of another one: each id, and what points to one (links within the page, labels, descriptions), begins with `prefix`,
/// and headings stand `deeper` levels lower, down to the sixth. `html` is what this program wrote: in its attributes '<' and '>' are escaped.
[[nodiscard]] std::string within(std::string_view html, std::string_view prefix, int deeper);

} // namespace squire::html
