// SPDX-License-Identifier: MIT
//
// A mix.exs is a program; read are the lines that hold a dependency as a tuple: {:name, "~> 1.0", only: :test}
#include "dependencies/mix_exs.h"

#include <cctype>

#include "base/text.h"
#include "dependencies/requirement.h"
#include "dependencies/ruby_text.h"
#include "dependencies/text_lines.h"

namespace squire::dependencies {

void read_mix_exs(const Input& input, Listing& listing) {
    listing.knows_roots();
    bool in_dependencies = false;
    for (const TextLine& line : text_lines(input.bytes)) {
        const std::string_view text = trim(line.text);
        if (text.starts_with("defp ") || text.starts_with("def ")) in_dependencies = text.contains("deps");
        if (!in_dependencies || text.starts_with('#')) continue;
        const std::size_t open = text.find("{:");
        if (open == std::string_view::npos) continue;
        std::size_t end = open + 2;
        while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) != 0 || text[end] == '_')) ++end;
        if (end >= text.size() || text[end] != ',') continue;
        const std::string_view rest = text.substr(end);
        if (rest.contains("in_umbrella:") || rest.contains("path:")) continue;
        const auto texts = quoted_texts(rest);
        const bool only = rest.contains("only:");
        const Scope scope = only && !rest.contains(":prod") ? (rest.contains(":dev") ? Scope::development : Scope::test) : Scope::runtime;
        add_requirement(listing, text.substr(open + 2, end - open - 2), texts.empty() ? std::string_view{} : texts[0], scope, line.number, true);
    }
}

} // namespace squire::dependencies
