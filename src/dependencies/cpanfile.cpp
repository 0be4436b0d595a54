// SPDX-License-Identifier: MIT
//
// metacpan.org/dist/Module-CPANfile. A cpanfile is a program; read are the lines that ask for a module, and the phases (`on test => sub {`) around them.
#include "dependencies/cpanfile.h"

#include <array>
#include <utility>

#include "base/text.h"
#include "dependencies/requirement.h"
#include "dependencies/ruby_text.h"
#include "dependencies/text_lines.h"

namespace squire::dependencies {
namespace {

constexpr auto kWords = std::to_array<std::pair<std::string_view, Scope>>({{"requires", Scope::runtime},
                                                                           {"recommends", Scope::optional},
                                                                           {"suggests", Scope::optional},
                                                                           {"test_requires", Scope::test},
                                                                           {"build_requires", Scope::development},
                                                                           {"configure_requires", Scope::development},
                                                                           {"author_requires", Scope::development}});

Scope scope_of_phase(std::string_view text) {
    if (text.contains("test")) return Scope::test;
    return text.contains("runtime") ? Scope::runtime : Scope::development; // configure, build, develop
}

} // namespace

void read_cpanfile(const Input& input, Listing& listing) {
    listing.knows_roots();
    Scope phase = Scope::runtime;
    int depth = 0;
    for (const TextLine& line : text_lines(input.bytes)) {
        const std::string_view text = trim(line.text);
        if (text.empty() || text.front() == '#' || conflict_at(line, listing)) continue;
        if (text.starts_with("on ") || text.starts_with("on(")) phase = scope_of_phase(text.substr(0, text.find("=>")));
        for (const char c : text) depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        for (std::string_view statement : split(text, ';')) {
            if (const std::size_t open = statement.find('{'); open != std::string_view::npos) statement = statement.substr(open + 1);
            statement = trim(statement);
            for (const auto& [word, scope] : kWords) {
                if (!statement.starts_with(word) || statement.size() == word.size() ||
                    std::string_view(" \t(").find(statement[word.size()]) == std::string_view::npos)
                    continue;
                const auto texts = quoted_texts(statement);
                if (texts.empty() || texts[0] == "perl") continue;
                const std::string_view asked = texts.size() > 1 && texts[1] != "0" ? texts[1] : std::string_view{};
                add_requirement(listing, texts[0], asked, scope == Scope::runtime ? phase : scope, line.number, false);
            }
        }
        if (depth <= 0) phase = Scope::runtime;
    }
}

} // namespace squire::dependencies
