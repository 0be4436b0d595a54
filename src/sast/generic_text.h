// SPDX-License-Identifier: MIT
//
// A text of no known language, as `languages: [generic]` sees it (Semgrep's spacegrep): words and other bytes, nested by indentation, and within a line
// by braces. Mismatched braces therefore disturb no more than their line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rules/sast_rule.h"

namespace squire::sast {

struct GenericToken {
    enum class Kind : std::uint8_t {
        word, // letters, digits, '_' and what the options add
        other, // one byte
        ellipsis, // of a pattern: "..."
        metavariable, // "$X"
        ellipsis_metavariable, // "$...X"
    };
    Kind kind = Kind::other;
    std::uint32_t begin = 0, end = 0; // bytes of the text
    std::uint32_t line = 0; // from 0
};

/// One list of a nested text: in turn tokens and lists.
struct GenericList {
    struct Item {
        bool is_list = false;
        std::uint32_t index = 0; // of the token or of the list
    };
    std::vector<Item> items;
};

class GenericText {
public:
    /// `text` must outlive it. Comments of the style that the options name are left out. A pattern has ellipses and metavariables, too.
    GenericText(std::string_view text, const rules::SastOptions& options, bool is_pattern);

    [[nodiscard]] std::string_view text() const { return text_; }
    [[nodiscard]] std::string_view text(const GenericToken& token) const { return text_.substr(token.begin, token.end - token.begin); }
    [[nodiscard]] const std::vector<GenericToken>& tokens() const { return tokens_; }
    [[nodiscard]] const std::vector<GenericList>& lists() const { return lists_; } // the first is the whole text

private:
    struct Reader;
    std::string_view text_;
    std::vector<GenericToken> tokens_;
    std::vector<GenericList> lists_;
};

} // namespace squire::sast
