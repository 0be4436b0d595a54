// SPDX-License-Identifier: MIT
//
// What is in a tree, from one walk: the input of assessment, pipeline edit and scan alike.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/problems.h"
#include "base/progress.h"
#include "base/result.h"
#include "source/language.h"
#include "source/marks.h"
#include "source/role.h"
#include "source/source.h"

namespace squire::source {

struct File {
    std::string path; // relative to the root, '/' between names, bytes as in the tree
    std::uint64_t size = 0;
    std::string_view language; // "Python"; empty: none known. Points to static text.
    Role role = Role::none;
    Marks marks;
};

struct Inventory {
    std::vector<File> files;                                    // in path order
    std::map<std::string_view, std::uint64_t> bytes_by_language; // without vendored, generated, minified and binary files
    std::uint64_t bytes = 0;
};

struct InventoryOptions {
    unsigned workers = 1;
    bool honour_gitignore = true; // leaves out what git ignores and does not track; else such files are marked
    const Cancellation* cancellation = nullptr;
};

/// Of the files below a folder, or of a single file. Reads only the beginning of each. What the walk cannot read goes to `problems`, and a later
/// reading of the same folder will name it again.
[[nodiscard]] Result<Inventory> take_inventory(const std::filesystem::path& path, const InventoryOptions& options, Problems& problems);

/// Of any source whose texts have paths, such as a commit.
[[nodiscard]] Result<Inventory> take_inventory(Source& source, const ReadOptions& options, Problems& problems);

/// Builds an inventory from the files that several workers come across.
class InventoryTaker {
public:
    explicit InventoryTaker(unsigned workers) : shares_(workers == 0 ? 1 : workers) {}

    /// `bytes` may be the beginning only: needed_bytes(path) of them.
    void take(std::string_view path, std::uint64_t size, std::string_view bytes, bool ignored, unsigned worker);

    /// After all workers have ended.
    [[nodiscard]] Inventory finish();

    /// How much of a file has to be read.
    [[nodiscard]] static std::size_t needed_bytes(std::string_view path);

private:
    std::vector<std::vector<File>> shares_;
};

} // namespace squire::source
