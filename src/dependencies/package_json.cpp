// SPDX-License-Identifier: MIT
#include "dependencies/package_json.h"

#include "dependencies/requirement.h"

namespace squire::dependencies {

void read_package_json(const Input& input, Listing& listing) {
    const Document document = read_json_document(input.bytes);
    listing.problems_of(document);
    const Node& root = document.root();
    listing.project(root["name"].text);
    listing.knows_roots();
    const std::pair<std::string_view, Scope> kinds[] = {{"dependencies", Scope::runtime},
                                                        {"optionalDependencies", Scope::optional},
                                                        {"peerDependencies", Scope::optional},
                                                        {"devDependencies", Scope::development}};
    for (const auto& [kind, scope] : kinds)
        for (const Node& asked : root[kind]) {
            std::string_view requirement = asked.text;
            std::string_view name = asked.key;
            if (requirement.starts_with("workspace:") || requirement.starts_with("catalog:")) requirement = {};
            if (requirement.starts_with("npm:")) { // "npm:real@^1"
                requirement.remove_prefix(4);
                const std::size_t at = requirement.find('@', 1);
                name = requirement.substr(0, at);
                requirement = at == std::string_view::npos ? std::string_view{} : requirement.substr(at + 1);
            }
            const std::uint32_t index = add_requirement(listing, name, requirement, scope, asked.line, true);
            if (requirement.contains('/') && !requirement.contains(' ') && !requirement.contains(':')) { // "owner/repository" at GitHub
                listing[index].source = requirement;
                listing[index].requirement.clear();
            }
        }
}

} // namespace squire::dependencies
