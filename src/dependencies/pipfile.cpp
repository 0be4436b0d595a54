// SPDX-License-Identifier: MIT
#include "dependencies/pipfile.h"

#include "dependencies/python_requirement.h"

namespace squire::dependencies {

void read_pipfile(const Input& input, Listing& listing) {
    const Document document = read_toml_document(input.bytes);
    listing.problems_of(document);
    listing.knows_roots();
    listing.knows_scopes();
    for (const Node& group : document.root()) {
        if (!group.is_table() || group.key == "requires" || group.key == "scripts" || group.key == "pipenv") continue;
        const Scope scope = group.key == "packages"       ? Scope::runtime
                            : group.key == "dev-packages" ? Scope::development
                                                          : scope_of_group(group.key, Scope::optional);
        for (const Node& entry : group) {
            const std::string_view version = entry.is_table() ? entry["version"].text : entry.text;
            PythonRequirement requirement{
                .name = std::string(entry.key), .specifier = std::string(version), .marker = {}, .url = std::string(entry["git"].text)};
            if (entry["path"].text == ".") continue; // the project itself
            listing.root(add_python_requirement(listing, requirement, scope, entry.line), scope);
        }
    }
}

} // namespace squire::dependencies
