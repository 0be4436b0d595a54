// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "advisories/advisory.h"
#include "base/problems.h"
#include "document/document.h"

namespace squire::advisories {

/// A record of the OSV schema (ossf.github.io/osv-schema), whether it was written as JSON or YAML.
[[nodiscard]] bool looks_like_osv(const document::Node& root);
void read_osv(const document::Node& root, std::string_view place, std::vector<Advisory>& out, Problems& problems);

} // namespace squire::advisories
