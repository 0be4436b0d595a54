// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>

#include "base/problems.h"

namespace squire::rules {

/// The fingerprints of a `.gitleaksignore`, one a line: `commit:file:rule:line` for one commit, `file:rule:line` for all of them and for the
/// working tree. Lines that begin with `#` are comments. A `\` in a path is a `/`, so that lists written on Windows work.
///
/// A fingerprint with the id of one of Gitleaks' default rules stands for our rules of the same secrets too (gitleaks_ids.h).
///
/// Rule and line are the last two parts, so that a path may hold a colon; a commit is a whole object id, which no path begins with in practice.
class GitleaksIgnore {
public:
    GitleaksIgnore() = default;

    /// A line that is no fingerprint is a warning with its place, and is skipped.
    [[nodiscard]] static GitleaksIgnore read(std::string_view text, std::string_view file_name, Problems& problems);

    /// `commit` is a whole object id, or empty for a finding that is in no commit; `line` is the one where the match begins.
    [[nodiscard]] bool matches(std::string_view commit, std::string_view file, std::string_view rule, std::uint32_t line) const;

    /// Fingerprints of Gitleaks' rules count once for each name.
    [[nodiscard]] std::size_t size() const { return fingerprints_.size(); }

private:
    std::unordered_set<std::string> fingerprints_;
};

/// Whether the line of a finding says that it may stay: it holds `gitleaks:allow` or `squire:allow`, usually in a comment at its end.
[[nodiscard]] bool has_allow_comment(std::string_view line);

} // namespace squire::rules
