// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "advisories/index.h"
#include "dependencies/vex.h"
#include "scanner/scanner.h"

namespace squire::dependencies {

struct DependencyScanOptions {
    const advisories::Index* index = nullptr; // null: there is none, and nothing can be said
    std::optional<std::filesystem::path> tree; // of a folder: it is walked anew, so that locks which git ignores are seen, too
    bool has_paths = true;                     // the source is one state of the project: a tree, a commit, the git index
    std::uint64_t largest_file = 64U << 20U;   // bytes
    const VexBook* vex = nullptr;              // may be null
};

/// Finds packages of known weaknesses: what lockfiles and manifests name, held against the index of advisories.
[[nodiscard]] std::unique_ptr<scanner::Scanner> make_dependency_scanner(const DependencyScanOptions& options);

} // namespace squire::dependencies
