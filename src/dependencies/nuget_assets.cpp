// SPDX-License-Identifier: MIT
// obj/project.assets.json of a restore, and *.deps.json of a build, which have the same `targets` and `libraries`.
#include "dependencies/nuget_assets.h"

#include <unordered_set>

namespace squire::dependencies {

void read_nuget_assets(const Input& input, Listing& listing) {
    const Document document = read_json_document(input.bytes);
    listing.problems_of(document);
    const Node& root = document.root();
    if (!root["libraries"].is_table()) {
        if (!document.fault()) listing.problem(0, "it has no libraries", Weight::incomplete);
        return;
    }
    listing.knows_roots();
    for (const Node& entry : root["libraries"]) { // "Name/1.2.3"
        const std::size_t slash = entry.key.rfind('/');
        if (slash == std::string_view::npos) continue;
        const std::uint32_t at = listing.add(entry.key.substr(0, slash), entry.key.substr(slash + 1), entry.line);
        listing[at].checksum = entry["sha512"].text;
        if (entry["type"].text == "project") listing.own(at);
    }
    for (const Node& target : root["targets"])
        for (const Node& entry : target) {
            const std::size_t slash = entry.key.rfind('/');
            const std::uint32_t at = slash == std::string_view::npos ? kNoPackage : listing.find_alias(entry.key.substr(0, slash));
            for (const Node& needed : entry["dependencies"]) listing.link(at, needed.key, needed.text);
        }
    listing.project(root["project"]["restore"]["projectName"].text);
    for (const Node& framework : root["project"]["frameworks"])
        for (const Node& asked : framework["dependencies"]) listing.root(asked.key);
}

} // namespace squire::dependencies
