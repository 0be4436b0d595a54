// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

namespace squire::source {

/// How a language's files are known. Lists are words with a space between. An ending may belong to several languages; the first in the list has
/// it unless content tells otherwise.
struct Language {
    std::string_view name;         // as GitHub's Linguist and GitLab call it
    std::string_view endings;      // after the last dot: "py pyi"
    std::string_view file_names;   // whole names
    std::string_view interpreters; // in a "#!" line, without version: "python" stands for python3.11 too; also an editor's mode
};

[[nodiscard]] std::span<const Language> languages();

/// By name and extension first; where that does not decide, by the first bytes (shebang, modeline, XML or PHP opening, what only one of the
/// languages with that ending has). 4 KiB are enough. Empty: none known. The name lives as long as the program.
[[nodiscard]] std::string_view language_of(std::string_view path, std::string_view first_bytes);

} // namespace squire::source
