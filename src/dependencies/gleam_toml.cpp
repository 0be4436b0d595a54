// SPDX-License-Identifier: MIT
// gleam.run/writing-gleam/gleam-toml
#include "dependencies/gleam_toml.h"

#include "dependencies/requirement.h"

namespace squire::dependencies {

void read_gleam_toml(const Input& input, Listing& listing) {
    const Document document = read_toml_document(input.bytes);
    listing.problems_of(document);
    const Node& root = document.root();
    listing.project(root["name"].text);
    listing.knows_roots();
    listing.knows_scopes();
    const std::pair<std::string_view, Scope> kinds[] = {
        {"dependencies", Scope::runtime}, {"dev-dependencies", Scope::development}, {"dev_dependencies", Scope::development}};
    for (const auto& [kind, scope] : kinds)
        for (const Node& entry : root[kind]) {
            if (entry.has("path")) continue; // a part of the project
            const std::uint32_t at =
                add_requirement(listing, entry.key, entry.is_table() ? entry["version"].text : entry.text, scope, entry.line, false);
            if (entry.has("git")) listing[at].source = entry["git"].text;
        }
}

} // namespace squire::dependencies
