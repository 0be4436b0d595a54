// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "base/result.h"
#include "cli/command.h"
#include "store/store.h"
#include "workspace/workspace.h"

namespace squire::cli {

/// The workspace around the current folder, with its store open.
struct WorkspaceSession {
    workspace::Workspace workspace;
    store::Store store;
    std::string person; // who decides: of the settings, else git's, else the user's name
};

/// Where the store of this workspace is: in it, or what DATABASE_URL names.
[[nodiscard]] store::StorePlace store_place_of(const std::filesystem::path& root);

/// The same of the workspace around the current folder. An error where there is none.
[[nodiscard]] Result<store::StorePlace> store_place();

/// An error where there is no workspace, or its store cannot be opened. An older store is brought up to date.
[[nodiscard]] Result<WorkspaceSession> open_session(const Environment& environment);
[[nodiscard]] Result<WorkspaceSession> open_session(const Environment& environment, workspace::Workspace workspace);

} // namespace squire::cli
