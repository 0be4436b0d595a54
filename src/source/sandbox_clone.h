// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

#include "base/progress.h"
#include "base/result.h"

namespace squire::source {

/// Where a sandbox clone would push to: no such protocol exists.
inline constexpr const char* kNoPushAddress = "no-push://this-is-a-sandbox-clone";

struct CloneRequest {
    std::string from;          // a folder with a repository, or an address that git takes
    std::filesystem::path to;  // must not exist
    std::string branch;        // or tag; empty: the one that `from` has checked out
    const Cancellation* cancellation = nullptr;
};

/// A clone with its whole history and a working tree in which one can do as one likes: nothing in it reaches the repository it came from.
/// Pushing is impossible, no hook runs in it, objects are copied, not shared. Making it runs nothing that the repository brings: no hooks,
/// filters or templates, and submodules and large-file storage stay pointers. Credentials are asked of git's own helpers, never of the terminal.
[[nodiscard]] Result<void> make_sandbox_clone(const CloneRequest& request);

} // namespace squire::source
