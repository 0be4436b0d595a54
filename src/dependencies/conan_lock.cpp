// SPDX-License-Identifier: MIT
// docs.conan.io/2/tutorial/versioning/lockfiles: version 0.5 of Conan 2 is a list, 0.4 of Conan 1 a graph whose node "0" is the project.
#include "dependencies/conan_lock.h"

#include <fmt/format.h>

#include "dependencies/conan_reference.h"

namespace squire::dependencies {

void read_conan_lock(const Input& input, Listing& listing) {
    const Document document = read_json_document(input.bytes);
    listing.problems_of(document);
    const Node& root = document.root();
    const Node& version = root["version"];
    if (!version.text.starts_with("0."))
        listing.problem(version.line, fmt::format("version '{}' is not known; read as 0.5", version.text), Weight::warning,
                        ErrorKind::unsupported);
    listing.knows_scopes();
    for (const auto& [key, scope] : {std::pair("requires", Scope::runtime), std::pair("build_requires", Scope::development),
                                     std::pair("python_requires", Scope::development)})
        for (const Node& entry : root[key]) listing[add_conan_reference(listing, entry.text, entry.line)].scope = scope;
    const Node& nodes = root["graph_lock"]["nodes"];
    for (const Node& node : nodes) listing.alias(fmt::format("node {}", node.key), add_conan_reference(listing, node["ref"].text, node.line));
    for (const Node& node : nodes) {
        const std::uint32_t from = listing.find_alias(fmt::format("node {}", node.key));
        for (const auto& [key, scope] : {std::pair("requires", Scope::runtime), std::pair("build_requires", Scope::development)})
            for (const Node& needed : node[key]) {
                const std::uint32_t to = listing.find_alias(fmt::format("node {}", needed.text));
                if (scope == Scope::development) listing[to].scope = scope;
                if (node.key == "0")
                    listing.root(to, scope);
                else
                    listing.link(from, to);
            }
    }
}

} // namespace squire::dependencies
