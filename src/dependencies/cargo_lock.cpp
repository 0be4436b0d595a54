// SPDX-License-Identifier: MIT
//
// doc.rust-lang.org/cargo/reference/resolver.html, versions 1 to 4. A package without a source is the project's own. One that is needed is named
// with version and source only where the name alone would not do.
#include "dependencies/cargo_lock.h"

#include <fmt/format.h>

#include "base/text.h"

namespace squire::dependencies {

void read_cargo_lock(const Input& input, Listing& listing) {
    const Document document = read_toml_document(input.bytes);
    listing.problems_of(document);
    const Node& root = document.root();
    const Node& version = root["version"];
    if (!version.text.empty() && (version.text.size() != 1 || version.text < "1" || version.text > "4"))
        listing.problem(version.line, fmt::format("version {} is not known; read as 4", version.text), Weight::warning, ErrorKind::unsupported);
    listing.knows_roots();
    const Node& old_checksums = root["metadata"]; // version 1: "checksum name version (source)"
    for (const Node& entry : root["package"]) {
        const std::string_view name = entry["name"].text;
        const std::string_view source = entry["source"].text;
        const std::uint32_t at = listing.add(name, entry["version"].text, entry.line);
        Package& package = listing[at];
        if (source.empty()) {
            listing.own(at);
            listing.member_named(name);
        } else if (!source.starts_with("registry+https://github.com/rust-lang/crates.io-index") &&
                   !source.starts_with("sparse+https://index.crates.io")) {
            package.source = source;
        }
        package.checksum = entry["checksum"].text;
        if (package.checksum.empty() && old_checksums.is_table())
            package.checksum = old_checksums[fmt::format("checksum {} {} ({})", name, entry["version"].text, source)].text;
        for (const Node& needed : entry["dependencies"]) {
            const auto words = split(needed.text, ' ');
            listing.link(at, words[0], words.size() > 1 ? words[1] : std::string_view{});
        }
    }
}

} // namespace squire::dependencies
