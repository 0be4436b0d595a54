// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace squire::testing {

/// The same numbers on every machine: the standard fixes the engine, and nothing here uses its distributions.
class Random {
public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}
    [[nodiscard]] std::size_t below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }
    [[nodiscard]] std::size_t between(std::size_t least, std::size_t most) { return least + below(most - least + 1); }
    [[nodiscard]] bool chance(std::size_t one_in) { return below(one_in) == 0; }
    [[nodiscard]] char pick(std::string_view characters) { return characters[below(characters.size())]; }
    template <class Range> [[nodiscard]] const auto& any_of(const Range& range) { return range[below(std::size(range))]; }
    [[nodiscard]] std::string text(std::string_view characters, std::size_t length) {
        std::string made;
        while (made.size() < length) made += pick(characters);
        return made;
    }

private:
    std::mt19937_64 engine_;
};

/// A regex and a source of texts that it matches, but for anchors and boundaries in it.
struct RandomRegex {
    std::string regex;
    std::function<std::string(Random&)> sample;
};

namespace random_regex_detail {

using namespace std::string_view_literals;

struct Piece {
    std::string_view regex;
    std::string_view samples; // bytes, one of which it matches; empty: the empty text
};

inline constexpr Piece kOneByte[] = {
    {"a", "a"},
    {"k", "k"},
    {"=", "="},
    {"-", "-"},
    {" ", " "},
    {"\\.", "."},
    {"\\n", "\n"},
    {"\\x41", "A"},
    {"\\x{62}", "b"},
    {"\\101", "A"},
    {"[a-f]", "abcdef"},
    {"[0-9]", "0123456789"},
    {"\\d", "0123456789"},
    {"\\w", "aZ09_"},
    {"\\s", " \t\n"},
    {".", "ab =\xE9"},
    {"\\W", " =\n\x80"},
    {"\\S", "ab=\xFF"},
    {"\\D", "ab \n"},
    {"[^a-c]", "xyz\n"},
    {"[^\\s\"']", "ab=;"},
    {"[[:alnum:]]", "aB7"},
    {"[[:^digit:]]", "ab \n"},
    {"[\\w.-]", "a.-Z_"},
    {"[]a]", "]a"},
    {"[^]a]", "b\n"},
    {"[a\\-z]", "a-z"},
    {"[\\x80-\\xff]", "\x80\xE9\xFF"},
    {"\\pL", "abZ"},
    {"[^\\pL]", "01 "},
    {"[\\d\\pL]", "a0"},
    {"\\PN", "ab"},
    {"[+--]", "+,-"},
    {"\\C", "a\n\xFF"},
    {"[k\xE9]", "k\xE9"},
    {"\xE9", "\xE9"},
};
inline constexpr std::string_view kWords[] = {"key", "tok_", "sq", "glpat-", "-----BEGIN", "id", "AKIA", "Bearer ", "x=", "\\Qa.b\\E"};
inline constexpr std::string_view kNoWidth[] = {"\\b", "\\B", "^", "$", "(?m:^)", "(?m:$)", "\\A", "\\z", "(?:)"};
inline constexpr std::string_view kGroups[] = {"(", "(?:", "(?:", "(?i:", "(?s:", "(?P<name>", "(?i-s:", "(?m:"};

inline std::string quantifier(Random& random, std::size_t& least, std::size_t& most) {
    switch (random.below(8)) {
    case 0: return least = 0, most = 1, "?";
    case 1: return least = 0, most = 3, "*";
    case 2: return least = 1, most = 3, "+";
    case 3: least = most = random.between(1, 4); return "{" + std::to_string(least) + "}";
    case 4: least = most = random.between(15, 30); return "{" + std::to_string(least) + "}";
    case 5: least = random.below(3), most = least + 3; return "{" + std::to_string(least) + ",}";
    default:
        least = random.below(4), most = least + random.below(20);
        if (most == 0) most = 1;
        return "{" + std::to_string(least) + "," + std::to_string(most) + "}";
    }
}

} // namespace random_regex_detail

/// Of RE2's syntax; `depth` bounds the nesting. Not all of them compile: a nested repetition may be too large for RE2.
inline RandomRegex random_regex(Random& random, int depth) { // NOLINT(misc-no-recursion): as a regex is
    using namespace random_regex_detail;
    const std::size_t choice = depth == 0 ? random.below(10) : random.below(22);
    if (choice < 5) {
        const Piece piece = random.any_of(kOneByte);
        return {std::string(piece.regex), [piece](Random& r) { return std::string(1, r.pick(piece.samples)); }};
    }
    if (choice < 9) {
        const std::string_view word = random.any_of(kWords);
        return {std::string(word), [word](Random&) { return word.starts_with("\\Q") ? std::string("a.b") : std::string(word); }};
    }
    if (choice < 10) return {std::string(random.any_of(kNoWidth)), [](Random&) { return std::string(); }};
    if (choice < 16) {
        std::vector<RandomRegex> parts;
        for (std::size_t count = random.between(2, 5); count > 0; --count) parts.push_back(random_regex(random, depth - 1));
        std::string regex;
        for (const RandomRegex& part : parts) regex += part.regex;
        return {random.chance(6) ? "(?:(?i)" + regex + ")" : "(?:" + regex + ")", [parts = std::move(parts)](Random& r) {
                    std::string text;
                    for (const RandomRegex& part : parts) text += part.sample(r);
                    return text;
                }};
    }
    if (choice < 19) {
        std::vector<RandomRegex> branches;
        for (std::size_t count = random.between(2, 3); count > 0; --count) branches.push_back(random_regex(random, depth - 1));
        std::string regex(random.any_of(kGroups));
        const bool named = regex == "(?P<name>";
        if (named) regex = "("; // a name may stand once only
        for (const RandomRegex& branch : branches) {
            if (&branch != &branches.front()) regex += '|';
            regex += branch.regex;
        }
        if (random.chance(8)) regex += '|';
        return {regex + ")", [branches = std::move(branches)](Random& r) { return branches[r.below(branches.size())].sample(r); }};
    }
    std::size_t least = 0;
    std::size_t most = 0;
    const std::string many = quantifier(random, least, most) + (random.chance(4) ? "?" : "");
    RandomRegex inner = random_regex(random, depth - 1);
    const std::string_view open = random.chance(2) ? "(?:" : "(";
    // A quantifier after a quoted text holds for its last letter alone.
    const bool bare = inner.regex.starts_with("\\Q");
    std::string regex = bare ? inner.regex + many : std::string(open) + inner.regex + ")" + many;
    return {std::move(regex), [inner = std::move(inner), least, most, bare](Random& r) {
                if (bare) return "a." + std::string(r.between(least, most), 'b');
                std::string text;
                for (std::size_t count = r.between(least, most); count > 0; --count) text += inner.sample(r);
                return text;
            }};
}

/// A text in which these regexes have something to find: samples, cut samples and other bytes, in lines.
inline std::string random_text(Random& random, const std::vector<RandomRegex>& regexes, std::size_t pieces) {
    using namespace std::string_view_literals;
    constexpr std::string_view kBytes = "aakkeeyyTt=:; \n\n-_.19bZ]\xE9\xC9\x80\xFF\"'\0"sv;
    std::string text;
    for (; pieces > 0; --pieces) {
        switch (random.below(6)) {
        case 0: text += random.text(kBytes, random.between(1, 40)); break;
        case 1: text += random_regex_detail::kWords[random.below(8)]; break;
        case 2:
        case 3: text += random.any_of(regexes).sample(random); break;
        case 4: {
            const std::string sample = random.any_of(regexes).sample(random);
            text += sample.substr(0, random.below(sample.size() + 1));
            break;
        }
        default: text += random.pick("\n =ab"); break;
        }
    }
    return text;
}

} // namespace squire::testing
