// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace squire::program {

/// The text of the member's value in the text of a JSON object, found without parsing what stands around it: of thousands of documents a list needs a few
/// members each. Empty where there is none, or the text is no JSON as far as it was looked at. A name that needs escapes is not found.
[[nodiscard]] std::string_view member_text(std::string_view object, std::string_view name);

} // namespace squire::program
