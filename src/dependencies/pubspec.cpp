// SPDX-License-Identifier: MIT
#include "dependencies/pubspec.h"

#include "dependencies/requirement.h"

namespace squire::dependencies {

void read_pubspec(const Input& input, Listing& listing) {
    const Document document = read_yaml_document(input.bytes);
    listing.problems_of(document);
    const Node& root = document.root();
    listing.project(root["name"].text);
    listing.knows_roots();
    for (const auto& [kind, scope] : {std::pair("dependencies", Scope::runtime), std::pair("dev_dependencies", Scope::development)})
        for (const Node& asked : root[kind]) {
            if (asked.has("sdk") || asked.has("path")) continue;
            const std::uint32_t at =
                add_requirement(listing, asked.key, asked.is_table() ? asked["version"].text : asked.text, scope, asked.line, true);
            const Node& git = asked["git"];
            if (git.kind != Node::Kind::none) listing[at].source = git.is_table() ? git["url"].text : git.text;
        }
}

} // namespace squire::dependencies
