// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace squire {

/// A file of the source tree that the program carries inside itself (squire_embed() in cmake/SquireEmbed.cmake).
struct EmbeddedFile {
    std::string_view name; // its path in the source tree: "rules/words/english.txt"
    std::string_view text; // lives as long as the program
};

} // namespace squire
