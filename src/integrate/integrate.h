// SPDX-License-Identifier: MIT
//
// GitLab's scanners into a project's pipeline, without breaking a byte of it. A plan is made and proven first; only then is anything written, and
// that is one commit on a branch of its own. docs/integrate.md tells it for users.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/problems.h"
#include "base/progress.h"
#include "base/result.h"
#include "integrate/comparison.h"
#include "integrate/edit.h"
#include "source/project_commit.h"

namespace squire::integrate {

struct Request {
    std::filesystem::path project; // a folder, in a repository or not
    std::vector<std::string> scanners; // ids; empty: those that suit
    Style style = Style::template_include;
    pipeline::Tier tier = pipeline::Tier::free;
    std::string file; // the pipeline's; empty: .gitlab-ci.yml
    unsigned workers = 1;
    const Cancellation* cancellation = nullptr;
};

enum class Decision : std::uint8_t { add, present, left_out };

struct Choice {
    const GitlabScanner* scanner = nullptr;
    Decision decision = Decision::left_out;
    std::string reason;
    Suitability suitability;
};

struct Plan {
    std::string file; // path of the pipeline in the project
    std::string before, after; // the same where there is nothing to do
    bool is_new = false; // there is no pipeline yet
    std::string commit_id; // of what was read; empty: a folder that is in no repository
    std::string default_branch;
    std::vector<Choice> choices; // one a scanner, in the order of the list
    std::vector<std::string> notes;
    std::vector<std::string> unread; // includes whose jobs are unknown
    Comparison comparison;
    std::string diff;
    std::string commit_message;
    std::string merge_request;
};

/// An error (unsupported) where the pipeline would not be what it was and the new jobs; all that is wrong is in its message.
[[nodiscard]] Result<Plan> make_plan(const Request& request, Problems& problems);

/// The plan's file on a branch, in the repository that it was read from. The checkout and the index are not touched.
[[nodiscard]] Result<source::CommitOnBranch> carry_out(const Plan& plan, const std::filesystem::path& repository, const std::string& branch,
                                                       Time now);

} // namespace squire::integrate
