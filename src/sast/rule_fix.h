// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sast/compiled_rule.h"
#include "sast/message.h"

namespace squire::sast {

/// What the rule of a finding would put in the place that it found.
struct RuleFix {
    std::string fingerprint; // of the finding
    const rules::SastRule* rule = nullptr; // of the rule book
    Edit edit;
};

/// The edit of a rule for a match in `text`: its further lines are indented as the line of the place is, and all end as that line does (CRLF or LF).
/// Nothing where the rule has no fix for it.
[[nodiscard]] std::optional<Edit> fix_of(const CompiledRule& rule, const Match& match, std::string_view text);

} // namespace squire::sast
