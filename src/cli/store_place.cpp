// SPDX-License-Identifier: MIT
#include "cli/store_place.h"

#include <cstdlib>

#include "workspace/workspace.h"

namespace squire::cli {

Result<store::StorePlace> store_place() {
    const auto workspace = workspace::require_workspace(".");
    if (!workspace) return std::unexpected(workspace.error());
    const char* url = std::getenv("DATABASE_URL");
    return store::StorePlace::of_workspace(workspace->root, url == nullptr ? "" : url);
}

} // namespace squire::cli
