// SPDX-License-Identifier: MIT
//
// docs.deno.com/runtime/fundamentals/modules. Versions 2 and 3 keep npm, jsr and specifiers below `packages`, 4 and 5 at the top.
#include "dependencies/deno_lock.h"

#include <fmt/format.h>

namespace squire::dependencies {
namespace {

/// "chalk@5.3.0_peer@1" is "chalk" and "5.3.0".
std::pair<std::string_view, std::string_view> split_key(std::string_view key) {
    const std::size_t at = key.find('@', 1);
    if (at == std::string_view::npos) return {key, {}};
    const std::string_view version = key.substr(at + 1);
    return {key.substr(0, at), version.substr(0, version.find('_'))};
}

} // namespace

void read_deno_lock(const Input& input, Listing& listing) {
    const Document document = read_json_document(input.bytes);
    listing.problems_of(document);
    const Node& root = document.root();
    const Node& version = root["version"];
    if (version.text.size() != 1 || version.text < "2" || version.text > "5")
        listing.problem(version.line, fmt::format("version '{}' is not known; read as version 5", version.text), Weight::warning,
                        ErrorKind::unsupported);
    const Node& body = root["packages"].is_table() ? root["packages"] : root;
    const auto add = [&](const Node& entry, std::string_view prefix, Ecosystem ecosystem) {
        const auto [name, exact] = split_key(entry.key);
        const std::uint32_t at = listing.add(name, exact, entry.line);
        listing[at].ecosystem = ecosystem;
        listing[at].checksum = entry["integrity"].text;
        listing.alias(fmt::format("{}{}", prefix, entry.key), at);
        listing.alias(fmt::format("{}{}", prefix, name), at);
        // A list of "name@1.0.0" or "name", or a table of name to "name@1.0.0"; of jsr with the registry before it
        for (const Node& needed : entry["dependencies"]) {
            const bool named = needed.text.starts_with("jsr:") || needed.text.starts_with("npm:");
            listing.link(at, fmt::format("{}{}", named ? "" : prefix, needed.text));
        }
    };
    for (const Node& entry : body["npm"]) add(entry, "npm:", Ecosystem::npm);
    for (const Node& entry : body["jsr"]) add(entry, "jsr:", Ecosystem::jsr);
    // A specifier leads to the whole key ("npm:a@5.3.0") or, from version 4 on, to the version alone.
    for (const Node& specifier : body["specifiers"]) {
        const std::string_view name = specifier.key.substr(0, specifier.key.find('@', 5));
        const bool whole = specifier.text.starts_with("npm:") || specifier.text.starts_with("jsr:");
        const std::string key = whole ? std::string(specifier.text) : fmt::format("{}@{}", name, specifier.text);
        if (const std::uint32_t at = listing.find_alias(key); at != kNoPackage) listing.alias(specifier.key, at);
    }
    const auto roots = [&](const Node& workspace) {
        for (const Node& asked : workspace["dependencies"]) listing.root(asked.text);
        for (const Node& asked : workspace["packageJson"]["dependencies"]) listing.root(asked.text);
    };
    roots(root["workspace"]);
    for (const Node& member : root["workspace"]["members"]) roots(member);
    for (const Node& entry : root["remote"]) {
        const std::uint32_t at = listing.add(entry.key, {}, entry.line);
        listing[at].ecosystem = Ecosystem::other;
        listing[at].source = entry.key;
        listing[at].checksum = entry.text;
    }
}

} // namespace squire::dependencies
