// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "rules/secret_rule.h"

namespace squire::rules {

/// The text that an example shape of docs/secret-rules.md stands for. The same on every machine: the random sequence depends on the rule's id and
/// the example's number alone. An error names the byte of the shape where it goes wrong, and has no place.
///
/// What is filled in looks like the work of a random generator: no run of three equal or four neighbouring characters, no placeholder word, and,
/// where it is long enough, digits and letters of every kind that the group has. Groups of base64 begin and end with a letter or digit, so that `\b`
/// holds at both ends.
[[nodiscard]] Result<std::string> fill_shape(std::string_view shape, std::string_view rule_id, std::uint32_t index);

struct Examples {
    std::vector<std::string> matches, rejects;
};

/// All examples of a rule: `matches` are numbered from 0, `rejects` from 1000, so that adding one leaves the others as they are. The error's place is
/// the rule's, and its message quotes the shape.
[[nodiscard]] Result<Examples> fill_examples(const SecretRule& rule);

} // namespace squire::rules
