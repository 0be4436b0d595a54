// SPDX-License-Identifier: MIT
#include "dependencies/python_requirement.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"

namespace squire::dependencies {
namespace {

bool is_name_byte(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == '.'; }

} // namespace

PythonRequirement parse_python_requirement(std::string_view text) {
    PythonRequirement made;
    text = trim(text);
    std::size_t end = 0;
    while (end < text.size() && is_name_byte(text[end])) ++end;
    const std::string_view name = text.substr(0, end);
    std::string_view rest = trim(text.substr(end));
    if (rest.starts_with('[')) {
        const std::size_t close = rest.find(']');
        if (close == std::string_view::npos) return made;
        rest = trim(rest.substr(close + 1));
    }
    if (rest.starts_with('@')) {
        rest = trim(rest.substr(1));
        const std::size_t blank = rest.find_first_of(" \t");
        made.url = rest.substr(0, blank);
        rest = blank == std::string_view::npos ? std::string_view{} : trim(rest.substr(blank));
    }
    const std::size_t semicolon = rest.find(';');
    if (semicolon != std::string_view::npos) made.marker = trim(rest.substr(semicolon + 1));
    std::string_view specifier = trim(rest.substr(0, semicolon));
    if (specifier.starts_with('(') && specifier.ends_with(')')) specifier = specifier.substr(1, specifier.size() - 2);
    if (!specifier.empty() && !std::string_view("=<>!~").contains(specifier[0])) return made; // a path or something else
    made.specifier = specifier;
    made.name = name;
    return made;
}

std::string_view exact_python_version(std::string_view specifier) {
    specifier = trim(specifier);
    if (!specifier.starts_with("==")) return {};
    specifier.remove_prefix(specifier.starts_with("===") ? 3 : 2);
    specifier = trim(specifier);
    if (specifier.find_first_of(",*<>!~= ") != std::string_view::npos) return {};
    return specifier;
}

std::uint32_t add_python_requirement(Listing& listing, const PythonRequirement& requirement, Scope scope, std::uint32_t line) {
    const std::uint32_t index = listing.add(requirement.name, exact_python_version(requirement.specifier), line);
    Package& package = listing[index];
    package.requirement = requirement.specifier;
    if (!requirement.marker.empty()) package.requirement += (package.requirement.empty() ? "; " : " ; ") + requirement.marker;
    package.source = requirement.url;
    package.scope = scope;
    return index;
}

Scope scope_of_group(std::string_view name, Scope other) {
    const std::string lower = to_lower(name);
    for (const std::string_view word : {"test"})
        if (lower.contains(word)) return Scope::test;
    for (const std::string_view word : {"dev", "doc", "lint", "format", "typing", "type-check", "build", "ci", "bench", "pre-commit"})
        if (lower == word || lower.starts_with(std::string(word) + "-") || lower.starts_with(std::string(word) + "_") ||
            lower.ends_with("-" + std::string(word)) || lower.ends_with("_" + std::string(word)) || lower == std::string(word) + "s" ||
            lower == "development" || lower == "linting" || lower == "documentation")
            return Scope::development;
    return other;
}

} // namespace squire::dependencies
