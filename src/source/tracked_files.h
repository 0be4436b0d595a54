// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>

#include "base/problems.h"

struct git_index;

namespace squire::source {

/// Which files of a working tree git tracks, whatever ignore rules say of them. The index is read when first asked for. Safe to ask from
/// several threads.
class TrackedFiles {
public:
    /// Of the repository whose working tree's root this is. What goes wrong is a warning, and nothing counts as tracked.
    TrackedFiles(std::filesystem::path root, Problems& problems);
    ~TrackedFiles();

    [[nodiscard]] bool has(std::string_view path);
    [[nodiscard]] bool has_below(std::string_view folder); // without a slash at the end

private:
    void load();
    [[nodiscard]] std::size_t lower_bound(std::string_view path);

    struct Free {
        void operator()(git_index* index) const;
    };
    std::filesystem::path root_;
    Problems& problems_;
    std::once_flag once_;
    std::unique_ptr<git_index, Free> index_; // null: not there
    std::size_t size_ = 0;
};

} // namespace squire::source
