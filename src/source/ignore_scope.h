// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/problems.h"
#include "source/ignore_rules.h"
#include "source/tracked_files.h"

namespace squire::source {

/// What decides about ignored files in one repository, or in a tree that is in none. Paths given to it are `base` bytes longer than those
/// of the repository.
struct IgnoreScope {
    std::size_t base = 0;
    std::shared_ptr<const IgnoreLevel> level; // what holds at the repository's root, before its .gitignore; owned by the levels below too
    std::unique_ptr<TrackedFiles> tracked;    // null outside of repositories
    bool ignoring_case = false;
};

/// Of the repository whose working tree's root is `folder`, if it is one. Reads info/exclude and core.excludesFile.
[[nodiscard]] std::unique_ptr<IgnoreScope> scope_of_repository(const std::filesystem::path& folder, std::size_t base, Problems& problems);

struct RootScope {
    std::unique_ptr<IgnoreScope> scope;       // never null
    std::string prefix;                       // from the repository's root to the walk's, "sub/folder/"; empty at the repository's root
    std::shared_ptr<const IgnoreLevel> level; // what holds at the walk's root, before its .gitignore
};

/// For a walk that begins at `root`, wherever in a repository that is.
[[nodiscard]] RootScope scope_of_root(const std::filesystem::path& root, Problems& problems);

/// The rules of one file in an open folder, `above` being those that hold already; `above` where there are none, or where it is a link, as
/// git has it.
[[nodiscard]] std::shared_ptr<const IgnoreLevel> read_level(int folder, const char* name, std::size_t base, bool ignoring_case,
                                                            std::shared_ptr<const IgnoreLevel> above, std::string place, Problems& problems);

} // namespace squire::source
