// SPDX-License-Identifier: MIT
#include "dependencies/julia_project.h"

namespace squire::dependencies {

void read_julia_project(const Input& input, Listing& listing) {
    const Document document = read_toml_document(input.bytes);
    const Node& root = document.root();
    if (!root["deps"].is_table() && !root.has("uuid")) return; // another tool's file
    listing.problems_of(document);
    listing.project(root["name"].text);
    listing.knows_roots();
    listing.knows_scopes();
    for (const auto& [kind, scope] :
         {std::pair("deps", Scope::runtime), std::pair("weakdeps", Scope::optional), std::pair("extras", Scope::test)})
        for (const Node& asked : root[kind]) {
            const std::uint32_t at = listing.add(asked.key, {}, asked.line);
            listing[at].requirement = root["compat"][asked.key].text;
            listing[at].scope = scope;
            listing.root(at, scope);
        }
}

} // namespace squire::dependencies
