// SPDX-License-Identifier: MIT
// docs.astral.sh/uv/concepts/projects/layout. The project's own packages are in the list, with a `virtual`, `editable` or `directory` source.
#include "dependencies/uv_lock.h"

#include <fmt/format.h>

#include "dependencies/python_requirement.h"

namespace squire::dependencies {

void read_uv_lock(const Input& input, Listing& listing) {
    const Document document = read_toml_document(input.bytes);
    listing.problems_of(document);
    const Node& root = document.root();
    if (root["version"].text != "1")
        listing.problem(root["version"].line, fmt::format("version '{}' is not known; read as 1", root["version"].text), Weight::warning,
                        ErrorKind::unsupported);
    listing.knows_roots();
    listing.scopes_by_roots();
    for (const Node& entry : root["package"]) {
        const Node& source = entry["source"];
        const std::string_view folder = !source["virtual"].text.empty()    ? source["virtual"].text
                                        : !source["editable"].text.empty() ? source["editable"].text
                                                                           : source["directory"].text;
        const std::uint32_t at = listing.add(entry["name"].text, entry["version"].text, entry.line);
        if (!folder.empty()) {
            listing.own(at);
            listing.member(folder);
            if (folder == ".") listing.project(entry["name"].text);
            for (const Node& needed : entry["dependencies"]) listing.root(needed["name"].text, needed["version"].text);
            for (const Node& extra : entry["optional-dependencies"])
                for (const Node& needed : extra)
                    listing.root(needed["name"].text, needed["version"].text, scope_of_group(extra.key, Scope::optional));
            for (const Node& group : entry["dev-dependencies"])
                for (const Node& needed : group)
                    listing.root(needed["name"].text, needed["version"].text, scope_of_group(group.key, Scope::development));
            continue;
        }
        Package& package = listing[at];
        package.checksum = entry["sdist"]["hash"].text;
        if (package.checksum.empty() && !entry["wheels"].items.empty()) package.checksum = entry["wheels"].items[0]["hash"].text;
        if (const std::string_view git = source["git"].text; !git.empty())
            package.source = fmt::format("git+{}", git);
        else if (!source["url"].text.empty())
            package.source = source["url"].text;
        else if (!source["path"].text.empty())
            package.source = source["path"].text;
        for (const Node& needed : entry["dependencies"]) listing.link(at, needed["name"].text, needed["version"].text);
        for (const Node& extra : entry["optional-dependencies"])
            for (const Node& needed : extra) listing.link(at, needed["name"].text, needed["version"].text);
    }
}

} // namespace squire::dependencies
