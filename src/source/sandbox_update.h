// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/progress.h"
#include "base/result.h"

namespace squire::source {

struct SandboxUpdate {
    std::uint64_t new_commits = 0; // that what is checked out came forward by
    std::string not_moved; // why what is checked out stays where it was though the project went on; empty: it did not, or it came along
};

/// Fetches what the project has by now, and brings the branch that is checked out forward. Only forward: where the sandbox has commits or changes of
/// its own there, it stays. An error where the project cannot be asked.
[[nodiscard]] Result<SandboxUpdate> update_sandbox_clone(const std::filesystem::path& sandbox, const Cancellation* cancellation);

/// Whether git's configuration says who commits here, by name and address.
[[nodiscard]] bool knows_who_commits(const std::filesystem::path& sandbox);

/// Who commits in this sandbox, for where git does not know.
[[nodiscard]] Result<void> set_sandbox_person(const std::filesystem::path& sandbox, const std::string& name, const std::string& mail);

/// All that any branch of the project or tag names, as text that is the same exactly where that is.
[[nodiscard]] Result<std::string> project_references(const std::filesystem::path& sandbox, const Cancellation* cancellation);

/// The commits that `tip` has and `base` does not, as `git am` takes them.
[[nodiscard]] Result<std::string> patch_of(const std::filesystem::path& sandbox, const std::string& base, const std::string& tip,
                                           const Cancellation* cancellation);

} // namespace squire::source
