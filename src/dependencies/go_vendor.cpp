// SPDX-License-Identifier: MIT
// go.dev/ref/mod#vendoring: "# module version", with " => module version" where it is replaced, and "## explicit" where go.mod asks for it.
#include "dependencies/go_vendor.h"

#include <fmt/format.h>

#include "base/text.h"
#include "dependencies/text_lines.h"

namespace squire::dependencies {

void read_go_vendor(const Input& input, Listing& listing) {
    const std::string_view folder = input.path.substr(0, input.path.size() - std::string_view("vendor/modules.txt").size());
    const std::string module = fmt::format("{}go.mod", folder);
    if (input.other && input.other(module)) listing.answered_by(module);
    listing.is_lock();
    listing.knows_roots();
    std::uint32_t at = kNoPackage;
    for (const TextLine& line : text_lines(input.bytes)) {
        if (conflict_at(line, listing)) continue;
        if (line.text.starts_with("## ")) {
            if (line.text.contains("explicit")) listing.root(at);
        } else if (line.text.starts_with("# ")) {
            const auto words = split(trim(line.text.substr(2)), ' ');
            at = kNoPackage;
            if (words.size() == 2)
                at = listing.add(words[0], words[1], line.number);
            else if (words.size() == 5 && words[2] == "=>")
                at = listing.add(words[3], words[4], line.number);
            else if (words.size() == 4 && words[2] == "=>")
                listing[at = listing.add(words[0], {}, line.number)].source = words[3];
        }
    }
}

} // namespace squire::dependencies
