// SPDX-License-Identifier: MIT
// Erlang terms, one package a line: {<<"name">>,{pkg,<<"package">>,<<"version">>},level}; level 0 is what the project asks for.
#include "dependencies/rebar_lock.h"

#include <fmt/format.h>

#include "base/text.h"
#include "dependencies/ruby_text.h"
#include "dependencies/text_lines.h"

namespace squire::dependencies {

void read_rebar_lock(const Input& input, Listing& listing) {
    listing.knows_roots();
    std::uint32_t waiting = kNoPackage; // a git package's place and level are on the lines after its name
    for (const TextLine& line : text_lines(input.bytes)) {
        std::string_view text = trim(line.text);
        if (conflict_at(line, listing)) continue;
        if (text.contains("pkg_hash")) break; // from here on the checksums
        const auto texts = quoted_texts(text);
        const bool package = text.contains(",{pkg,");
        const bool git = text.contains("{git,");
        if (package && texts.size() >= 3) {
            waiting = listing.add(texts[1], texts[2], line.number);
            listing.alias(texts[0], waiting);
        } else if (text.contains("{<<\"") && !texts.empty()) {
            waiting = listing.add(texts.size() > 1 && text.starts_with("{\"") ? texts[1] : texts[0], {}, line.number);
        }
        if (git && waiting != kNoPackage)
            for (const std::string_view each : texts)
                if (each.contains("://") || each.starts_with("git@")) listing[waiting].source = fmt::format("git+{}", each);
        if (const std::size_t ref = text.find("{ref,"); ref != std::string_view::npos && waiting != kNoPackage) {
            const auto refs = quoted_texts(text.substr(ref));
            if (!refs.empty()) listing[waiting].source += fmt::format("@{}", refs[0]);
        }
        const bool direct = text.contains(",0}") || text.starts_with("0}");
        if (direct && waiting != kNoPackage) listing.root(waiting);
    }
}

} // namespace squire::dependencies
