// SPDX-License-Identifier: MIT
#include "journey/table_cell.h"

#include "base/text.h"

namespace squire::journey {

std::string table_cell(std::string_view text, std::size_t limit) {
    std::string cell;
    for (const char c : shorten(printable(text), limit)) {
        if (std::string_view("|`<>[]*_\\!#~&@").contains(c)) cell += '\\';
        cell += c;
    }
    return cell;
}

} // namespace squire::journey
