// SPDX-License-Identifier: MIT
//
// Which lock says what is installed for a manifest, and what the manifest then tells of the lock's packages.
#pragma once

#include <span>

#include "dependencies/package.h"

namespace squire::dependencies {

/// Sets `answered_by` of every manifest that a lock of its ecosystem answers for: one in its folder; else one above it that names the folder as a
/// member. Where such a lock does not tell which packages the project asks for itself, its manifests do. Files must be in path order.
void match_manifests(std::span<PackageFile> files);

} // namespace squire::dependencies
