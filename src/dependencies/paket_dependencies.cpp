// SPDX-License-Identifier: MIT
#include "dependencies/paket_dependencies.h"

#include "base/text.h"
#include "dependencies/python_requirement.h"
#include "dependencies/requirement.h"
#include "dependencies/text_lines.h"

namespace squire::dependencies {

void read_paket_dependencies(const Input& input, Listing& listing) {
    Scope scope = Scope::runtime;
    listing.knows_roots();
    for (const TextLine& line : text_lines(input.bytes)) {
        const std::string_view text = trim(line.text);
        if (text.starts_with("group ")) scope = scope_of_group(trim(text.substr(6)), Scope::runtime);
        if (!text.starts_with("nuget ")) continue;
        const std::string_view rest = trim(text.substr(6));
        const std::size_t blank = rest.find(' ');
        const std::string_view requirement = blank == std::string_view::npos ? std::string_view{} : trim(rest.substr(blank));
        add_requirement(listing, rest.substr(0, blank), requirement.substr(0, requirement.find(" content")), scope, line.number, true);
    }
}

} // namespace squire::dependencies
