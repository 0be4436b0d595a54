// SPDX-License-Identifier: MIT
//
// What Linux distributions say of their own packages: one record a CVE, under the id that OSV gives it ("DEBIAN-CVE-2024-1234").
#pragma once

#include <string_view>
#include <vector>

#include "advisories/advisory.h"
#include "base/problems.h"
#include "document/document.h"

namespace squire::advisories {

/// Alpine's secdb, as YAML or JSON: of each package the versions that fixed something. "0" means that the package never had the weakness.
[[nodiscard]] bool looks_like_alpine_secdb(const document::Node& root);
void read_alpine_secdb(const document::Node& root, std::string_view place, std::vector<Advisory>& out, Problems& problems);

/// Debian's security tracker (security-tracker.debian.org/tracker/data/json): package, CVE, and its state in each release.
[[nodiscard]] bool looks_like_debian_tracker(const document::Node& root);
void read_debian_tracker(const document::Node& root, std::string_view place, std::vector<Advisory>& out, Problems& problems);

/// Ubuntu's CVE tracker: "Key: value" lines, and "jammy_openssl: released (3.0.2-0ubuntu1.8)" for each release and package.
[[nodiscard]] bool looks_like_ubuntu_tracker(std::string_view bytes);
void read_ubuntu_tracker(std::string_view bytes, std::string_view place, std::vector<Advisory>& out, Problems& problems);

} // namespace squire::advisories
