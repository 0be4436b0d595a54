// SPDX-License-Identifier: MIT
// rstudio.github.io/renv/articles/lockfile.html
#include "dependencies/renv_lock.h"

#include <fmt/format.h>

namespace squire::dependencies {

void read_renv_lock(const Input& input, Listing& listing) {
    const Document document = read_json_document(input.bytes);
    listing.problems_of(document);
    for (const Node& entry : document.root()["Packages"]) {
        const std::uint32_t at = listing.add(entry.has("Package") ? entry["Package"].text : entry.key, entry["Version"].text, entry.line);
        Package& package = listing[at];
        package.checksum = entry["Hash"].text;
        package.licence = entry["License"].text;
        const std::string_view source = entry["Source"].text;
        if (entry.has("RemoteSha") && source != "Repository")
            package.source = fmt::format("{}:{}/{}@{}", entry["RemoteHost"].text, entry["RemoteUsername"].text, entry["RemoteRepo"].text,
                                         entry["RemoteSha"].text);
        for (const Node& needed : entry["Requirements"]) listing.link(at, needed.text);
        for (const std::string_view field : {"Depends", "Imports", "LinkingTo"}) // of renv 1.1: "R (>= 4.0)", "rlang (>= 1.0.2)"
            for (const Node& needed : entry[field]) listing.link(at, needed.text.substr(0, needed.text.find(' ')));
    }
}

} // namespace squire::dependencies
