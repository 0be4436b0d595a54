// SPDX-License-Identifier: MIT
//
// What a branch would bring, for those who judge it before it is sent. Reads alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace squire::source {

struct BranchFile {
    std::string path;
    std::string before, after; // its bytes; empty where it is not there, and where `left_out`
    bool is_new = false;
    bool removed = false;
    bool left_out = false;       // a link, a submodule, or larger than 8 MB
    bool changed_on_base = false; // since the branch left it
};

struct BranchCommit {
    std::string message;
    std::string author; // "Name <address>"
    std::size_t parents = 1;
};

struct BranchChange {
    std::string id;               // of the branch's last commit
    std::string base;             // the branch that it goes to, as it was named
    bool related = false;         // the two have a common commit; else there are no commits and files
    std::uint64_t behind = 0;     // commits that the base has since
    Time base_time;               // of the base's last commit
    std::vector<BranchCommit> commits; // the newest first, at most 100
    std::vector<BranchFile> files;     // by path, at most 1,000
    bool more = false;            // than these
};

/// What `branch` (any revision) has that `base` has not. A branch of the remote "origin" counts where there is no local one of the base's name.
[[nodiscard]] Result<BranchChange> read_branch(const std::filesystem::path& inside, std::string_view branch, std::string_view base);

/// Local and remote ones (without "origin/"), and those that past merges of the first 2,000 commits name; each once, sorted, at most 5,000.
[[nodiscard]] Result<std::vector<std::string>> branch_names(const std::filesystem::path& inside);

} // namespace squire::source
