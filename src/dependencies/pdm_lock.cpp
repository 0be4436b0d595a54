// SPDX-License-Identifier: MIT
// pdm-project.org/latest/usage/lockfile
#include "dependencies/pdm_lock.h"

#include <algorithm>

#include <fmt/format.h>

#include "dependencies/python_requirement.h"

namespace squire::dependencies {

void read_pdm_lock(const Input& input, Listing& listing) {
    const Document document = read_toml_document(input.bytes);
    listing.problems_of(document);
    const Node& root = document.root();
    const std::string_view version = root["metadata"]["lock_version"].text;
    if (!version.empty() && !version.starts_with("3") && !version.starts_with("4"))
        listing.problem(root["metadata"]["lock_version"].line, fmt::format("lock_version {} is not known; read as 4.5", version),
                        Weight::warning, ErrorKind::unsupported);
    for (const Node& entry : root["package"]) {
        const std::uint32_t at = listing.add(entry["name"].text, entry["version"].text, entry.line);
        Package& package = listing[at];
        if (entry["groups"].is_list()) {
            listing.knows_scopes();
            package.scope = Scope::test;
            for (const Node& group : entry["groups"])
                package.scope = std::min(package.scope, group.text == "default" ? Scope::runtime : scope_of_group(group.text, Scope::optional));
        }
        if (!entry["files"].items.empty()) package.checksum = entry["files"].items[0]["hash"].text;
        if (const std::string_view git = entry["git"].text; !git.empty())
            package.source = fmt::format("git+{}@{}", git, entry["revision"].text);
        else if (!entry["url"].text.empty())
            package.source = entry["url"].text;
        else if (!entry["path"].text.empty())
            package.source = entry["path"].text;
        for (const Node& needed : entry["dependencies"]) listing.link(at, parse_python_requirement(needed.text).name);
    }
}

} // namespace squire::dependencies
