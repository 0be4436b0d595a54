// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <vector>

#include "base/problems.h"
#include "base/result.h"
#include "source/object_store.h"
#include "source/source.h"

namespace squire::source {

/// `Source::occurrences` for a repository: where these blobs stand in the history that any ref or HEAD reaches: one row per blob and path, with the first commit that brought it there. A blob
/// that no ref reaches has no row.
[[nodiscard]] Result<std::vector<Occurrence>> find_introductions(const ObjectStore& store, std::span<const ObjectId> blobs,
                                                                 const NameFilter& by_name, const ReadOptions& options, Problems& problems);

} // namespace squire::source
