// SPDX-License-Identifier: MIT
// packaging.python.org/en/latest/specifications/pylock-toml (PEP 751)
#include "dependencies/pylock.h"

#include <fmt/format.h>

namespace squire::dependencies {

void read_pylock(const Input& input, Listing& listing) {
    const Document document = read_toml_document(input.bytes);
    listing.problems_of(document);
    const Node& root = document.root();
    if (!root["lock-version"].text.starts_with("1."))
        listing.problem(root["lock-version"].line, fmt::format("lock-version '{}' is not known; read as 1.0", root["lock-version"].text),
                        Weight::warning, ErrorKind::unsupported);
    for (const Node& entry : root["packages"]) {
        const std::uint32_t at = listing.add(entry["name"].text, entry["version"].text, entry.line);
        Package& package = listing[at];
        package.requirement = entry["marker"].text;
        if (const Node& vcs = entry["vcs"]; vcs.is_table())
            package.source = fmt::format("{}+{}@{}", vcs["type"].text, vcs["url"].text, vcs["commit-id"].text);
        else if (const Node& archive = entry["archive"]; archive.is_table())
            package.source = archive["url"].text.empty() ? archive["path"].text : archive["url"].text;
        else if (const Node& directory = entry["directory"]; directory.is_table())
            package.source = directory["path"].text;
        const Node& hashes = entry["sdist"].is_table()        ? entry["sdist"]["hashes"]
                             : !entry["wheels"].items.empty() ? entry["wheels"].items[0]["hashes"]
                                                              : entry["archive"]["hashes"];
        if (!hashes.items.empty()) package.checksum = fmt::format("{}:{}", hashes.items[0].key, hashes.items[0].text);
        for (const Node& needed : entry["dependencies"]) listing.link(at, needed["name"].text, needed["version"].text);
    }
}

} // namespace squire::dependencies
