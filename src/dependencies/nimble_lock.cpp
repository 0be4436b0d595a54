// SPDX-License-Identifier: MIT
// nim-lang.github.io/nimble/use-packages.html, versions 1 and 2.
#include "dependencies/nimble_lock.h"

#include <fmt/format.h>

namespace squire::dependencies {

void read_nimble_lock(const Input& input, Listing& listing) {
    const Document document = read_json_document(input.bytes);
    listing.problems_of(document);
    const Node& root = document.root();
    const Node& version = root["version"];
    if (version.text != "1" && version.text != "2")
        listing.problem(version.line, fmt::format("version '{}' is not known; read as 2", version.text), Weight::warning,
                        ErrorKind::unsupported);
    for (const Node& entry : root["packages"]) {
        if (entry.key == "nim") continue; // the compiler
        const std::uint32_t at = listing.add(entry.key, entry["version"].text, entry.line);
        listing[at].checksum = entry["checksums"]["sha1"].text;
        if (entry["downloadMethod"].text == "git") listing[at].source = fmt::format("git+{}@{}", entry["url"].text, entry["vcsRevision"].text);
        for (const Node& needed : entry["dependencies"]) listing.link(at, needed.text);
    }
}

} // namespace squire::dependencies
