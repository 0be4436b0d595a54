// SPDX-License-Identifier: MIT
//
// What a text must contain for a rule to match in it at all: literals, joined by "and" and "or". It never says less than the rule: where
// nothing certain can be said of a part, that part asks for nothing. Case is ignored throughout.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rules/sast_rule.h"

namespace squire::sast {

/// Literals of many rules, each once; lower case, of at least kShortestLiteral bytes.
class LiteralTable {
public:
    static constexpr std::size_t kShortestLiteral = 3;
    static constexpr std::size_t kLongestLiteral = 64; // of a longer one its beginning is enough

    [[nodiscard]] std::uint32_t number_of(std::string_view lower);
    [[nodiscard]] const std::vector<std::string>& literals() const { return literals_; }

private:
    std::vector<std::string> literals_;
    std::unordered_map<std::string, std::uint32_t> numbers_;
};

struct Requirement {
    enum class Kind : std::uint8_t { always, literal, all, any };
    Kind kind = Kind::always;
    std::uint32_t literal = 0;
    std::vector<Requirement> parts;

    [[nodiscard]] bool met(const std::vector<bool>& found) const; // `found` by number of the literal
    [[nodiscard]] bool is_always() const { return kind == Kind::always; }
};

/// Of one language: what a pattern's words mean depends on it ("generic", "regex" or one of `syntax`).
[[nodiscard]] Requirement requirement_of(const rules::SastRule& rule, std::string_view language, LiteralTable& literals);

/// The words that every match of a pattern contains; exposed for tests.
[[nodiscard]] std::vector<std::string> words_of_pattern(std::string_view pattern, std::string_view language);

/// What every match of a PCRE2 regex contains.
[[nodiscard]] Requirement requirement_of_regex(std::string_view regex, LiteralTable& literals);

/// "eval and (request or input)"; "anything" where nothing is asked for.
[[nodiscard]] std::string to_text(const Requirement& requirement, const LiteralTable& literals);

} // namespace squire::sast
