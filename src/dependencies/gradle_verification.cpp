// SPDX-License-Identifier: MIT
// docs.gradle.org/current/userguide/dependency_verification.html. It lists what was ever resolved, build tools too.
#include "dependencies/gradle_verification.h"

#include <fmt/format.h>

namespace squire::dependencies {

void read_gradle_verification(const Input& input, Listing& listing) {
    const Document document = read_xml_document(input.bytes);
    listing.problems_of(document);
    for (const Node& component : document.root()["verification-metadata"]["components"]) {
        if (component.key != "component") continue;
        const std::uint32_t at =
            listing.add(fmt::format("{}:{}", component["@group"].text, component["@name"].text), component["@version"].text, component.line);
        const Node& sum = component["artifact"]["sha256"];
        if (sum.is_table()) listing[at].checksum = fmt::format("sha256:{}", sum["@value"].text);
    }
}

} // namespace squire::dependencies
