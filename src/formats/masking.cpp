// SPDX-License-Identifier: MIT
#include "formats/masking.h"

#include <algorithm>
#include <iterator>

namespace squire::formats {
namespace {

constexpr std::size_t kLeastSecret = 8;
constexpr std::size_t kMostShown = 4;

// Blanks, quotes, brackets and what separates a name from its value end a secret; everything else may be part of one.
bool ends_a_secret(char c) {
    return static_cast<unsigned char>(c) <= 0x20 || std::string_view("\"'`()[]{}<>=,;:*").find(c) != std::string_view::npos;
}

} // namespace

std::string masked(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto end = static_cast<std::size_t>(std::ranges::find_if(text, ends_a_secret) - text.begin());
        const std::string_view run = text.substr(0, end);
        if (run.size() < kLeastSecret) {
            out += run;
        } else {
            const std::string_view start = run.substr(0, std::min(kMostShown, run.size() / 4));
            std::ranges::copy_if(start, std::back_inserter(out), [](char c) { return c > ' ' && c <= '~'; });
            out += "********";
        }
        text.remove_prefix(end);
        if (text.empty()) break;
        out += text.front();
        text.remove_prefix(1);
    }
    return out;
}

} // namespace squire::formats
