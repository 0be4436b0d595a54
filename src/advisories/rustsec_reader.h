// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "advisories/advisory.h"
#include "base/problems.h"

namespace squire::advisories {

/// RustSec's advisory-db: TOML between "```toml" and "```", then Markdown whose first heading is the title. What is affected is what is neither patched
/// nor unaffected. Informational entries (unmaintained, unsound, notice) are no vulnerabilities and are left out.
[[nodiscard]] bool looks_like_rustsec(std::string_view bytes);
void read_rustsec(std::string_view bytes, std::string_view place, std::vector<Advisory>& out, Problems& problems);

} // namespace squire::advisories
