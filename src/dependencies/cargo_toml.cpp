// SPDX-License-Identifier: MIT
// doc.rust-lang.org/cargo/reference/manifest.html
#include "dependencies/cargo_toml.h"

#include "dependencies/requirement.h"

namespace squire::dependencies {
namespace {

void add_tables(const Node& root, Listing& listing) {
    const std::pair<std::string_view, Scope> kinds[] = {
        {"dependencies", Scope::runtime}, {"build-dependencies", Scope::development}, {"dev-dependencies", Scope::test}};
    for (const auto& [kind, scope] : kinds)
        for (const Node& entry : root[kind]) {
            const std::string_view name = entry["package"].text.empty() ? entry.key : entry["package"].text; // under another name
            const std::string_view version = entry.is_table() ? entry["version"].text : entry.text;
            if (entry.is_table() && version.empty() && !entry["path"].text.empty()) continue; // a part of the project
            const Scope real = scope == Scope::runtime && entry["optional"].is_true() ? Scope::optional : scope;
            const std::uint32_t at = add_requirement(listing, name, version, real, entry.line, false);
            if (!entry["git"].text.empty()) listing[at].source = entry["git"].text;
        }
}

} // namespace

void read_cargo_toml(const Input& input, Listing& listing) {
    const Document document = read_toml_document(input.bytes);
    listing.problems_of(document);
    const Node& root = document.root();
    listing.project(root["package"]["name"].text);
    listing.knows_roots();
    listing.knows_scopes();
    add_tables(root, listing);
    for (const Node& target : root["target"]) add_tables(target, listing);
}

} // namespace squire::dependencies
