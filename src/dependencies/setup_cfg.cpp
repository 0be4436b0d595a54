// SPDX-License-Identifier: MIT
// setuptools.pypa.io/en/latest/userguide/declarative_config.html: lists go on over the indented lines that follow.
#include "dependencies/setup_cfg.h"

#include "base/text.h"
#include "dependencies/python_requirement.h"
#include "dependencies/text_lines.h"

namespace squire::dependencies {
namespace {

// Whether a key of a section lists packages, and then what for.
bool lists_packages(std::string_view section, std::string_view key, Scope& scope) {
    if (section == "options.extras_require") {
        scope = scope_of_group(key, Scope::optional);
        return true;
    }
    if (section != "options") return false;
    scope = key == "install_requires" ? Scope::runtime : key == "tests_require" ? Scope::test : Scope::development;
    return key == "install_requires" || key == "tests_require" || key == "setup_requires";
}

void add(std::string_view text, Scope scope, std::uint32_t line, Listing& listing) {
    const PythonRequirement requirement = parse_python_requirement(text.substr(0, text.find(" #")));
    if (!requirement.name.empty()) listing.root(add_python_requirement(listing, requirement, scope, line), scope);
}

} // namespace

void read_setup_cfg(const Input& input, Listing& listing) {
    listing.knows_roots();
    listing.knows_scopes();
    std::string section;
    Scope scope = Scope::runtime;
    bool listing_packages = false;
    for (const TextLine& line : text_lines(input.bytes)) {
        const std::string_view text = trim(line.text);
        if (text.empty() || text.front() == '#' || text.front() == ';' || conflict_at(line, listing)) continue;
        if (line.indent > 0) {
            if (listing_packages) add(text, scope, line.number, listing);
        } else if (text.front() == '[') {
            section = trim(text.substr(1, text.find(']') - 1));
            listing_packages = false;
        } else {
            const std::size_t equals = text.find_first_of("=:");
            const std::string_view key = trim(text.substr(0, equals));
            const std::string_view value = equals == std::string_view::npos ? std::string_view{} : trim(text.substr(equals + 1));
            listing_packages = lists_packages(section, key, scope);
            if (section == "metadata" && key == "name") listing.project(value);
            if (listing_packages && !value.empty() && !value.starts_with("file:"))
                for (const std::string_view each : split(value, ';')) add(each, scope, line.number, listing);
        }
    }
}

} // namespace squire::dependencies
