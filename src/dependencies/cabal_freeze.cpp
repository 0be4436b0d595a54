// SPDX-License-Identifier: MIT
// cabal.readthedocs.io: "constraints: any.aeson ==2.1.0.0,". Flags of packages stand between.
#include "dependencies/cabal_freeze.h"

#include "base/text.h"
#include "dependencies/text_lines.h"

namespace squire::dependencies {

void read_cabal_freeze(const Input& input, Listing& listing) {
    for (const TextLine& line : text_lines(input.bytes)) {
        std::string_view text = trim(line.text);
        if (conflict_at(line, listing) || text.starts_with("--")) continue;
        if (text.starts_with("constraints:")) text = trim(text.substr(12));
        for (const std::string_view part : split(text, ',')) {
            std::string_view constraint = trim(part);
            const std::size_t equals = constraint.find("==");
            if (equals == std::string_view::npos) continue;
            if (constraint.starts_with("any.")) constraint.remove_prefix(4);
            const std::size_t after = constraint.find("==");
            listing.add(trim(constraint.substr(0, after)), trim(constraint.substr(after + 2)), line.number);
        }
    }
}

} // namespace squire::dependencies
