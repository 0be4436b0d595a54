// SPDX-License-Identifier: MIT
#include "dependencies/rockspec.h"

#include "base/text.h"
#include "dependencies/requirement.h"
#include "dependencies/ruby_text.h"
#include "dependencies/text_lines.h"

namespace squire::dependencies {

/// A rockspec is a program; read are the texts of its lists of dependencies.
void read_rockspec(const Input& input, Listing& listing) {
    listing.knows_roots();
    std::optional<Scope> scope;
    for (const TextLine& line : text_lines(input.bytes)) {
        const std::string_view text = trim(line.text);
        if (text.starts_with("dependencies"))
            scope = Scope::runtime;
        else if (text.starts_with("test_dependencies"))
            scope = Scope::test;
        else if (text.starts_with("build_dependencies"))
            scope = Scope::development;
        if (text.starts_with("package") && text.contains('='))
            if (const auto texts = quoted_texts(text); !texts.empty()) listing.project(texts[0]);
        if (!scope) continue;
        for (const std::string_view each : quoted_texts(text)) {
            const std::size_t blank = each.find_first_of(" ~<>=");
            const std::string_view name = each.substr(0, blank);
            if (name == "lua") continue; // the language
            add_requirement(listing, name, blank == std::string_view::npos ? std::string_view{} : each.substr(blank), *scope, line.number,
                            false);
        }
        if (text.contains('}')) scope.reset();
    }
}

} // namespace squire::dependencies
