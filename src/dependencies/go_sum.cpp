// SPDX-License-Identifier: MIT
#include "dependencies/go_sum.h"

#include <fmt/format.h>

#include "base/text.h"
#include "dependencies/go_module.h"
#include "dependencies/text_lines.h"

namespace squire::dependencies {

void each_go_sum(std::string_view text,
                 const std::function<void(std::string_view module, std::string_view version, std::string_view sum, std::uint32_t line)>& take) {
    for (const TextLine& line : text_lines(text)) {
        const auto words = split(trim(line.text), ' ');
        if (words.size() == 3 && !words[1].ends_with("/go.mod")) take(words[0], words[1], words[2], line.number);
    }
}

/// Beside a go.mod it says nothing of its own; without one, it is all there is, though with more versions than are built.
void read_go_sum(const Input& input, Listing& listing) {
    const std::string module = fmt::format("{}go.mod", input.path.substr(0, input.path.rfind('/') + 1));
    if (input.other && input.other(module)) return listing.answered_by(module);
    listing.is_lock();
    each_go_sum(input.bytes, [&](std::string_view name, std::string_view version, std::string_view sum, std::uint32_t line) {
        listing[listing.add(name, version, line)].checksum = sum;
    });
}

} // namespace squire::dependencies
