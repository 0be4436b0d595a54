// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

#include "base/progress.h"
#include "base/result.h"

namespace squire::source {

/// One commit of a sandbox clone (sandbox_clone.h) in a folder of its own, with no branch checked out; gone at the end of its life. The clone's own
/// files and branches stay as they are.
class SandboxWorktree {
public:
    /// `at` must not exist; the folder around it must.
    [[nodiscard]] static Result<SandboxWorktree> add(const std::filesystem::path& sandbox, const std::string& commit,
                                                     const std::filesystem::path& at, const Cancellation* cancellation);
    SandboxWorktree(SandboxWorktree&& other) noexcept;
    SandboxWorktree& operator=(SandboxWorktree&&) = delete;
    ~SandboxWorktree();

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    SandboxWorktree(std::filesystem::path sandbox, std::filesystem::path path);
    std::filesystem::path sandbox_, path_;
};

} // namespace squire::source
