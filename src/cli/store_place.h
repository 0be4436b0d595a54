// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "store/store.h"

namespace squire::cli {

/// Where the store of the workspace around the current folder is: in it, or what DATABASE_URL names. An error where there is no workspace.
[[nodiscard]] Result<store::StorePlace> store_place();

} // namespace squire::cli
