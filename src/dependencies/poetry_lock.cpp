// SPDX-License-Identifier: MIT
// python-poetry.org/docs/basic-usage. Version 1 had a category a package, 2.1 has groups; between, only pyproject.toml tells scopes.
#include "dependencies/poetry_lock.h"

#include <algorithm>

#include <fmt/format.h>

#include "dependencies/python_requirement.h"

namespace squire::dependencies {
namespace {

Scope scope_of(const Node& entry) {
    if (entry["groups"].is_list()) {
        Scope scope = Scope::test;
        for (const Node& group : entry["groups"])
            scope = std::min(scope, group.text == "main" ? Scope::runtime : scope_of_group(group.text, Scope::development));
        return scope == Scope::runtime && entry["optional"].is_true() ? Scope::optional : scope;
    }
    const std::string_view category = entry["category"].text;
    if (category == "main") return entry["optional"].is_true() ? Scope::optional : Scope::runtime;
    return scope_of_group(category, Scope::development);
}

} // namespace

void read_poetry_lock(const Input& input, Listing& listing) {
    const Document document = read_toml_document(input.bytes);
    listing.problems_of(document);
    const Node& root = document.root();
    const std::string_view version = root["metadata"]["lock-version"].text;
    if (!version.empty() && !version.starts_with("1.") && !version.starts_with("2."))
        listing.problem(root["metadata"]["lock-version"].line, fmt::format("lock-version {} is not known; read as 2.1", version),
                        Weight::warning, ErrorKind::unsupported);
    const Node& old_files = root["metadata"]["files"];
    for (const Node& entry : root["package"]) {
        const std::uint32_t at = listing.add(entry["name"].text, entry["version"].text, entry.line);
        Package& package = listing[at];
        if (entry.has("groups") || entry.has("category")) {
            package.scope = scope_of(entry);
            listing.knows_scopes();
        }
        const Node& files = entry["files"].is_list() ? entry["files"] : old_files[entry["name"].text];
        if (!files.items.empty()) package.checksum = files.items[0]["hash"].text;
        const Node& source = entry["source"];
        if (const std::string_view kind = source["type"].text; kind == "git")
            package.source = fmt::format("git+{}@{}", source["url"].text, source["resolved_reference"].text);
        else if (kind == "url" || kind == "file" || kind == "directory")
            package.source = source["url"].text;
        for (const Node& needed : entry["dependencies"]) listing.link(at, needed.key);
    }
}

} // namespace squire::dependencies
