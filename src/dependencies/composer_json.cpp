// SPDX-License-Identifier: MIT
#include "dependencies/composer_json.h"

#include "dependencies/requirement.h"

namespace squire::dependencies {

void read_composer_json(const Input& input, Listing& listing) {
    const Document document = read_json_document(input.bytes);
    listing.problems_of(document);
    const Node& root = document.root();
    listing.project(root["name"].text);
    listing.knows_roots();
    for (const auto& [kind, scope] : {std::pair("require", Scope::runtime), std::pair("require-dev", Scope::development)})
        for (const Node& asked : root[kind]) {
            if (!asked.key.contains('/')) continue; // php, ext-json: the platform
            add_requirement(listing, asked.key, asked.text, scope, asked.line, true);
        }
}

} // namespace squire::dependencies
