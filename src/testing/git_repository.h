// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "testing/temporary_folder.h"

namespace squire::testing {

/// What a run of git left behind.
struct GitRun {
    int status = 0; // exit code; 128 + n where signal n ended it
    std::string output;
    std::string errors;
};

/// Runs `git` in `folder`, cut off from the configuration of the machine and its user: no system or global configuration, English messages,
/// a fixed author. `date` is the author's and committer's, in any form git takes.
[[nodiscard]] GitRun run_git(const std::filesystem::path& folder, const std::vector<std::string>& arguments, std::string_view input = {},
                             std::string_view date = "2026-01-01T00:00:00Z");

/// A repository of a test's own, the same to the last object id wherever and whenever the test runs. Its first branch is `main`; the commit
/// numbered n, from 0, is dated n minutes after 2026-01-01T00:00:00Z.
class GitRepository {
public:
    /// `git init` with these further arguments: {"--bare"}, {"--object-format=sha256"}.
    explicit GitRepository(const std::vector<std::string>& init_arguments = {});

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    /// Writes a file of the working tree, making folders as needed; returns its whole path.
    std::filesystem::path write(std::string_view name, std::string_view bytes) const;
    void remove(std::string_view name) const;

    /// Runs git there and returns what it printed, without the last newline. Throws std::runtime_error, with git's message, where it fails.
    std::string git(const std::vector<std::string>& arguments, std::string_view input = {}) const;

    /// Commits everything in the working tree, changes or none; returns the commit's id.
    std::string commit(std::string_view message = "A change");

    /// The id that `git rev-parse` gives: "HEAD:folder/file", "main~2".
    [[nodiscard]] std::string id_of(std::string_view revision) const;

private:
    [[nodiscard]] std::string date() const;

    TemporaryFolder folder_; // the repository is one folder in it, so that clones and worktrees can stand beside
    std::filesystem::path path_;
    int commits_ = 0;
};

/// Whether a `git` is installed, new enough for what GitRepository does; tests skip themselves where not.
[[nodiscard]] bool git_is_there();

} // namespace squire::testing
