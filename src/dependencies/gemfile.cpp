// SPDX-License-Identifier: MIT
//
// A Gemfile is a program; read are the lines that begin with `gem "name"` and the groups around them, which is how all but a few are written.
#include "dependencies/gemfile.h"

#include <cctype>

#include <fmt/format.h>

#include "base/text.h"
#include "dependencies/requirement.h"
#include "dependencies/ruby_text.h"
#include "dependencies/text_lines.h"

namespace squire::dependencies {
namespace {

bool is_development(std::string_view groups) {
    return groups.contains("development") || groups.contains("test") || groups.contains(":doc") || groups.contains("lint");
}

Scope scope_of(std::string_view groups) {
    if (groups.contains("default") || groups.contains("production")) return Scope::runtime;
    if (groups.contains("development") || !is_development(groups)) return is_development(groups) ? Scope::development : Scope::runtime;
    return groups.contains("test") ? Scope::test : Scope::development;
}

} // namespace

void read_gemfile(const Input& input, Listing& listing) {
    std::vector<Scope> blocks;
    listing.knows_roots();
    for (const TextLine& line : text_lines(input.bytes)) {
        const std::string_view text = trim(line.text);
        const bool opens = text.ends_with(" do") || text.contains(" do |");
        if (text.starts_with("gem ") || text.starts_with("gem(")) {
            const auto texts = quoted_texts(text.substr(4));
            if (texts.empty()) continue;
            std::string_view requirement;
            std::string all;
            std::string_view source;
            for (std::size_t at = 1; at < texts.size(); ++at) {
                if (texts[at].empty()) continue;
                if (std::isdigit(static_cast<unsigned char>(texts[at][0])) != 0 || std::string_view("~<>=!").contains(texts[at][0])) {
                    requirement = texts[at];
                    all += fmt::format("{}{}", all.empty() ? "" : ", ", requirement);
                } else if (is_place(texts[at]) || texts[at].contains('/')) {
                    source = texts[at];
                }
            }
            if (text.contains("path:") || text.contains(":path =>")) continue; // a part of the project
            const std::size_t group = text.find("group");
            const Scope scope = group != std::string_view::npos ? scope_of(text.substr(group)) : blocks.empty() ? Scope::runtime : blocks.back();
            const std::uint32_t at = add_requirement(listing, texts[0], all, scope, line.number, true);
            listing[at].source = source;
            continue;
        }
        if (opens) {
            const bool group = text.starts_with("group ") || text.starts_with("group(");
            blocks.push_back(group ? scope_of(text) : blocks.empty() ? Scope::runtime : blocks.back());
        } else if (text == "end" && !blocks.empty()) {
            blocks.pop_back();
        }
    }
}

} // namespace squire::dependencies
