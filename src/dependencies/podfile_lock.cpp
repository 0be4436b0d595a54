// SPDX-License-Identifier: MIT
// guides.cocoapods.org/using/using-cocoapods.html. A part of a pod ("Pod/Part") counts as the pod.
#include "dependencies/podfile_lock.h"

#include <fmt/format.h>

namespace squire::dependencies {
namespace {

/// "Pod/Part (1.2)" is "Pod" and "1.2".
std::pair<std::string_view, std::string_view> split_pod(std::string_view text) {
    const std::size_t open = text.find(" (");
    const std::string_view name = text.substr(0, open);
    if (open == std::string_view::npos) return {name.substr(0, name.find('/')), {}};
    return {name.substr(0, name.find('/')), text.substr(open + 2, text.find(')', open) - open - 2)};
}

} // namespace

void read_podfile_lock(const Input& input, Listing& listing) {
    const Document document = read_yaml_document(input.bytes);
    listing.problems_of(document);
    const Node& root = document.root();
    for (const Node& item : root["PODS"]) {
        const Node& entry = item.is_table() && !item.items.empty() ? item.items[0] : item;
        const auto [name, version] = split_pod(item.is_table() ? entry.key : entry.text);
        const std::uint32_t at = listing.add(name, version, entry.line);
        listing[at].checksum = root["SPEC CHECKSUMS"][name].text;
        const Node& external = root["EXTERNAL SOURCES"][name];
        if (external.is_table()) {
            const Node& checkout = root["CHECKOUT OPTIONS"][name];
            listing[at].source = external.has(":path") ? std::string(external[":path"].text)
                                                       : fmt::format("git+{}@{}", external[":git"].text, checkout[":commit"].text);
        }
        if (item.is_table())
            for (const Node& needed : entry) listing.link(at, split_pod(needed.text).first);
    }
    listing.knows_roots();
    for (const Node& asked : root["DEPENDENCIES"]) {
        const auto [name, requirement] = split_pod(asked.text);
        const std::uint32_t at = listing.find_alias(name);
        if (at != kNoPackage && !requirement.starts_with("from ")) listing[at].requirement = requirement;
        listing.root(at);
    }
}

} // namespace squire::dependencies
