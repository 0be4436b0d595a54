// SPDX-License-Identifier: MIT
#include "source/sandbox_worktree.h"

#include <utility>

#include <fmt/format.h>

#include "source/sandbox_git.h"

namespace squire::source {

Result<SandboxWorktree> SandboxWorktree::add(const std::filesystem::path& sandbox, const std::string& commit, const std::filesystem::path& at,
                                             const Cancellation* cancellation) {
    const auto added =
        run_git({"-C", sandbox.string(), "worktree", "add", "--quiet", "--detach", "--force", "--", at.string(), commit}, cancellation);
    if (!added) return std::unexpected(added.error());
    if (added->status != 0)
        return fail(ErrorKind::unreadable, fmt::format("no worktree can be made: {}", complaint_of(added->errors)), sandbox.string());
    return SandboxWorktree(sandbox, at);
}

SandboxWorktree::SandboxWorktree(std::filesystem::path sandbox, std::filesystem::path path)
    : sandbox_(std::move(sandbox)), path_(std::move(path)) {}
SandboxWorktree::SandboxWorktree(SandboxWorktree&& other) noexcept
    : sandbox_(std::exchange(other.sandbox_, {})), path_(std::exchange(other.path_, {})) {}

SandboxWorktree::~SandboxWorktree() {
    if (path_.empty()) return;
    // Also after an interrupt: hence no cancellation. What git leaves (files of other users) goes with the folder around it.
    const auto removed = run_git({"-C", sandbox_.string(), "worktree", "remove", "--force", "--force", "--", path_.string()}, nullptr);
    if (removed && removed->status == 0) return;
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
    (void)run_git({"-C", sandbox_.string(), "worktree", "prune"}, nullptr);
}

} // namespace squire::source
