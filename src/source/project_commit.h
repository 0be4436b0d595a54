// SPDX-License-Identifier: MIT
//
// One commit of a project, for those who read a few of its files and put a changed one on a branch. The checkout and the index are never touched.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace squire::source {

/// A past commit, as far as the style of messages is to be learned from it.
struct PastCommit {
    std::string message;
    bool touches = false; // the file that was asked for
};

/// One file more, or one file otherwise.
struct NewFile {
    std::string path; // '/' between names
    std::string bytes; // what it is to hold; a file that is there keeps its mode
};

struct NewCommit {
    std::string branch; // without refs/heads/
    std::vector<NewFile> files; // never empty, each path once
    std::string message; // whole, with a newline at its end
    Time time{};
};

struct CommitOnBranch {
    std::string id;
    bool made = false; // else the branch was already there, with these very files
};

class ProjectCommit {
public:
    /// The commit that HEAD names, of the repository that `inside` belongs to. An error (not_found) where there is none yet.
    [[nodiscard]] static Result<ProjectCommit> open(const std::filesystem::path& inside);
    ProjectCommit(ProjectCommit&&) noexcept;
    ProjectCommit& operator=(ProjectCommit&&) noexcept;
    ~ProjectCommit();

    [[nodiscard]] std::string id() const;
    [[nodiscard]] std::filesystem::path root() const; // of the working tree, or the repository where it is bare

    /// The branch that origin/HEAD names, else "main" or "master" where there is one, else the one that is checked out.
    [[nodiscard]] std::string default_branch() const;

    /// A regular file. An error: not_found; unsupported for a symbolic link, whose target is in the hint; limit where it is larger.
    [[nodiscard]] Result<std::string> read(std::string_view path, std::uint64_t limit) const;

    /// Of all files, sorted; at most `limit`.
    [[nodiscard]] std::vector<std::string> paths(std::size_t limit) const;

    /// The newest first, along first parents, at most `most`.
    [[nodiscard]] std::vector<PastCommit> past(std::string_view path, std::size_t most) const;

    /// "Name <address>", as git would sign; an error (not_found) where git does not know who.
    [[nodiscard]] Result<std::string> author() const;

    /// A commit on top of this one, on a new branch. Where the branch is there and its files already hold these bytes, nothing is made; where one
    /// holds others, an error (usage). All or nothing: the branch appears when everything else is written.
    [[nodiscard]] Result<CommitOnBranch> commit(const NewCommit& wanted) const;

private:
    struct Handles;
    explicit ProjectCommit(std::unique_ptr<Handles> handles);
    std::unique_ptr<Handles> handles_;
};

/// What `git diff` would show between two versions of one text file; empty where they are the same.
[[nodiscard]] Result<std::string> unified_diff(std::string_view before, std::string_view after, const std::string& path, bool is_new);

} // namespace squire::source
