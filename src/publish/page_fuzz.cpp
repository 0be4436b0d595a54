// SPDX-License-Identifier: MIT
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/clock.h"
#include "publish/page_html.h"
#include "publish/page_lint.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto page = squire::publish::read_page(text);
    if (!page) return 0;
    (void)squire::publish::lint_page(*page, "page.md", squire::Time());
    const auto html = squire::publish::page_to_html(text);
    if (html && html->find("<script") != std::string::npos) std::abort();
    return 0;
}
