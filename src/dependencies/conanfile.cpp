// SPDX-License-Identifier: MIT
// docs.conan.io/2/reference/conanfile_txt.html
#include "dependencies/conanfile.h"

#include "base/text.h"
#include "dependencies/conan_reference.h"
#include "dependencies/text_lines.h"

namespace squire::dependencies {

void read_conanfile(const Input& input, Listing& listing) {
    std::string_view section;
    listing.knows_roots();
    listing.knows_scopes();
    for (const TextLine& line : text_lines(input.bytes)) {
        std::string_view text = trim(line.text);
        text = trim(text.substr(0, text.find('#') == 0 ? 0 : text.find(" #")));
        if (text.starts_with('[') && text.ends_with(']')) {
            section = text;
            continue;
        }
        const bool runtime = section == "[requires]";
        const bool test = section == "[test_requires]";
        if (text.empty() || !(runtime || test || section == "[build_requires]" || section == "[tool_requires]")) continue;
        const std::uint32_t at = add_conan_reference(listing, text, line.number);
        listing[at].scope = runtime ? Scope::runtime : test ? Scope::test : Scope::development;
        listing.root(at, listing[at].scope);
    }
}

} // namespace squire::dependencies
