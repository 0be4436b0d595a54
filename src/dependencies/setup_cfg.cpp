// SPDX-License-Identifier: MIT
// setuptools.pypa.io/en/latest/userguide/declarative_config.html: lists go on over the indented lines that follow.
#include "dependencies/setup_cfg.h"

#include <optional>

#include "base/text.h"
#include "dependencies/python_requirement.h"
#include "dependencies/text_lines.h"

namespace squire::dependencies {
namespace {

// What a key of a section lists packages for; none where it lists something else.
std::optional<Scope> scope_of(std::string_view section, std::string_view key) {
    if (section == "options.extras_require") return scope_of_group(key, Scope::optional);
    if (section != "options") return std::nullopt;
    if (key == "install_requires") return Scope::runtime;
    if (key == "tests_require") return Scope::test;
    if (key == "setup_requires") return Scope::development;
    return std::nullopt;
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
    std::optional<Scope> scope;
    for (const TextLine& line : text_lines(input.bytes)) {
        const std::string_view text = trim(line.text);
        if (text.empty() || text.front() == '#' || text.front() == ';' || conflict_at(line, listing)) continue;
        if (line.indent > 0) {
            if (scope) add(text, *scope, line.number, listing);
        } else if (text.front() == '[') {
            section = trim(text.substr(1, text.find(']') - 1));
            scope.reset();
        } else {
            const std::size_t equals = text.find_first_of("=:");
            const std::string_view key = trim(text.substr(0, equals));
            const std::string_view value = equals == std::string_view::npos ? std::string_view{} : trim(text.substr(equals + 1));
            scope = scope_of(section, key);
            if (section == "metadata" && key == "name") listing.project(value);
            if (scope && !value.empty() && !value.starts_with("file:"))
                for (const std::string_view each : split(value, ';')) add(each, *scope, line.number, listing);
        }
    }
}

} // namespace squire::dependencies
