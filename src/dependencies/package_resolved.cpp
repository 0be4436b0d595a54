// SPDX-License-Identifier: MIT
// Swift Package Manager, versions 1 to 3. Advisories name a package by its URL without scheme and ending.
#include "dependencies/package_resolved.h"

#include <fmt/format.h>

namespace squire::dependencies {

void read_package_resolved(const Input& input, Listing& listing) {
    const Document document = read_json_document(input.bytes);
    listing.problems_of(document);
    const Node& root = document.root();
    const Node& version = root["version"];
    if (version.text != "1" && version.text != "2" && version.text != "3")
        listing.problem(version.line, fmt::format("version '{}' is not known; read as 3", version.text), Weight::warning,
                        ErrorKind::unsupported);
    const Node& pins = root["pins"].is_list() ? root["pins"] : root["object"]["pins"];
    for (const Node& pin : pins) {
        const std::string_view url = pin.has("location") ? pin["location"].text : pin["repositoryURL"].text;
        std::string_view name = url;
        if (const std::size_t scheme = name.find("://"); scheme != std::string_view::npos) name.remove_prefix(scheme + 3);
        std::string made;
        if (name.starts_with("git@")) { // "git@host:owner/name"
            made = name.substr(4);
            if (const std::size_t colon = made.find(':'); colon != std::string::npos) made[colon] = '/';
            name = made;
        }
        if (name.ends_with(".git")) name.remove_suffix(4);
        const Node& state = pin["state"];
        const std::uint32_t at = listing.add(name.empty() ? pin["identity"].text : name, state["version"].text, pin.line);
        listing[at].checksum = state["revision"].text;
        if (state["version"].text.empty()) listing[at].source = fmt::format("git+{}@{}", url, state["revision"].text);
    }
}

} // namespace squire::dependencies
