// SPDX-License-Identifier: MIT
#include "base/replace_all.h"

#include <utility>

namespace squire {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    std::size_t found = from.empty() ? std::string::npos : text.find(from);
    if (found == std::string::npos) return;
    std::string replaced;
    replaced.reserve(text.size());
    std::size_t at = 0;
    for (; found != std::string::npos; found = text.find(from, at)) {
        replaced.append(text, at, found - at).append(to);
        at = found + from.size();
    }
    text = std::move(replaced.append(text, at));
}

} // namespace squire
