// SPDX-License-Identifier: MIT
// docs.gradle.org/current/userguide/version_catalogs.html. What a catalogue has, the build may use; whether it does stands in the build's files.
#include "dependencies/gradle_catalogue.h"

#include <fmt/format.h>

#include "base/text.h"
#include "dependencies/requirement.h"

namespace squire::dependencies {
namespace {

std::string_view version_text(const Node& version, const Node& versions) {
    const Node& said = version.is_table() && version.has("ref") ? versions[version["ref"].text] : version;
    if (!said.is_table()) return said.text;
    for (const std::string_view key : {"strictly", "require", "prefer"})
        if (said.has(key)) return said[key].text;
    return {};
}

void add(Listing& listing, std::string_view name, std::string_view version, Scope scope, std::uint32_t line) {
    const bool range = version.find_first_of("[](),+") != std::string_view::npos || version.starts_with("latest");
    const std::uint32_t at = listing.add(name, range ? std::string_view{} : version, line);
    listing[at].scope = scope;
    if (range) listing[at].requirement = version;
}

} // namespace

void read_gradle_catalogue(const Input& input, Listing& listing) {
    const Document document = read_toml_document(input.bytes);
    listing.problems_of(document);
    listing.knows_scopes();
    const Node& versions = document.root()["versions"];
    for (const Node& entry : document.root()["libraries"]) {
        if (!entry.is_table()) { // "group:name:version"
            const auto parts = split(entry.text, ':');
            if (parts.size() >= 2)
                add(listing, fmt::format("{}:{}", parts[0], parts[1]), parts.size() > 2 ? parts[2] : "", Scope::runtime, entry.line);
            continue;
        }
        const std::string name =
            entry.has("module") ? std::string(entry["module"].text) : fmt::format("{}:{}", entry["group"].text, entry["name"].text);
        add(listing, name, version_text(entry["version"], versions), Scope::runtime, entry.line);
    }
    for (const Node& entry : document.root()["plugins"]) {
        std::string_view id = entry["id"].text;
        std::string_view version = version_text(entry["version"], versions);
        if (!entry.is_table()) {
            const std::size_t colon = entry.text.find(':');
            id = entry.text.substr(0, colon);
            version = colon == std::string_view::npos ? std::string_view{} : entry.text.substr(colon + 1);
        }
        add(listing, fmt::format("{0}:{0}.gradle.plugin", id), version, Scope::development, entry.line);
    }
}

} // namespace squire::dependencies
