// SPDX-License-Identifier: MIT
// docs.conda.io/projects/conda/en/stable/user-guide/tasks/manage-environments.html
#include "dependencies/conda_environment.h"

#include <algorithm>

#include "base/text.h"
#include "dependencies/python_requirement.h"

namespace squire::dependencies {

void read_conda_environment(const Input& input, Listing& listing) {
    const Document document = read_yaml_document(input.bytes);
    const Node& root = document.root();
    if (!root["dependencies"].is_list()) return; // other tools have files of this name
    listing.problems_of(document);
    listing.knows_roots();
    listing.knows_scopes();
    listing.project(root["name"].text);
    for (const Node& entry : root["dependencies"]) {
        if (entry.is_table()) {
            for (const Node& item : entry["pip"]) {
                const PythonRequirement requirement = parse_python_requirement(item.text);
                if (requirement.name.empty()) continue;
                const std::uint32_t at = add_python_requirement(listing, requirement, Scope::runtime, item.line);
                listing[at].ecosystem = Ecosystem::pypi;
                listing.root(at);
            }
            continue;
        }
        // "channel::name=1.2=build", "name ==1.2", "name>=1"
        std::string_view text = entry.text;
        if (const std::size_t channel = text.rfind("::"); channel != std::string_view::npos) text.remove_prefix(channel + 2);
        const std::size_t end = std::min(text.find_first_of(" =<>!~["), text.size());
        std::string_view version = trim(text.substr(end));
        const std::uint32_t at = listing.add(text.substr(0, end), {}, entry.line);
        listing[at].requirement = version;
        const bool exact = version.starts_with("==");
        while (version.starts_with('=')) version.remove_prefix(1);
        const std::size_t build = version.find('=');
        // "=1.2" is any 1.2; with a build, or "==", it is that version.
        if ((exact || build != std::string_view::npos) && version.find_first_of("<>!~,*|") == std::string_view::npos)
            listing[at].version = trim(version.substr(0, build));
        listing.root(at);
    }
}

} // namespace squire::dependencies
