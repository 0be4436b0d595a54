// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "base/progress.h"
#include "base/result.h"
#include "workspace/workspace.h"

namespace squire::workspace {

struct NewWorkspace {
    std::string project;          // a folder with a repository, or an address that git clones from
    std::filesystem::path folder; // which does not exist yet, or is empty; empty: `default_folder(project)` where one is
    std::string branch;           // of the clone; empty: the one that the project has checked out
    const Cancellation* cancellation = nullptr;
};

/// "squire-shop" of ~/src/shop, https://example.org/acme/shop.git or git@example.org:shop.git.
[[nodiscard]] std::filesystem::path default_folder(std::string_view project);

/// Makes a workspace: all of it or, whatever fails or stops it, nothing. It is built beside its place and renamed into it at the end; what a
/// killed run left there is removed by the next one. `finish` is called on the folder before that, for what other parts put into it.
[[nodiscard]] Result<Workspace> make_workspace(const NewWorkspace& wanted,
                                               const std::function<Result<void>(const std::filesystem::path&)>& finish);

} // namespace squire::workspace
