// SPDX-License-Identifier: MIT
// pkgdocs.julialang.org/v1/toml-files. Format 1 has the packages at the top, 2 below `deps`. Julia's own libraries have no version and are left out.
#include "dependencies/julia_manifest.h"

#include <fmt/format.h>

namespace squire::dependencies {

void read_julia_manifest(const Input& input, Listing& listing) {
    const Document document = read_toml_document(input.bytes);
    const Node& root = document.root();
    const Node& packages = root["deps"].is_table() ? root["deps"] : root;
    bool any = root.has("julia_version") || root.has("manifest_format");
    for (const Node& name : packages)
        for (const Node& entry : name) {
            if (!entry.is_table() || !entry.has("uuid")) continue;
            any = true;
            if (!entry.has("version")) continue;
            const std::uint32_t at = listing.add(name.key, entry["version"].text, entry.line);
            Package& package = listing[at];
            package.checksum = entry["git-tree-sha1"].text;
            if (entry.has("repo-url")) package.source = fmt::format("git+{}@{}", entry["repo-url"].text, entry["repo-rev"].text);
            for (const Node& needed : entry["deps"]) listing.link(at, needed.text.contains('-') ? needed.key : needed.text);
        }
    if (any || document.fault()) listing.problems_of(document); // else another tool's file
}

} // namespace squire::dependencies
