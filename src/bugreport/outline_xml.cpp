// SPDX-License-Identifier: MIT
#include "bugreport/outline.h"

namespace squire::bugreport {
namespace {

constexpr std::uint16_t kRoot = 0, kElement = 1, kTag = 2, kText = 3, kAside = 4;

// The end of markup that begins at `at` ("<"), behind its ">": of comments, CDATA, instructions and tags, whose attributes may hold ">".
std::size_t markup_end(std::string_view text, std::size_t at) {
    const auto behind = [&](std::string_view mark) {
        const std::size_t end = text.find(mark, at);
        return end == std::string_view::npos ? text.size() : end + mark.size();
    };
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("<!--")) return behind("-->");
    if (rest.starts_with("<![CDATA[")) return behind("]]>");
    if (rest.starts_with("<?")) return behind("?>");
    char quote = 0;
    for (std::size_t i = at; i < text.size(); ++i) {
        if (quote != 0) {
            if (text[i] == quote) quote = 0;
        } else if (text[i] == '"' || text[i] == '\'') {
            quote = text[i];
        } else if (text[i] == '>') {
            return i + 1;
        }
    }
    return text.size();
}

} // namespace

// Elements hold a tag, what stands between, and a tag; a closing tag that closes nothing is a leaf of its own.
Outline outline_of_xml(std::string_view text) {
    Outline outline{{.end = static_cast<std::uint32_t>(text.size()), .kind = kRoot}};
    std::vector<std::uint32_t> open{0};
    const auto leaf = [&](std::size_t begin, std::size_t end, std::uint16_t kind) {
        outline.push_back({.begin = static_cast<std::uint32_t>(begin),
                           .end = static_cast<std::uint32_t>(end),
                           .parent = open.back(),
                           .kind = kind,
                           .role = kind == kText ? OutlineNode::Role::string : OutlineNode::Role::plain});
    };
    const auto close = [&](std::size_t end) {
        outline[open.back()].size = static_cast<std::uint32_t>(outline.size()) - open.back();
        outline[open.back()].end = static_cast<std::uint32_t>(end);
        open.pop_back();
    };
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] != '<') {
            const std::size_t stop = std::min(text.find('<', at), text.size());
            const std::size_t first = text.find_first_not_of(" \t\r\n", at);
            if (first < stop) leaf(first, text.find_last_not_of(" \t\r\n", stop - 1) + 1, kText);
            at = stop;
            continue;
        }
        const std::size_t end = markup_end(text, at);
        const std::string_view tag = text.substr(at, end - at);
        if (tag.starts_with("<!") || tag.starts_with("<?")) {
            leaf(at, end, kAside);
        } else if (tag.starts_with("</")) {
            leaf(at, end, kTag);
            if (open.size() > 1) close(end);
        } else if (tag.ends_with("/>")) {
            leaf(at, end, kElement);
        } else {
            leaf(at, end, kElement);
            open.push_back(static_cast<std::uint32_t>(outline.size()) - 1);
            leaf(at, end, kTag);
        }
        at = end;
    }
    while (!open.empty()) close(text.size());
    return outline;
}

} // namespace squire::bugreport
