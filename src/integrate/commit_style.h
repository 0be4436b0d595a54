// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "source/project_commit.h"

namespace squire::integrate {

/// How a project writes its commit messages, as its history shows.
struct CommitStyle {
    std::string prefix;    // "ci: ", "[CI] ", "gitlab-ci: "; empty: subjects begin with a word of their own
    bool capital = true;   // the first letter behind it
    bool full_stop = false;
    bool sign_off = false; // most messages end with Signed-off-by
};

/// Commits that touch the file that is changed say more of its prefix than others do. `conventional` stands there where the project keeps to
/// Conventional Commits, and its past says nothing of the file.
[[nodiscard]] CommitStyle learn_style(std::span<const source::PastCommit> past, std::string_view conventional = "ci: ");

/// "ci: ", "ci(gitlab): ", "[CI] ", ".gitlab-ci.yml: "; empty where a subject has none.
[[nodiscard]] std::string prefix_of(std::string_view subject);

/// Subject, body and, where it is the style, the sign-off of `author` ("Name <address>").
[[nodiscard]] std::string compose_message(const CommitStyle& style, std::string_view subject, std::string_view body, std::string_view author);

} // namespace squire::integrate
