// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fix/proposal.h"
#include "integrate/commit_style.h"
#include "source/project_commit.h"

namespace squire::fix {

/// How a project names branches and writes commits, as far as it shows.
struct Style {
    integrate::CommitStyle commit;
    std::string changelog;     // the value of a "Changelog:" trailer, where commits carry one (GitLab's): "security", "fixed"
    std::string branch_prefix; // "fix/", "deps/"; may be empty
    char branch_separator = '-';
};

/// `past` as of a file that is changed, `branches` as source::branch_names gives them, `guide` what CONTRIBUTING says.
[[nodiscard]] Style learn_style(std::span<const source::PastCommit> past, std::span<const std::string> branches, std::string_view guide,
                                ChangeClass kind);

/// Subject, body in lines of at most 72 bytes, and trailers; with a sign-off of `author` where the style has one.
[[nodiscard]] std::string write_message(const Style& style, std::string_view subject, std::string_view body, std::string_view author);

/// A name that git takes and that is not among `taken`: of the subject's words, and where it must be of `id`.
[[nodiscard]] std::string name_branch(const Style& style, std::string_view subject, std::string_view id, std::span<const std::string> taken);

} // namespace squire::fix
