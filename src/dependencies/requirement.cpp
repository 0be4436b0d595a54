// SPDX-License-Identifier: MIT
#include "dependencies/requirement.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"

namespace squire::dependencies {

std::string_view exact_version(std::string_view requirement, bool bare_is_exact) {
    std::string_view text = trim(requirement);
    bool exact = bare_is_exact;
    while (text.starts_with('=')) {
        text = trim(text.substr(1));
        exact = true;
    }
    if (text.starts_with('v') && text.size() > 1 && std::isdigit(static_cast<unsigned char>(text[1])) != 0) text.remove_prefix(1);
    const auto part_of_version = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || std::string_view(".-+_!~:").contains(c);
    };
    if (!exact || text.empty() || std::isdigit(static_cast<unsigned char>(text[0])) == 0 || !std::ranges::all_of(text, part_of_version))
        return {};
    if (exact && bare_is_exact && !requirement.contains('=') && std::ranges::count(text, '.') < 2) return {}; // "1.2" is a range
    if (text.ends_with(".x") || text.contains(".x.")) return {};
    return text;
}

bool is_place(std::string_view requirement) {
    return requirement.contains("://") || requirement.starts_with("git+") || requirement.starts_with("git@") ||
           requirement.starts_with("github:") || requirement.starts_with("gitlab:") || requirement.starts_with("bitbucket:") ||
           requirement.starts_with("file:") || requirement.starts_with("link:") || requirement.starts_with("portal:") ||
           requirement.starts_with("./") || requirement.starts_with("../") || requirement.starts_with('/');
}

std::uint32_t add_requirement(Listing& listing, std::string_view name, std::string_view requirement, Scope scope, std::uint32_t line,
                              bool bare_is_exact) {
    const bool place = is_place(requirement);
    const std::uint32_t index = listing.add(name, place ? std::string_view{} : exact_version(requirement, bare_is_exact), line);
    Package& package = listing[index];
    package.scope = scope;
    (place ? package.source : package.requirement) = trim(requirement);
    listing.root(index, scope);
    listing.knows_scopes();
    return index;
}

} // namespace squire::dependencies
