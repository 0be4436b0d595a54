// SPDX-License-Identifier: MIT
#include "dependencies/ruby_text.h"

namespace squire::dependencies {

std::vector<std::string_view> quoted_texts(std::string_view line) {
    std::vector<std::string_view> texts;
    for (std::size_t at = 0; at < line.size(); ++at) {
        const char c = line[at];
        if (c == '#') break;
        if (c != '"' && c != '\'') continue;
        const std::size_t end = line.find(c, at + 1);
        if (end == std::string_view::npos) break;
        const std::string_view text = line.substr(at + 1, end - at - 1);
        if (!text.contains("#{")) texts.push_back(text);
        at = end;
    }
    return texts;
}

} // namespace squire::dependencies
