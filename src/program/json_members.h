// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace squire::program {

/// As member_texts; `values` are empty before.
void find_members(std::string_view object, std::span<const std::string_view> names, std::span<std::string_view> values);

/// The texts of members' values in the text of a JSON object, in the order of `names`, found without parsing what stands around them: of thousands of
/// documents a list needs a few members each. Empty where there is none, or the text is no JSON as far as it was looked at. A name that needs escapes is
/// not found; of two members of one name the first is.
template <std::size_t N>
[[nodiscard]] std::array<std::string_view, N> member_texts(std::string_view object, const std::array<std::string_view, N>& names) {
    std::array<std::string_view, N> values;
    find_members(object, names, values);
    return values;
}

} // namespace squire::program
