// SPDX-License-Identifier: MIT
#include "html/within.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace squire::html {
namespace {

// Attributes whose value is a list of ids.
constexpr std::array<std::string_view, 5> kIdLists{"id", "for", "aria-labelledby", "aria-describedby", "aria-controls"};

std::string with_prefix(std::string_view ids, std::string_view prefix) {
    std::string all;
    while (true) {
        const std::size_t blank = ids.find(' ');
        if (const std::string_view id = ids.substr(0, blank); !id.empty()) all += fmt::format("{}{}{}", all.empty() ? "" : " ", prefix, id);
        if (blank == std::string_view::npos) return all;
        ids.remove_prefix(blank + 1);
    }
}

// "<h2" and "</h2": where the digit stands, else npos.
std::size_t level_in(std::string_view tag) {
    const std::size_t at = tag.starts_with("</") ? 2 : 1;
    const bool heading =
        tag.size() > at + 2 && tag[at] == 'h' && tag[at + 1] >= '1' && tag[at + 1] <= '6' && (tag[at + 2] == '>' || tag[at + 2] == ' ');
    return heading ? at + 1 : std::string_view::npos;
}

std::string moved(std::string_view tag, std::string_view prefix, int deeper) {
    std::string made(tag);
    if (const std::size_t level = level_in(tag); level != std::string_view::npos)
        made[level] = static_cast<char>('0' + std::min(6, tag[level] - '0' + deeper));
    for (std::size_t at = made.find("=\""); at != std::string::npos;) {
        const std::size_t from = at + 2;
        const std::size_t end = made.find('"', from);
        if (end == std::string::npos) break;
        const std::size_t blank = made.rfind(' ', at);
        const std::string_view name =
            std::string_view(made).substr(blank == std::string::npos ? at : blank + 1, blank == std::string::npos ? 0 : at - blank - 1);
        const std::string value = made.substr(from, end - from);
        std::string fresh = value;
        if (std::ranges::find(kIdLists, name) != kIdLists.end())
            fresh = with_prefix(value, prefix);
        else if (name == "href" && value.size() > 1 && value.starts_with('#'))
            fresh = fmt::format("#{}{}", prefix, value.substr(1));
        made.replace(from, value.size(), fresh);
        at = made.find("=\"", from + fresh.size() + 1);
    }
    return made;
}

} // namespace

std::string within(std::string_view html, std::string_view prefix, int deeper) {
    std::string made;
    made.reserve(html.size() + html.size() / 16);
    while (true) {
        const std::size_t open = html.find('<');
        const std::size_t close = open == std::string_view::npos ? open : html.find('>', open);
        if (close == std::string_view::npos) return made.append(html);
        made.append(html, 0, open).append(moved(html.substr(open, close + 1 - open), prefix, deeper));
        html.remove_prefix(close + 1);
    }
}

} // namespace squire::html
