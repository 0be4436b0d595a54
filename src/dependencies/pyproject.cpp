// SPDX-License-Identifier: MIT
// packaging.python.org/en/latest/specifications/pyproject-toml, dependency groups (PEP 735), and the tables of Poetry, PDM and uv.
#include "dependencies/pyproject.h"

#include "dependencies/python_requirement.h"

namespace squire::dependencies {
namespace {

void add_list(const Node& list, Scope scope, Listing& listing) {
    for (const Node& item : list) {
        if (item.is_table()) continue; // {include-group = "…"}
        const PythonRequirement requirement = parse_python_requirement(item.text);
        if (requirement.name.empty()) continue;
        listing.root(add_python_requirement(listing, requirement, scope, item.line), scope);
    }
}

/// Poetry's: name = "^1.2", or a table, or a list of tables.
void add_table(const Node& table, Scope scope, Listing& listing) {
    for (const Node& entry : table) {
        if (entry.key == "python") continue;
        const Node& said = entry.is_list() && !entry.items.empty() ? entry.items[0] : entry;
        PythonRequirement requirement{.name = std::string(entry.key)};
        requirement.specifier = said.is_table() ? said["version"].text : said.text;
        requirement.url = said["git"].text.empty() ? said["url"].text : said["git"].text;
        if (said.has("path")) requirement.url = said["path"].text;
        const Scope real = said["optional"].is_true() && scope == Scope::runtime ? Scope::optional : scope;
        listing.root(add_python_requirement(listing, requirement, real, entry.line), real);
    }
}

} // namespace

void read_pyproject(const Input& input, Listing& listing) {
    const Document document = read_toml_document(input.bytes);
    listing.problems_of(document);
    listing.knows_roots();
    listing.knows_scopes();
    const Node& root = document.root();
    const Node& project = root["project"];
    const Node& poetry = root["tool"]["poetry"];
    listing.project(project.has("name") ? project["name"].text : poetry["name"].text);
    add_list(project["dependencies"], Scope::runtime, listing);
    for (const Node& extra : project["optional-dependencies"]) add_list(extra, scope_of_group(extra.key, Scope::optional), listing);
    for (const Node& group : root["dependency-groups"]) add_list(group, scope_of_group(group.key, Scope::development), listing);
    add_list(root["tool"]["uv"]["dev-dependencies"], Scope::development, listing);
    for (const Node& group : root["tool"]["pdm"]["dev-dependencies"]) add_list(group, scope_of_group(group.key, Scope::development), listing);
    add_table(poetry["dependencies"], Scope::runtime, listing);
    add_table(poetry["dev-dependencies"], Scope::development, listing);
    for (const Node& group : poetry["group"]) add_table(group["dependencies"], scope_of_group(group.key, Scope::development), listing);
}

} // namespace squire::dependencies
