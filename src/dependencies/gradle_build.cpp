// SPDX-License-Identifier: MIT
//
// A Gradle build is a program; read are the lines that give a configuration a dependency in texts: `implementation("g:a:1")`,
// `implementation 'g:a:1'`, `implementation group: 'g', name: 'a', version: '1'`. What a catalogue names stands there.
#include "dependencies/gradle_build.h"

#include <cctype>

#include <fmt/format.h>

#include "base/text.h"
#include "dependencies/ruby_text.h"
#include "dependencies/text_lines.h"

namespace squire::dependencies {
namespace {

bool is_configuration(std::string_view word) {
    for (const std::string_view ending :
         {"mplementation", "pi", "ompileOnly", "untimeOnly", "nnotationProcessor", "ompile", "kapt", "ksp", "lasspath", "untime"})
        if (word.ends_with(ending)) return word.size() >= ending.size();
    return false;
}

Scope scope_of(std::string_view configuration) {
    const std::string lower = to_lower(configuration);
    if (lower.contains("test")) return Scope::test;
    if (lower.contains("annotationprocessor") || lower == "kapt" || lower == "ksp" || lower == "classpath") return Scope::development;
    return Scope::runtime;
}

std::string_view after_word(std::string_view text, std::string_view word) {
    const std::size_t at = text.find(word);
    if (at == std::string_view::npos) return {};
    const auto texts = quoted_texts(text.substr(at + word.size()));
    return texts.empty() ? std::string_view{} : texts[0];
}

} // namespace

void read_gradle_build(const Input& input, Listing& listing) {
    listing.knows_roots();
    listing.knows_scopes();
    for (const TextLine& line : text_lines(input.bytes)) {
        const std::string_view text = trim(line.text);
        if (text.starts_with("//") || text.starts_with('*')) continue;
        std::size_t end = 0;
        while (end < text.size() && std::isalnum(static_cast<unsigned char>(text[end])) != 0) ++end;
        const std::string_view configuration = text.substr(0, end);
        if (!is_configuration(configuration) || end == text.size() || (text[end] != ' ' && text[end] != '(')) continue;
        std::string_view rest = text.substr(end);
        if (rest.contains("project(")) continue;
        std::string name;
        std::string_view version;
        if (rest.contains("group:") || rest.contains("group =")) {
            const std::string_view group = after_word(rest, "group");
            name = fmt::format("{}:{}", group, after_word(rest, "name"));
            version = after_word(rest, "version");
        } else {
            const auto texts = quoted_texts(rest);
            if (texts.empty()) continue;
            const auto parts = split(texts[0], ':');
            if (parts.size() < 2 || parts[0].empty() || parts[1].empty()) continue;
            name = fmt::format("{}:{}", parts[0], parts[1]);
            if (parts.size() > 2) version = parts[2].substr(0, parts[2].find('@'));
        }
        const bool open = version.find_first_of("$[](),+") != std::string_view::npos || version.starts_with("latest");
        const std::uint32_t at = listing.add(name, open ? std::string_view{} : version, line.number);
        if (open) listing[at].requirement = version;
        listing[at].scope = scope_of(configuration);
        listing.root(at, listing[at].scope);
    }
}

} // namespace squire::dependencies
