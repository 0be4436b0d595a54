// SPDX-License-Identifier: MIT
//
// Other people's words in a merge request: names of packages, branches and files, advisories, messages of rules. Whatever they hold, they mention nobody,
// run no quick action, link, embed and hide nothing. A code span is what GitLab leaves alone, so all that could mean something becomes one.
#pragma once

#include <string>
#include <string_view>

namespace squire::fix {

/// As a code span: one line, at most 300 bytes. Never empty.
[[nodiscard]] std::string as_code(std::string_view text);

/// As prose on one line, which may stand anywhere but at the begin of a code block: plain words stay, what is marked as code stays code, every other word
/// becomes code. At most 2,000 bytes of the text.
[[nodiscard]] std::string as_prose(std::string_view text);

/// Lines in a fenced block, each as it is but for control characters. Never ends the block early.
[[nodiscard]] std::string as_block(std::string_view text);

/// The text without what is code in it: spans and fenced blocks become blanks, lines stay lines. What is left is what GitLab looks for mentions, commands
/// and boxes in.
[[nodiscard]] std::string without_code(std::string_view markdown);

} // namespace squire::fix
