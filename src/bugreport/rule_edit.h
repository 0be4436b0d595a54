// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/sast_rule.h"

namespace squire::bugreport {

/// The file's text with one more exclusion in the rule: every other byte stays. An item at the end of the rule's `patterns`; where it has one pattern
/// alone, that becomes the first item of `patterns`. Of `pattern-sanitizers`, one more of those. Nothing for a rule of another shape.
[[nodiscard]] std::optional<std::string> with_exclusion(std::string_view file, const rules::SastRule& rule, std::string_view key,
                                                        std::string_view pattern);

/// The file's text with one more glob in the rule's `paths: exclude:`. Nothing for a rule of another shape.
[[nodiscard]] std::optional<std::string> with_path_exclusion(std::string_view file, const rules::SastRule& rule, std::string_view glob);

/// A regex of a rule made to match less.
struct RegexEdit {
    std::string before, after; // the regex
    std::string text; // the whole file with it
};

/// For each regex of the rule that stands on a line of its own, as a plain or single-quoted scalar: with boundaries, anchors, its letters' case, a point
/// that is a point, a repetition of names only.
[[nodiscard]] std::vector<RegexEdit> regex_edits(std::string_view file, const rules::SastRule& rule);

/// The changed texts of one regex.
[[nodiscard]] std::vector<std::string> narrower_regexes(std::string_view regex);

} // namespace squire::bugreport
