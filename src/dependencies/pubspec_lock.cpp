// SPDX-License-Identifier: MIT
// dart.dev/tools/pub/package-layout#pubspec-lock
#include "dependencies/pubspec_lock.h"

#include <fmt/format.h>

namespace squire::dependencies {

void read_pubspec_lock(const Input& input, Listing& listing) {
    const Document document = read_yaml_document(input.bytes);
    listing.problems_of(document);
    listing.knows_roots();
    listing.knows_scopes();
    for (const Node& entry : document.root()["packages"]) {
        if (entry["source"].text == "sdk") continue; // comes with Flutter or Dart
        const std::uint32_t at = listing.add(entry.key, entry["version"].text, entry.line);
        Package& package = listing[at];
        const Node& description = entry["description"];
        package.checksum = description["sha256"].text;
        if (entry["source"].text == "git") package.source = fmt::format("git+{}@{}", description["url"].text, description["resolved-ref"].text);
        if (entry["source"].text == "path") package.source = description["path"].text;
        const std::string_view kind = entry["dependency"].text;
        if (kind == "direct dev") package.scope = Scope::development;
        if (kind.starts_with("direct")) listing.root(at, package.scope);
    }
}

} // namespace squire::dependencies
