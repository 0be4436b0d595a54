// SPDX-License-Identifier: MIT
//
// libgit2, wrapped: owning handles, errors turned into squire's, and repositories opened wherever a path inside them leads. Only files of
// this part include it; everyone else sees Source.
//
// A git_repository and what comes from it belong to one thread at a time (libgit2 locks its object database around every read); a worker
// that reads objects opens a repository of its own, which costs well under a millisecond.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <git2.h>

#include "base/result.h"
#include "finding/finding.h"
#include "source/object_id.h"

namespace squire::source {

template <auto Free> struct GitFree {
    template <class T> void operator()(T* handle) const { Free(handle); }
};

using GitRepository = std::unique_ptr<git_repository, GitFree<git_repository_free>>;
using GitOdb = std::unique_ptr<git_odb, GitFree<git_odb_free>>;
using GitOdbObject = std::unique_ptr<git_odb_object, GitFree<git_odb_object_free>>;
using GitObject = std::unique_ptr<git_object, GitFree<git_object_free>>;
using GitTree = std::unique_ptr<git_tree, GitFree<git_tree_free>>;
using GitTreeEntry = std::unique_ptr<git_tree_entry, GitFree<git_tree_entry_free>>;
using GitCommit = std::unique_ptr<git_commit, GitFree<git_commit_free>>;
using GitIndex = std::unique_ptr<git_index, GitFree<git_index_free>>;
using GitRevwalk = std::unique_ptr<git_revwalk, GitFree<git_revwalk_free>>;
using GitReference = std::unique_ptr<git_reference, GitFree<git_reference_free>>;
using GitDiff = std::unique_ptr<git_diff, GitFree<git_diff_free>>;
using GitConfig = std::unique_ptr<git_config, GitFree<git_config_free>>;

/// Before the first call of libgit2 in a process; open_repository does it. Any number of times, from any thread.
void start_library();

/// What libgit2's last call in this thread failed with, `code` being what it returned. `doing` says what was tried: "the commit cannot be
/// read".
[[nodiscard]] Error git_error(int code, std::string_view doing, std::string place);

/// The repository that `inside` belongs to: its root, any folder or file in it, a bare repository, a linked worktree. Who owns the files
/// does not matter, because nothing in a repository is ever run. Partial clones open (objects that were not fetched are named when they are
/// asked for); SHA-256 repositories and unknown extensions do not.
[[nodiscard]] Result<GitRepository> open_repository(const std::filesystem::path& inside);

/// The working tree's root, or the repository itself where it is bare; without a slash at the end.
[[nodiscard]] std::string root_of(git_repository& repository);

[[nodiscard]] Result<GitOdb> open_odb(git_repository& repository);

/// The commit that a revision expression names: "HEAD~2", "v1.0^{}", a branch, an id.
[[nodiscard]] Result<GitCommit> find_commit(git_repository& repository, std::string_view revision);

/// Null where HEAD names a branch without a commit, as after `git init`.
[[nodiscard]] Result<GitCommit> find_head(git_repository& repository);

[[nodiscard]] Result<GitTree> tree_of(git_commit& commit);

[[nodiscard]] finding::CommitInfo commit_info(const git_commit& commit);

[[nodiscard]] ObjectId to_object_id(const git_oid& id);
[[nodiscard]] git_oid to_git(const ObjectId& id);

} // namespace squire::source
