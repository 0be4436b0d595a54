// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/sast_rule.h"
#include "sast/match.h"

namespace squire::sast {

/// A metavariable with the text it stands for: "$X", "request.args".
struct BoundText {
    std::string_view name;
    std::string_view text;
};

[[nodiscard]] std::vector<BoundText> bound_texts(const Match& match, const Metavariables& metavariables, std::string_view text);

/// `template_text` with each metavariable in it replaced by what it stands for, cut to `longest` bytes each (0: not at all). One that is not bound
/// stays as it is written.
[[nodiscard]] std::string interpolate(std::string_view template_text, const std::vector<BoundText>& bound, std::size_t longest);

/// What a rule would put in the place of a match: its `fix`, or its `fix-regex` on the text of the match. Nothing where it has neither, or where its
/// regex does not match or cannot be used.
[[nodiscard]] std::optional<std::string> fixed_text(const rules::SastRule& rule, std::string_view matched, const std::vector<BoundText>& bound);

/// A replacement of bytes [begin, end).
struct Edit {
    std::size_t begin = 0, end = 0;
    std::string text;
};

/// Applies edits from the left; one that overlaps an earlier one is left out.
[[nodiscard]] std::string apply_edits(std::string_view text, std::vector<Edit> edits);

} // namespace squire::sast
