// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "advisories/commit_range.h"
#include "advisories/index.h"
#include "dependencies/package.h"

namespace squire::dependencies {

/// A repository at one of its commits or tags.
struct RepositoryVersion {
    std::string repository; // advisories::canonical_repository
    std::string version;    // a whole commit id in lower case, else a tag or branch; may be empty
    [[nodiscard]] bool is_commit() const;
};

/// Of a submodule, and of a package that its file takes from git ("git+https://host/a/b@v1", "…?tag=v1#commit"); none for any other.
[[nodiscard]] std::optional<RepositoryVersion> repository_of(const Package& package);

struct RepositoryAnswer {
    std::vector<advisories::IndexEntry> affecting; // one for each advisory
    std::vector<std::string> fixes;                // of each of these, the first fix that the commit does not come from; may be empty
    std::size_t undecided = 0; // advisories of the repository that hang on an order of commits that is not known
};

/// Which advisories about the repository affect this version: those that list its tag, and those whose commits say so.
[[nodiscard]] Result<RepositoryAnswer> weaknesses_of(const RepositoryVersion& version, const advisories::Index& index,
                                                     const advisories::ComesFrom& comes_from);

} // namespace squire::dependencies
