// SPDX-License-Identifier: MIT
//
// The language of `if`: $VARIABLE, "text", 'text', /regex/flags, null, == != =~ !~ && || and parentheses.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace squire::pipeline {

using Variables = std::map<std::string, std::string, std::less<>>;

/// `$NAME`, `${NAME}` and `%NAME%` replaced by their values, and what these name in turn; `$$` is one `$`. A name that is not there becomes
/// nothing, one that comes back to itself stays as it is written. The result is bounded.
[[nodiscard]] std::string expand(std::string_view text, const Variables& variables);

class Expression {
public:
    /// What is wrong with it, without a place: the caller knows where it stands.
    [[nodiscard]] static Result<Expression> parse(std::string_view text);

    [[nodiscard]] bool holds(const Variables& variables) const;

    /// Those it asks for, in order, each once.
    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

    struct Regex; // compiled

private:
    enum class Kind : std::uint8_t { variable, text, null, regex, equal, unequal, match, mismatch, both, either, open };
    struct Token {
        Kind kind = Kind::null;
        std::string text;
        std::shared_ptr<const Regex> regex; // shared by copies of the expression
    };
    struct Value;
    class Parser;

    std::vector<Token> tokens_; // in reverse Polish order
    std::vector<std::string> names_;
};

/// Whether `/regex/flags` finds something in the text; nothing where this is no such regex.
[[nodiscard]] Result<bool> regex_finds(std::string_view written, std::string_view text);

} // namespace squire::pipeline
