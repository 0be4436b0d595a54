// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace squire::testing {

/// What browser/page_check.mjs said.
struct PageCheck {
    std::vector<std::string> faults;
    std::string measured; // a JSON object
};

/// Whether `npm ci --prefix browser` was run; tests skip themselves where not.
[[nodiscard]] bool browser_is_there();

/// Opens the page in Debian's Chromium as people do: wide, narrow, dark, and as paper. `scenario` is a file of the source tree that does and asks for
/// more; may be empty.
[[nodiscard]] PageCheck check_page(std::string_view html, const std::filesystem::path& scenario);

} // namespace squire::testing
