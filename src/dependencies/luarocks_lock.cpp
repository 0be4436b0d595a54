// SPDX-License-Identifier: MIT
// A table of Lua: `return { dependencies = { ["lpeg"] = "1.0.2-1", say = "1.4.1-3" } }`. The part after the dash is the rockspec's revision.
#include "dependencies/luarocks_lock.h"

#include "base/text.h"
#include "dependencies/ruby_text.h"
#include "dependencies/text_lines.h"

namespace squire::dependencies {

void read_luarocks_lock(const Input& input, Listing& listing) {
    Scope scope = Scope::runtime;
    listing.knows_scopes();
    for (const TextLine& line : text_lines(input.bytes)) {
        const std::string_view text = trim(line.text);
        if (conflict_at(line, listing)) continue;
        if (text.contains("{")) scope = text.contains("test_") ? Scope::test : text.contains("build_") ? Scope::development : Scope::runtime;
        const std::size_t equals = text.find('=');
        if (equals == std::string_view::npos || text.contains("{")) continue;
        const auto before = quoted_texts(text.substr(0, equals));
        const auto after = quoted_texts(text.substr(equals));
        if (after.empty()) continue;
        const std::uint32_t at = listing.add(before.empty() ? trim(text.substr(0, equals)) : before[0], after[0], line.number);
        listing[at].scope = scope;
    }
}

} // namespace squire::dependencies
