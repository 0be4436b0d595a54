// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "writeup/source.h"

namespace squire::writeup {

/// Lines of words that belong together: up to a blank line, a heading, an item of a list, a mark or a row of a table.
struct Paragraph {
    std::size_t line = 1;
    bool for_everyone = true;
    std::string raw;                  // its Markdown, one line, blanks between
    std::string text;                 // without code, addresses of links and emphasis
    std::vector<std::size_t> starts;  // where in `raw` each line begins
    std::vector<std::string> allowed; // what <!-- squire:allow "…" --> above it names
    bool quote = false;               // somebody else's words

    /// The line that this place in `raw` stands in.
    [[nodiscard]] std::size_t line_at(std::size_t at) const;
};

[[nodiscard]] std::vector<Paragraph> paragraphs_of(const Source& source);

/// Words without code spans, addresses and marks of emphasis; as long as before, with blanks for what is left out.
[[nodiscard]] std::string plain_prose(std::string_view markdown);

} // namespace squire::writeup
