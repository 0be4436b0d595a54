// SPDX-License-Identifier: MIT
//
// A small change to an open rule that silences a false alarm and nothing that anybody relies on. Candidates are made from the code around the alarm: each
// syntax node that holds it becomes a pattern, with what the rule itself binds in place of the alarm and metavariables in place of the rest, as an
// exclusion (`pattern-not-inside`); the alarm itself does, with one of its arguments kept (`pattern-not`); of a taint rule, each call becomes a sanitizer;
// a regex of the rule matches less; a folder of tests, examples or foreign code around the file is excluded. A candidate is taken where the alarm's line is silent, every line that the rule's own tests expect
// is still reported, and every finding to be kept is still there. Of those that remain, the one that silences least else in that code, then the shortest.
// The code is that which the alarm was raised on, as it is: one that was reduced to what the rule needs has lost what makes it harmless.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "bugreport/input.h"
#include "rules/sast_rule.h"

namespace squire::bugreport {

struct EnhancementRequest {
    rules::SastRule rule;
    File rule_file; // path as in the rule's repository, and its whole text
    std::vector<File> targets; // annotated tests beside it; the first one in the example's language gets the new test
    Input alarm; // the code and the place in it
    std::vector<Input> keep; // findings that must stay: confirmed ones
    const Cancellation* cancellation = nullptr;
};

struct Enhancement {
    std::string key; // "pattern-not", "pattern-not-inside", "pattern-sanitizers", "regex", "paths"
    std::string pattern; // what it excludes, or the changed regex
    std::string rule_text; // the whole file after it
    std::string changelog; // one line
    std::size_t tried = 0; // candidates
    std::size_t also_silenced = 0; // further findings of the rule in the same file
    std::size_t kept_lines = 0; // of the rule's tests, which are still reported
};

/// The best candidate; nothing where none holds. An error only where the rule or its file cannot be read.
[[nodiscard]] Result<std::optional<Enhancement>> find_enhancement(const EnhancementRequest& request);

/// The change to the rule file and to its tests, for `git apply` in the rule's repository: the example, which the rule reports and the changed one does not,
/// goes to the end of the target in its language, with `ok:` where it was reported. Of no target, and for a folder that is
/// left out, the rule file alone.
[[nodiscard]] Result<std::string> patch_of(const EnhancementRequest& request, const Enhancement& enhancement, const Input& example);

/// The rule as it is after the change.
[[nodiscard]] std::optional<rules::SastRule> changed_rule(const EnhancementRequest& request, std::string_view rule_text);

} // namespace squire::bugreport
