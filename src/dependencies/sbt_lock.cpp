// SPDX-License-Identifier: MIT
// github.com/stringbean/sbt-dependency-lock
#include "dependencies/sbt_lock.h"

#include <fmt/format.h>

namespace squire::dependencies {

void read_sbt_lock(const Input& input, Listing& listing) {
    const Document document = read_json_document(input.bytes);
    listing.problems_of(document);
    listing.knows_scopes();
    const Node& version = document.root()["lockVersion"];
    if (version.text != "1")
        listing.problem(version.line, fmt::format("lockVersion '{}' is not known; read as 1", version.text), Weight::warning,
                        ErrorKind::unsupported);
    for (const Node& entry : document.root()["dependencies"]) {
        const std::uint32_t at = listing.add(fmt::format("{}:{}", entry["org"].text, entry["name"].text), entry["version"].text, entry.line);
        bool only_test = !entry["configurations"].items.empty();
        for (const Node& configuration : entry["configurations"]) only_test = only_test && configuration.text.contains("test");
        if (only_test) listing[at].scope = Scope::test;
        if (!entry["artifacts"].items.empty()) listing[at].checksum = entry["artifacts"].items[0]["hash"].text;
    }
}

} // namespace squire::dependencies
