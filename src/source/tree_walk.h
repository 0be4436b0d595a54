// SPDX-License-Identifier: MIT
//
// All regular files below a folder, found by several threads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "base/problems.h"
#include "base/progress.h"
#include "base/result.h"

namespace squire::source {

enum class IgnoredFiles : std::uint8_t {
    skip, // not shown
    mark, // shown, FoundFile::ignored set
    show, // shown like others; ignore rules are not even read
};

struct WalkOptions {
    unsigned workers = 1;
    IgnoredFiles ignored = IgnoredFiles::skip;
    const Cancellation* cancellation = nullptr; // may be null
};

struct FoundFile {
    std::string_view path; // relative to the walk's root
    int folder = -1;       // the open folder it stands in…
    const char* name = ""; // …under this name
    bool ignored = false;  // git ignores and does not track it
};

/// Called from several threads at once, `worker` in [0, workers). What is passed is valid during the call only.
class FoundFileVisitor {
public:
    virtual ~FoundFileVisitor() = default;
    virtual void visit(const FoundFile& file, unsigned worker) = 0;
};

/// Shows every regular file below `root`, in no particular order. Symbolic links are never followed (a link is no content), hence no loops;
/// git's own folders are left out; nested repositories are walked as plain folders, by their own ignore rules. What is no regular file is
/// counted in a note. Folders that cannot be read make the walk incomplete. An error where `root` itself cannot be read. Ends early,
/// without an error, when cancelled.
///
/// A file is ignored where git would not add it: by .gitignore at any level up to the repository's root, its info/exclude and
/// core.excludesFile, and not in the index. Outside of repositories .gitignore files hold from `root` on.
[[nodiscard]] Result<void> walk_tree(const std::filesystem::path& root, const WalkOptions& options, FoundFileVisitor& visitor,
                                     Problems& problems);

/// Opens a found file for reading; never waits and never follows a link. Negative, with errno, where it fails.
[[nodiscard]] int open_found(const FoundFile& file);

/// What became of a file that was found and could then not be opened, from errno: gone is a warning, unreadable makes incomplete.
void add_open_problem(std::string_view path, int code, Problems& problems);

} // namespace squire::source
