// SPDX-License-Identifier: MIT
//
// Yarn 1 writes lines of its own (classic.yarnpkg.com/lang/en/docs/yarn-lock), Yarn 2 and later YAML with `__metadata`. In both an entry is named
// by all requirements that led to it.
#include "dependencies/yarn_lock.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/text.h"
#include "dependencies/npm_source.h"
#include "dependencies/text_lines.h"

namespace squire::dependencies {
namespace {

std::string_view unquoted(std::string_view text) {
    text = trim(text);
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') return text.substr(1, text.size() - 2);
    return text;
}

/// "@scope/name@^1" is "@scope/name" and "^1".
std::pair<std::string_view, std::string_view> split_descriptor(std::string_view descriptor) {
    const std::size_t at = descriptor.find('@', 1);
    if (at == std::string_view::npos) return {descriptor, {}};
    return {descriptor.substr(0, at), descriptor.substr(at + 1)};
}

/// Of "npm:real@^1", the real name; empty where the requirement renames nothing.
std::string_view real_name(std::string_view requirement) {
    if (!requirement.starts_with("npm:")) return {};
    const auto [name, range] = split_descriptor(requirement.substr(4));
    return range.empty() ? std::string_view{} : name;
}

void read_classic(const Input& input, Listing& listing) {
    std::uint32_t at = kNoPackage;
    bool in_dependencies = false;
    bool in_entry = false;
    for (const TextLine& line : text_lines(input.bytes)) {
        if (trim(line.text).empty() || line.text.starts_with('#')) continue;
        if (conflict_at(line, listing)) continue;
        if (line.indent == 0) {
            in_dependencies = false;
            std::string_view header = trim(line.text);
            if (!header.ends_with(':')) {
                listing.problem(line.number, "expected an entry's name with a colon", Weight::incomplete);
                in_entry = false;
                at = kNoPackage;
                continue;
            }
            header.remove_suffix(1);
            in_entry = true;
            at = kNoPackage;
            for (std::string_view part : split(header, ',')) {
                part = unquoted(part);
                const auto [name, range] = split_descriptor(part);
                const std::string_view real = real_name(range);
                if (at == kNoPackage) at = listing.add(real.empty() ? name : real, "", line.number);
                listing.alias(part, at);
                listing.request(real.empty() ? part : range.substr(4), at);
            }
            continue;
        }
        if (!in_entry) continue;
        const std::string_view text = trim(line.text);
        const std::size_t blank = text.find(' ', text.starts_with('"') ? std::min(text.find('"', 1), text.size() - 1) : 0);
        const std::string_view key = unquoted(text.substr(0, blank));
        const std::string_view value = blank == std::string_view::npos ? std::string_view{} : unquoted(text.substr(blank + 1));
        if (line.indent >= 4) {
            if (in_dependencies) listing.link(at, fmt::format("{}@{}", key, value));
        } else {
            in_dependencies = key == "dependencies:" || key == "optionalDependencies:";
            if (key == "version")
                listing[at].version = value;
            else if (key == "resolved")
                listing[at].source = npm_source(value);
            else if (key == "integrity")
                listing[at].checksum = value;
        }
    }
}

void read_berry(const Input& input, Listing& listing) {
    const Document document = read_yaml_document(input.bytes);
    listing.problems_of(document);
    const Node& metadata = document.root()["__metadata"]["version"];
    int version = 0;
    std::from_chars(metadata.text.data(), metadata.text.data() + metadata.text.size(), version);
    if (version < 4 || version > 10)
        listing.problem(metadata.line,
                        fmt::format("lockfile version '{}' is not known; read as version 8", shorten(printable(metadata.text), 20)),
                        Weight::warning, ErrorKind::unsupported);
    listing.scopes_by_roots();
    for (const Node& entry : document.root()) {
        if (entry.key == "__metadata" || !entry.is_table()) continue;
        const std::string_view resolution = entry["resolution"].text; // "real@npm:1.2.3", "name@workspace:packages/a"
        const auto [name, place] = split_descriptor(resolution.empty() ? entry.key : resolution);
        const bool workspace = place.starts_with("workspace:");
        const std::uint32_t at = listing.add(name, workspace ? std::string_view{} : entry["version"].text, entry.line);
        if (workspace) {
            listing.member(place.substr(10));
            if (place == "workspace:.") listing.project(name);
            listing.own(at);
        } else {
            listing[at].checksum = entry["checksum"].text;
            if (!place.starts_with("npm:") && !place.starts_with("virtual:")) listing[at].source = place;
        }
        for (const std::string_view part : split(entry.key, ',')) listing.alias(trim(part), at);
        for (const std::string_view kind : {"dependencies", "optionalDependencies"})
            for (const Node& needed : entry[kind]) {
                const bool protocol = needed.text.contains(':');
                listing.link(at, fmt::format("{}@{}{}", needed.key, protocol ? "" : "npm:", needed.text));
            }
    }
}

} // namespace

void read_yarn_lock(const Input& input, Listing& listing) {
    if (input.bytes.starts_with("__metadata:") || input.bytes.contains("\n__metadata:"))
        read_berry(input, listing);
    else
        read_classic(input, listing);
}

} // namespace squire::dependencies
