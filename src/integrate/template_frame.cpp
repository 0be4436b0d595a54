// SPDX-License-Identifier: MIT
#include "integrate/template_frame.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::integrate {

namespace {

std::string without_comments(std::string_view markdown) {
    std::string text;
    for (std::size_t at = 0; at < markdown.size();) {
        const std::size_t open = markdown.find("<!--", at);
        text += markdown.substr(at, open == std::string_view::npos ? open : open - at);
        if (open == std::string_view::npos) break;
        const std::size_t close = markdown.find("-->", open);
        at = close == std::string_view::npos ? markdown.size() : close + 3;
    }
    return text;
}

// The template with a section below each heading that asks for it; what it does not ask for comes before its checklist's end, at the bottom.
std::string fill(std::string_view frame, std::vector<Section> rest) {
    std::string text;
    bool checklist = false;
    const std::string bare = without_comments(frame);
    for (const std::string_view line : split(bare, '\n')) {
        if (trim(line).starts_with("%{") && trim(line).ends_with('}'))
            continue; // which GitLab fills in only where it offers the template itself
        text += std::string(line) + "\n";
        checklist = checklist || trim(line).starts_with("- [ ]") || trim(line).starts_with("* [ ]");
        if (!line.starts_with('#')) continue;
        const std::string heading = to_lower(line);
        const auto found = std::ranges::find_if(rest, [&](const Section& section) {
            return std::ranges::any_of(section.headings, [&](std::string_view word) { return heading.contains(word); });
        });
        if (found == rest.end()) continue;
        text += "\n" + found->text + "\n";
        rest.erase(found);
    }
    for (const Section& section : rest) text += fmt::format("\n## {}\n\n{}", section.title, section.text);
    if (checklist) text += "\nThe boxes above are for the person who sends this: tick what is true.\n";
    std::string tidy; // no more than one blank line in a row
    for (const char byte : text)
        if (byte != '\n' || !tidy.ends_with("\n\n")) tidy += byte;
    return tidy;
}

} // namespace

std::string write_sections(std::string_view frame, std::vector<Section> sections) {
    if (!frame.empty()) return fill(frame, std::move(sections));
    std::string text;
    for (const Section& section : sections) text += fmt::format("{}## {}\n\n{}", text.empty() ? "" : "\n", section.title, section.text);
    return text;
}

} // namespace squire::integrate
