// SPDX-License-Identifier: MIT
//
// Bills of materials: what others' programs read of an inventory.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "dependencies/package.h"

namespace squire::dependencies {

struct SbomContext {
    Time now{};
    std::string_view project;  // name of what was scanned; empty: "project"
    std::string_view revision; // of a commit; may be empty
};

/// CycloneDX 1.6 of one file, with the properties by which GitLab knows where its packages come from (docs.gitlab.com,
/// development/sec/cyclonedx_property_taxonomy). The same input gives the same bytes.
[[nodiscard]] std::string write_cyclonedx(const PackageFile& file, const SbomContext& context);

/// "gl-sbom-npm-yarn.cdx.json", as GitLab's own analyzers name it.
[[nodiscard]] std::string cyclonedx_file_name(const PackageFile& file);

/// SPDX 2.3 in JSON of all files that count.
[[nodiscard]] std::string write_spdx(const PackageInventory& inventory, const SbomContext& context);

} // namespace squire::dependencies
