// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "program/program.h"
#include "publish/page.h"

namespace squire::publish {

/// The tables of the page, from data, in the page's own columns.
struct PageRows {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;
};

/// Those whom the page named before, as it wrote them, then who completed an internship. A column for takeaways is added where somebody has some.
[[nodiscard]] PageRows alumni_rows(program::Program& program, const TableRow* header);

/// Slots that are open and not full; where there are none, the row that says where to ask.
[[nodiscard]] PageRows slot_rows(program::Program& program, const TableRow* header);

/// A text of a stranger as the content of a table cell or a list entry: no Markdown, HTML, line end or control character of it means anything.
[[nodiscard]] std::string plain(std::string_view text);

/// "[text](address)".
[[nodiscard]] std::string link(std::string_view text, std::string_view address);

/// "@ada / @lin".
[[nodiscard]] std::string mentions(const std::vector<std::string>& handles);

} // namespace squire::publish
