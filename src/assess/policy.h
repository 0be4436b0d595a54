// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace squire::assess {

enum class Stance : std::uint8_t {
    mentioned, // the subject comes up, what is asked is for a person to read
    asked,     // allowed under conditions, such as saying so
    refused,
};

/// What a project has written about changes that tools make.
struct Policy {
    Stance stance = Stance::mentioned;
    std::size_t line = 0; // from 1
    std::string words;    // that line
};

/// By rules/assess/policies.toml: the strictest line of a contributing guide.
[[nodiscard]] std::optional<Policy> policy_of(std::string_view text);

} // namespace squire::assess
