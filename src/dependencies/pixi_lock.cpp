// SPDX-License-Identifier: MIT
// pixi.sh/latest/workspace/lockfile, versions 4 to 6. A conda package is named by its file: "name-version-build.conda".
#include "dependencies/pixi_lock.h"

#include <fmt/format.h>

#include "dependencies/python_requirement.h"

namespace squire::dependencies {

void read_pixi_lock(const Input& input, Listing& listing) {
    const Document document = read_yaml_document(input.bytes);
    listing.problems_of(document);
    const Node& version = document.root()["version"];
    if (version.text.size() != 1 || version.text < "4" || version.text > "6")
        listing.problem(version.line, fmt::format("version '{}' is not known; read as 6", version.text), Weight::warning,
                        ErrorKind::unsupported);
    for (const Node& entry : document.root()["packages"]) {
        const bool pypi = entry.has("pypi") || entry["kind"].text == "pypi";
        std::string_view name = entry["name"].text;
        std::string_view exact = entry["version"].text;
        const std::string_view url = entry.has("conda") ? entry["conda"].text : entry.has("pypi") ? entry["pypi"].text : entry["url"].text;
        if (!pypi && name.empty()) {
            const std::string_view file = url.substr(url.rfind('/') + 1);
            const std::size_t build = file.rfind('-');
            const std::size_t dash = build == std::string_view::npos || build == 0 ? std::string_view::npos : file.rfind('-', build - 1);
            if (dash == std::string_view::npos) continue;
            name = file.substr(0, dash);
            exact = file.substr(dash + 1, build - dash - 1);
        }
        if (pypi && (url == "." || url.starts_with("./"))) continue; // the project itself
        const std::uint32_t at = listing.add(name, exact, entry.line);
        Package& package = listing[at];
        if (pypi) package.ecosystem = Ecosystem::pypi;
        package.licence = entry["license"].text;
        if (entry.has("sha256")) package.checksum = fmt::format("sha256:{}", entry["sha256"].text);
        for (const Node& needed : entry["depends"]) listing.link(at, needed.text.substr(0, needed.text.find(' ')));
        for (const Node& needed : entry["requires_dist"]) listing.link(at, parse_python_requirement(needed.text).name);
    }
}

} // namespace squire::dependencies
