// SPDX-License-Identifier: MIT
// learn.microsoft.com/nuget/consume-packages/package-references-in-project-files#locking-dependencies, versions 1 and 2
#include "dependencies/nuget_lock.h"

#include <fmt/format.h>

namespace squire::dependencies {

void read_nuget_lock(const Input& input, Listing& listing) {
    const Document document = read_json_document(input.bytes);
    listing.problems_of(document);
    const Node& version = document.root()["version"];
    if (version.text != "1" && version.text != "2")
        listing.problem(version.line, fmt::format("version '{}' is not known; read as 2", version.text), Weight::warning,
                        ErrorKind::unsupported);
    listing.knows_roots();
    for (const Node& framework : document.root()["dependencies"])
        for (const Node& entry : framework) {
            const std::string_view kind = entry["type"].text;
            const std::uint32_t at = listing.add(entry.key, entry["resolved"].text, entry.line);
            if (kind == "Project") listing.own(at);
            if (kind == "Direct") listing.root(at);
            Package& package = listing[at];
            package.requirement = entry["requested"].text;
            package.checksum = entry["contentHash"].text;
            for (const Node& needed : entry["dependencies"]) listing.link(at, needed.key);
        }
}

} // namespace squire::dependencies
