// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "rules/sast_rule.h"
#include "sast/match.h"
#include "search/pcre.h"

namespace squire::sast {

/// A pattern of `languages: [generic]` under `generic_engine: aliengrep`, as one regex. Words match whole words, other bytes themselves, whatever
/// blanks are between them; `$X` is one word, `...` as little as will do, `$...X` what an ellipsis takes. An ellipsis takes brackets with what is
/// between them or not at all. Without `generic_multiline` blanks and `...` stay on one line, and `....` does not. Unlike the other engine it knows
/// neither indentation nor a number of lines (https://semgrep.dev/docs/writing-rules/experiments/aliengrep).
class AliengrepPattern {
public:
    /// Errors: limit (too long), malformed (nothing but ellipses).
    [[nodiscard]] static Result<AliengrepPattern> compile(std::string_view text, const rules::SastOptions& options,
                                                          Metavariables& metavariables);

    /// Every match that begins in bytes [begin, end) of the text and ends there, from left to right, none overlapping.
    [[nodiscard]] std::vector<Match> find(std::string_view text, std::uint32_t begin, std::uint32_t end, Budget& budget) const;

private:
    explicit AliengrepPattern(search::Pcre regex) : regex_(std::move(regex)) {}

    search::Pcre regex_;
    std::vector<std::pair<std::size_t, MetavariableId>> groups_;
};

} // namespace squire::sast
