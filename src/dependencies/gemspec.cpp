// SPDX-License-Identifier: MIT
#include "dependencies/gemspec.h"

#include <fmt/format.h>

#include "base/text.h"
#include "dependencies/requirement.h"
#include "dependencies/ruby_text.h"
#include "dependencies/text_lines.h"

namespace squire::dependencies {

/// A gemspec is a program; read are the lines that call add_dependency and its kin with texts.
void read_gemspec(const Input& input, Listing& listing) {
    listing.knows_roots();
    for (const TextLine& line : text_lines(input.bytes)) {
        const std::string_view text = trim(line.text);
        if (text.starts_with('#')) continue;
        if (text.contains(".name ") || text.contains(".name=")) {
            if (const auto texts = quoted_texts(text); !texts.empty()) listing.project(texts[0]);
            continue;
        }
        const bool development = text.contains("add_development_dependency");
        if (!development && !text.contains("add_dependency") && !text.contains("add_runtime_dependency")) continue;
        const auto texts = quoted_texts(text);
        if (texts.empty()) continue;
        std::string all;
        for (std::size_t at = 1; at < texts.size(); ++at) all += fmt::format("{}{}", all.empty() ? "" : ", ", texts[at]);
        add_requirement(listing, texts[0], all, development ? Scope::development : Scope::runtime, line.number, true);
    }
}

} // namespace squire::dependencies
