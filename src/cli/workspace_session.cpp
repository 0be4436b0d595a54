// SPDX-License-Identifier: MIT
#include "cli/workspace_session.h"

#include <cstdlib>
#include <utility>

#include "workspace/person.h"

namespace squire::cli {
namespace {

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

} // namespace

store::StorePlace store_place_of(const std::filesystem::path& root) { return store::StorePlace::of_workspace(root, variable("DATABASE_URL")); }

Result<store::StorePlace> store_place() {
    const auto workspace = workspace::require_workspace(".");
    if (!workspace) return std::unexpected(workspace.error());
    return store_place_of(workspace->root);
}

Result<WorkspaceSession> open_session(const Environment& environment) {
    auto workspace = workspace::require_workspace(".");
    if (!workspace) return std::unexpected(workspace.error());
    return open_session(environment, std::move(*workspace));
}

Result<WorkspaceSession> open_session(const Environment& environment, workspace::Workspace workspace) {
    auto store = store::Store::open(store_place_of(workspace.root), environment.clock, store::Opening::create);
    if (!store) return std::unexpected(store.error());
    std::string person = workspace::person_of(workspace, variable("USER"));
    return WorkspaceSession{.workspace = std::move(workspace), .store = std::move(*store), .person = std::move(person)};
}

} // namespace squire::cli
