// SPDX-License-Identifier: MIT
//
// What a source file imports, and whether it uses a function of that: line by line, on the text without its comments. No parse: a scan looks at
// every source file of a project, and an import stands in a plain form in all but generated code. What is written in another form is not seen.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace squire::dependencies {

enum class SourceLanguage : std::uint8_t { python, javascript, go, rust, ruby };

/// By the ending of a path; TypeScript and its kin count as JavaScript.
[[nodiscard]] std::optional<SourceLanguage> source_language_of(std::string_view path);

/// The text with comments, and strings of several lines, blanked; every line stays where it is.
[[nodiscard]] std::string without_comments(std::string_view text, SourceLanguage language);

struct Import {
    std::string module; // as written: "a.b", "@acme/anvil/sub", "acme.example/rocket/nose"
    std::string name;   // the name in the file by which the module, or the one thing of it, is used; empty: none
    std::string item;   // the one thing of the module that is imported; empty: the module itself
    std::uint32_t line = 0;
    friend bool operator==(const Import&, const Import&) = default;
};

/// `code` is what without_comments() left. Relative imports are left out.
[[nodiscard]] std::vector<Import> read_imports(std::string_view code, SourceLanguage language);

/// The first line on which `import`, of this code, uses its module's `function`: as a member, or by the name under which it was imported. 0: none.
[[nodiscard]] std::uint32_t line_of_use(std::string_view code, const Import& import, std::string_view function);

} // namespace squire::dependencies
