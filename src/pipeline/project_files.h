// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace squire::pipeline {

/// The files of the project that a pipeline belongs to. Not for several threads at once.
class ProjectFiles {
public:
    virtual ~ProjectFiles() = default;

    /// `path` is relative to the project's root, '/' between names. An error (not_found, unreadable, usage) where it leads out of the project.
    [[nodiscard]] virtual Result<std::string> read(std::string_view path) const = 0;

    /// Of all files, sorted. Asked for only where a pipeline has a glob or an `exists`.
    [[nodiscard]] virtual const std::vector<std::string>& paths() const = 0;

    /// What `exists`, `changes` and a local include's glob match: `*` and `?` within a name, `**/` any folders, `{a,b}`, `[a-z]`. Sorted.
    [[nodiscard]] std::vector<std::string> matching(std::string_view glob) const;
    /// The same for the whole project, remembered by glob.
    [[nodiscard]] bool any_matches(std::string_view glob) const;

private:
    mutable std::map<std::string, bool, std::less<>> known_;
};

/// Whether a glob of the same kind matches this path.
[[nodiscard]] bool path_matches(std::string_view glob, std::string_view path);

/// A folder on disk. Symbolic links are followed within it and nowhere else; what git has for itself is no file of the project.
class FolderFiles final : public ProjectFiles {
public:
    explicit FolderFiles(std::filesystem::path root) : root_(std::move(root)) {}
    [[nodiscard]] Result<std::string> read(std::string_view path) const override;
    [[nodiscard]] const std::vector<std::string>& paths() const override;

private:
    std::filesystem::path root_;
    mutable std::vector<std::string> paths_;
    mutable bool walked_ = false;
};

/// Texts in memory: a project in a test, or in a commit.
class TextFiles final : public ProjectFiles {
public:
    explicit TextFiles(std::map<std::string, std::string, std::less<>> texts);
    [[nodiscard]] Result<std::string> read(std::string_view path) const override;
    [[nodiscard]] const std::vector<std::string>& paths() const override { return paths_; }

private:
    std::map<std::string, std::string, std::less<>> texts_;
    std::vector<std::string> paths_;
};

} // namespace squire::pipeline
