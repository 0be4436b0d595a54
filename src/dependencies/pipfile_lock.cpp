// SPDX-License-Identifier: MIT
// pipenv.pypa.io/en/latest/pipfile.html
#include "dependencies/pipfile_lock.h"

#include <fmt/format.h>

#include "dependencies/python_requirement.h"

namespace squire::dependencies {

void read_pipfile_lock(const Input& input, Listing& listing) {
    const Document document = read_json_document(input.bytes);
    listing.problems_of(document);
    const Node& specification = document.root()["_meta"]["pipfile-spec"];
    if (specification.text != "6" && specification.text != "5")
        listing.problem(specification.line, fmt::format("pipfile-spec '{}' is not known; read as 6", specification.text), Weight::warning,
                        ErrorKind::unsupported);
    listing.knows_scopes();
    for (const Node& group : document.root()) {
        if (group.key == "_meta") continue;
        for (const Node& entry : group) {
            const std::string_view version = exact_python_version(entry["version"].text);
            const std::uint32_t at = listing.add(entry.key, version, entry.line);
            Package& package = listing[at];
            package.scope = group.key == "default"   ? Scope::runtime
                            : group.key == "develop" ? Scope::development
                                                     : scope_of_group(group.key, Scope::optional);
            if (!entry["hashes"].items.empty()) package.checksum = entry["hashes"].items[0].text;
            package.requirement = entry["markers"].text;
            for (const std::string_view place : {"git", "file", "path"})
                if (const std::string_view url = entry[place].text; !url.empty())
                    package.source = place == "git" ? fmt::format("git+{}@{}", url, entry["ref"].text) : std::string(url);
        }
    }
}

} // namespace squire::dependencies
