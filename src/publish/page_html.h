// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "publish/page.h"

namespace squire::publish {

/// The page as one HTML document that needs nothing beside it: contents with links, tables that scroll on a narrow screen, heads that screen readers
/// announce. HTML in the Markdown is left out, and links lead to web addresses or into the page alone. `page` is what render_page gave, read again
/// with `marks` of generated blocks left out of sight.
[[nodiscard]] Result<std::string> page_to_html(std::string_view markdown);

} // namespace squire::publish
