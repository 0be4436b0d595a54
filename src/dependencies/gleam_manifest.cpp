// SPDX-License-Identifier: MIT
// gleam.run/writing-gleam/gleam-toml. Other tools have files of this name: where no package says how it is built, it is none of Gleam's.
#include "dependencies/gleam_manifest.h"

#include <algorithm>

#include <fmt/format.h>

namespace squire::dependencies {

void read_gleam_manifest(const Input& input, Listing& listing) {
    const Document document = read_toml_document(input.bytes);
    const Node& root = document.root();
    const Node& packages = root["packages"];
    if (!packages.is_list() || std::ranges::none_of(packages, [](const Node& each) { return each.has("build_tools"); })) return;
    listing.problems_of(document);
    listing.knows_roots();
    for (const Node& entry : packages) {
        const std::uint32_t at = listing.add(entry["name"].text, entry["version"].text, entry.line);
        if (at == kNoPackage) continue;
        listing[at].checksum = entry["outer_checksum"].text;
        const std::string_view source = entry["source"].text;
        if (source == "git") listing[at].source = fmt::format("git+{}@{}", entry["repo"].text, entry["commit"].text);
        if (source == "local") listing[at].source = entry["path"].text;
        for (const Node& needed : entry["requirements"]) listing.link(at, needed.text);
    }
    for (const Node& asked : root["requirements"]) {
        listing.root(asked.key);
        const std::uint32_t at = listing.find_alias(asked.key);
        if (at != kNoPackage) listing[at].requirement = asked.is_table() ? asked["version"].text : asked.text;
    }
}

} // namespace squire::dependencies
