// SPDX-License-Identifier: MIT
#pragma once

#include "base/problems.h"
#include "base/progress.h"
#include "base/result.h"
#include "dependencies/package.h"
#include "source/source.h"

namespace squire::dependencies {

struct CollectOptions {
    unsigned workers = 1;
    std::uint64_t largest_file = 64U << 20U; // bytes; a longer one is named in problems, and not read
    bool checksums = true; // false: left out; a scan has no use for them
    const Cancellation* cancellation = nullptr; // may be null
    Progress* progress = nullptr;               // may be null
};

/// What the files of a source (with paths) say of packages. Installed copies of packages (node_modules and the like) are not looked into. Every
/// lock is read, also one that git ignores where the source shows those; a manifest is matched with the lock that answers for it.
[[nodiscard]] Result<PackageInventory> collect_packages(source::Source& source, const CollectOptions& options, Problems& problems);

/// Whether it stands in a copy of a package that was installed there (node_modules and the like), and is none of the project's own files.
[[nodiscard]] bool is_installed(std::string_view path);

/// Whether collect_packages() would read it, by its path alone.
[[nodiscard]] bool is_collected(std::string_view path);

} // namespace squire::dependencies
