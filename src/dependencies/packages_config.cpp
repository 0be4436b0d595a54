// SPDX-License-Identifier: MIT
// learn.microsoft.com/nuget/reference/packages-config
#include "dependencies/packages_config.h"

namespace squire::dependencies {

void read_packages_config(const Input& input, Listing& listing) {
    const Document document = read_xml_document(input.bytes);
    listing.problems_of(document);
    listing.knows_scopes();
    for (const Node& package : document.root()["packages"]) {
        if (package.key != "package") continue;
        const std::uint32_t at = listing.add(package["@id"].text, package["@version"].text, package.line);
        if (package["@developmentDependency"].is_true()) listing[at].scope = Scope::development;
        listing[at].requirement = package["@allowedVersions"].text;
    }
}

} // namespace squire::dependencies
