// SPDX-License-Identifier: MIT
// getcomposer.org/doc/01-basic-usage.md, and vendor/composer/installed.json, which has the same entries.
#include "dependencies/composer_lock.h"

#include <unordered_set>

#include <fmt/format.h>

namespace squire::dependencies {
namespace {

void add_packages(const Node& list, Scope scope, const std::unordered_set<std::string_view>& development, Listing& listing) {
    for (const Node& entry : list) {
        const std::string_view name = entry["name"].text;
        const std::uint32_t at = listing.add(name, entry["version"].text, entry.line);
        Package& package = listing[at];
        package.scope = development.contains(name) ? Scope::development : scope;
        const Node& dist = entry["dist"];
        const Node& source = entry["source"];
        package.checksum = dist["shasum"].text;
        if (package.version.starts_with("dev-")) package.source = fmt::format("git+{}@{}", source["url"].text, source["reference"].text);
        std::string licences;
        for (const Node& licence : entry["license"]) licences += fmt::format("{}{}", licences.empty() ? "" : " OR ", licence.text);
        package.licence = licences;
        for (const Node& needed : entry["require"]) listing.link(at, needed.key);
    }
}

} // namespace

void read_composer_lock(const Input& input, Listing& listing) {
    const Document document = read_json_document(input.bytes);
    listing.problems_of(document);
    listing.knows_scopes();
    const Node& root = document.root();
    std::unordered_set<std::string_view> development;
    for (const Node& name : root["dev-package-names"]) development.insert(name.text);
    add_packages(root.is_list() ? root : root["packages"], Scope::runtime, development, listing); // Composer 1 wrote a bare list
    add_packages(root["packages-dev"], Scope::development, development, listing);
    if (root.is_table() && !root.has("packages") && !document.fault())
        listing.problem(0, "this is no Composer lockfile: it has no packages", Weight::incomplete);
}

} // namespace squire::dependencies
