// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "advisories/advisory.h"
#include "base/problems.h"
#include "base/progress.h"
#include "base/result.h"

namespace squire::advisories {

struct GatherOptions {
    unsigned workers = 1;
    std::vector<std::string> ecosystems; // only what affects packages of these; empty: all
    const Cancellation& cancellation;
    Progress& progress;
};

/// The advisories of folders, archives (zip, and tar in any compression) and single files, read by several threads; in no order. A source that cannot be
/// read at all is an error, a record that cannot be read a problem. Interrupted where the cancellation asks for it.
[[nodiscard]] Result<std::vector<Advisory>> gather(std::span<const std::filesystem::path> sources, const GatherOptions& options,
                                                   Problems& problems);

} // namespace squire::advisories
