// SPDX-License-Identifier: MIT
// github.com/conda/conda-lock: the unified lockfile, version 1. One entry a platform; a package of several platforms counts once.
#include "dependencies/conda_lock.h"

#include <fmt/format.h>

#include "dependencies/python_requirement.h"

namespace squire::dependencies {

void read_conda_lock(const Input& input, Listing& listing) {
    const Document document = read_yaml_document(input.bytes);
    listing.problems_of(document);
    const Node& version = document.root()["version"];
    if (version.text != "1")
        listing.problem(version.line, fmt::format("version '{}' is not known; read as 1", version.text), Weight::warning,
                        ErrorKind::unsupported);
    listing.knows_scopes();
    for (const Node& entry : document.root()["package"]) {
        const std::uint32_t at = listing.add(entry["name"].text, entry["version"].text, entry.line);
        Package& package = listing[at];
        const std::string_view category = entry["category"].text;
        package.scope = category == "main" ? Scope::runtime : scope_of_group(category, Scope::development);
        if (entry["optional"].is_true() && package.scope == Scope::runtime) package.scope = Scope::optional;
        if (entry["manager"].text == "pip") package.ecosystem = Ecosystem::pypi;
        const Node& hash = entry["hash"];
        if (hash.has("sha256")) package.checksum = fmt::format("sha256:{}", hash["sha256"].text);
        for (const Node& needed : entry["dependencies"]) listing.link(at, needed.key);
    }
}

} // namespace squire::dependencies
