// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "program/act.h"
#include "publish/page.h"

namespace squire::publish {

/// Handles in a cell: "@ada / @lin", "@ada, [@lin](…)"; without any '@', the words of the cell as one handle: "Sam White" is sam-white.
[[nodiscard]] std::vector<std::string> handles_in(std::string_view cell);

struct PageImport {
    std::vector<program::Deed> deeds;    // what is to be done, in this order
    std::vector<std::string> understood; // for people
};

/// What the page says that the program does not know yet. Rows that the program wrote itself are not taken over again; rows that are gone are closed.
[[nodiscard]] PageImport import_page(program::Program& program, const Page& page, std::string_view by, Time now);

} // namespace squire::publish
