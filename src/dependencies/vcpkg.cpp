// SPDX-License-Identifier: MIT
// learn.microsoft.com/vcpkg/reference/vcpkg-json. What is not overridden comes from the baseline, a commit of the registry, whose versions are not
// known here.
#include "dependencies/vcpkg.h"

namespace squire::dependencies {

void read_vcpkg(const Input& input, Listing& listing) {
    const Document document = read_json_document(input.bytes);
    listing.problems_of(document);
    const Node& root = document.root();
    listing.project(root["name"].text);
    listing.knows_roots();
    listing.knows_scopes();
    const auto add_all = [&](const Node& list, Scope scope) {
        for (const Node& entry : list) {
            const std::string_view name = entry.is_table() ? entry["name"].text : entry.text;
            std::string_view version;
            std::uint32_t line = entry.line;
            for (const Node& each : root["overrides"])
                if (each["name"].text == name)
                    for (const std::string_view key : {"version", "version-semver", "version-date", "version-string"})
                        if (each.has(key)) version = each[key].text;
            const std::uint32_t at = listing.add(name, version, line);
            Package& package = listing[at];
            if (!entry["version>="].text.empty()) package.requirement = std::string(">=") + std::string(entry["version>="].text);
            package.scope = entry["host"].is_true() ? Scope::development : scope;
            listing.root(at, package.scope);
        }
    };
    add_all(root["dependencies"], Scope::runtime);
    for (const Node& feature : root["features"]) add_all(feature["dependencies"], Scope::optional);
}

} // namespace squire::dependencies
