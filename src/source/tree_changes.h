// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "base/problems.h"
#include "base/progress.h"
#include "source/git.h"
#include "source/problem_group.h"

namespace squire::source {

/// Finds the files of a git tree, or those of it that no parent has. Trees are small: one thread does.
class TreeChanges {
public:
    using Visit = std::function<void(std::string_view path, const ObjectId& blob)>;

    TreeChanges(git_repository& repository, const Cancellation* cancellation, Problems& problems, Visit visit)
        : repository_(repository), cancellation_(cancellation), problems_(problems), visit_(std::move(visit)) {}

    /// Every file of `tree` that stands in none of the `parents` with the same content at the same path; without parents, every file. In path order,
    /// as git sorts. Links and submodules are left out. Trees that are missing make the reading incomplete; so does a tree of more than
    /// 4 million files, which is a bomb: a few objects can name any number of paths.
    void list(const git_oid& tree, std::span<const git_oid> parents);

    /// Tells how many links and submodules were left out.
    void tell() const;

private:
    void list(const git_oid& id, std::span<const git_oid> parents, std::string& path, unsigned depth);
    [[nodiscard]] GitTree find(const git_oid& id, const std::string& path);

    git_repository& repository_;
    const Cancellation* cancellation_;
    Problems& problems_;
    Visit visit_;
    std::uint64_t listed_ = 0;
    bool full_ = false;
    ProblemGroup links_;
    ProblemGroup submodules_;
};

} // namespace squire::source
