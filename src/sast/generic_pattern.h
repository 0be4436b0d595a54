// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "rules/sast_rule.h"
#include "sast/generic_text.h"
#include "sast/match.h"

namespace squire::sast {

/// A pattern of `languages: [generic]`. Words and other bytes match themselves whatever blanks are between them; `...` skips at most
/// `generic_ellipsis_max_span` lines and stays in its block; `$X` is one word, `$...X` what an ellipsis skips. The text may be more deeply indented
/// than the pattern, not less.
class GenericPattern {
public:
    /// Errors: limit (too long), malformed (nothing but ellipses).
    [[nodiscard]] static Result<GenericPattern> compile(std::string_view text, const rules::SastOptions& options, Metavariables& metavariables);

    /// Every place where it matches, at most one that begins at a token. What it costs is counted in `budget`.
    [[nodiscard]] std::vector<Match> find(const GenericText& text, Budget& budget) const;

private:
    friend class GenericMatcher;
    std::unique_ptr<std::string> text_; // `tree_` looks into it
    std::unique_ptr<GenericText> tree_;
    std::vector<MetavariableId> names_; // by token
    std::uint32_t span_ = 10; // lines
    bool ignoring_case_ = false;
};

} // namespace squire::sast
