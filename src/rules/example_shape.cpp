// SPDX-License-Identifier: MIT
#include "rules/example_shape.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "base/hash.h"
#include "base/text.h"
#include "rules/checksum.h"
#include "rules/entropy.h"

namespace squire::rules {
namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kBase62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"; // in the order of GitHub's checksums

struct Alphabet {
    std::string_view name, characters;
};
constexpr Alphabet kAlphabets[] = {
    {"digit", kDigits},
    {"lower", "abcdefghijklmnopqrstuvwxyz"},
    {"upper", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    {"lowernum", "0123456789abcdefghijklmnopqrstuvwxyz"},
    {"uppernum", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    {"alnum", kBase62},
    {"hex", "0123456789abcdef"},
    {"HEX", "0123456789ABCDEF"},
    {"base64", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/"},
    {"base64url", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"},
    {"base58", "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"}, // Bitcoin's: without 0, O, I and l
    {"base32", "234567ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
};

constexpr std::size_t kGroupLimit = 10'000;
constexpr std::size_t kTextLimit = 200'000;
constexpr int kDepthLimit = 8;

/// splitmix64 (Steele, Lea, Flood 2014), seeded by FNV-1a: a few lines, and not the standard library's, whose distributions differ by vendor.
class Random {
public:
    Random(std::string_view rule_id, std::uint32_t index) {
        state_ = 0xcbf29ce484222325U;
        const auto mix = [&](unsigned char byte) { state_ = (state_ ^ byte) * 0x100000001b3U; };
        for (const char c : rule_id) mix(static_cast<unsigned char>(c));
        mix(0);
        for (int shift = 0; shift < 32; shift += 8) mix(static_cast<unsigned char>(index >> shift));
    }

    std::uint64_t below(std::uint64_t bound) { return next() % bound; } // the bias of so small a bound does not matter here

private:
    std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15U;
        std::uint64_t value = state_;
        value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
        value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
        return value ^ (value >> 31U);
    }

    std::uint64_t state_;
};

bool is_alnum(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

/// Whether people or noise filters would take the text for a placeholder.
bool looks_made_up(std::string_view text) {
    int equal = 1, up = 1, down = 1;
    for (std::size_t at = 1; at < text.size(); ++at) {
        const int step = text[at] - text[at - 1];
        equal = step == 0 ? equal + 1 : 1;
        up = step == 1 ? up + 1 : 1;
        down = step == -1 ? down + 1 : 1;
        if (equal >= 3 || up >= 4 || down >= 4) return true;
    }
    static constexpr std::string_view kWords[] = {"test", "fake",  "demo", "dummy", "exam", "sample", "xxx",  "pass", "secr", "your",
                                                  "todo", "token", "null", "none",  "true", "false",  "user", "abc",  "qwe",  "key"};
    const auto lower = to_lower(text);
    return std::ranges::any_of(kWords, [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

/// Whether every kind of character that the alphabet has is there.
bool has_all_kinds(std::string_view text, std::string_view alphabet) {
    static constexpr int (*kKinds[])(int) = {std::isdigit, std::isupper, std::islower};
    return std::ranges::all_of(kKinds, [&](auto kind) {
        const auto is = [&](char c) { return kind(static_cast<unsigned char>(c)) != 0; };
        return std::ranges::none_of(alphabet, is) || std::ranges::any_of(text, is);
    });
}

/// Of several sequences the one with the most entropy, so that a rule's bound on entropy fails by its value and not by chance. Long texts have some
/// made-up run by chance; then only the part around it is drawn again.
std::string draw(Random& random, std::string_view alphabet, std::size_t length) {
    constexpr std::size_t kChunk = 24;
    if (length > 2 * kChunk) {
        std::string text;
        while (text.size() < length) text += draw(random, alphabet, std::min(kChunk, length - text.size()));
        return text;
    }
    constexpr std::size_t kLeastForKinds = 8;
    constexpr int kDraws = 60, kEnough = 8;
    std::string best;
    double most = -1;
    int good = 0;
    for (int count = 0; count < kDraws && good < kEnough; ++count) {
        std::string text(length, ' ');
        for (auto& c : text) c = alphabet[random.below(alphabet.size())];
        for (char* end : {&text.front(), &text.back()})
            while (!is_alnum(*end)) *end = alphabet[random.below(alphabet.size())];
        const bool is_good = !looks_made_up(text) && (length < kLeastForKinds || has_all_kinds(text, alphabet));
        good += is_good ? 1 : 0;
        if (const double value = shannon_entropy(text) + (is_good ? 8 : 0); value > most) {
            most = value;
            best = std::move(text);
        }
    }
    return best;
}

std::string base64(std::string_view bytes) {
    static constexpr std::string_view kCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        std::uint32_t triple = 0;
        for (std::size_t offset = 0; offset < 3; ++offset)
            triple = triple << 8U | (at + offset < bytes.size() ? static_cast<unsigned char>(bytes[at + offset]) : 0U);
        for (std::size_t offset = 0; offset < 4; ++offset)
            text += at + offset <= bytes.size() ? kCharacters[triple >> (18 - 6 * offset) & 63U] : '=';
    }
    return text;
}

/// A recursive descent over the shape.
class Filler {
public:
    Filler(std::string_view shape, std::string_view rule_id, std::uint32_t index) : shape_(shape), random_(rule_id, index) {}

    Result<std::string> fill() { return text(0); }

private:
    /// Up to the end, or inside `{b64:` up to its closing brace, which is taken.
    Result<std::string> text(int depth) {
        std::string result;
        const std::size_t start = at_;
        int open_braces = 0;
        while (at_ < shape_.size()) {
            if (result.size() > kTextLimit) return wrong(at_, fmt::format("the text is longer than {} bytes", kTextLimit));
            const auto two = shape_.substr(at_, 2);
            if (two == "{{" || (two == "}}" && (depth == 0 || open_braces > 0))) { // in "{b64:{b64:a}}" the two braces close two groups
                open_braces += two == "{{" ? 1 : -1;
                result += two[0];
                at_ += 2;
            } else if (shape_[at_] == '{') {
                auto part = group(depth);
                if (!part) return part;
                result += *part;
            } else if (shape_[at_] == '}') {
                if (depth == 0) return wrong(at_, "a lone '}': write '}}' for a brace");
                ++at_;
                return result;
            } else {
                result += shape_[at_++];
            }
        }
        if (depth > 0) return wrong(start, "'{b64:' is not closed");
        return result;
    }

    Result<std::string> group(int depth) {
        const std::size_t start = at_++;
        if (shape_.substr(at_).starts_with("b64:")) {
            if (depth == kDepthLimit) return wrong(start, "groups are nested too deep");
            at_ += 4;
            auto inner = text(depth + 1);
            if (!inner) return inner;
            return base64(*inner);
        }
        const auto end = shape_.find('}', at_);
        if (end == std::string_view::npos) return wrong(start, "a '{' that is not closed: write '{{' for a brace");
        const auto whole = shape_.substr(at_, end - at_);
        at_ = end + 1;
        if (whole == "join:") return std::string();
        if (whole == "nl") return "\n";
        if (whole == "uuid") return uuid();
        const auto colon = std::min(whole.find(':'), whole.size());
        const auto name = whole.substr(0, colon);
        const auto alphabet = std::ranges::find(kAlphabets, name, &Alphabet::name);
        if (alphabet == std::end(kAlphabets) && name != "crc32-base62")
            return wrong(start, fmt::format("unknown group '{{{}}}'", shorten(whole, 40)));
        const auto length = parse_length(whole.substr(std::min(colon + 1, whole.size())));
        if (!length)
            return wrong(start, fmt::format("'{{{}}}' needs a length from 1 to {}, such as ':20' or ':20-40'", shorten(whole, 40), kGroupLimit));
        if (alphabet != std::end(kAlphabets)) return draw(random_, alphabet->characters, *length);
        auto payload = draw(random_, kBase62, *length);
        return payload + crc32_base62(payload);
    }

    std::optional<std::size_t> parse_length(std::string_view text) {
        const auto number = [](std::string_view digits) -> std::size_t {
            std::size_t value = 0;
            const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
            return error == std::errc() && end == digits.data() + digits.size() && value <= kGroupLimit ? value : 0;
        };
        const auto dash = text.find('-');
        const auto least = number(text.substr(0, dash));
        const auto most = dash == std::string_view::npos ? least : number(text.substr(dash + 1));
        if (least == 0 || most < least) return std::nullopt;
        return least + random_.below(most - least + 1);
    }

    /// Version 4, variant 1 (RFC 9562), as services issue them.
    std::string uuid() {
        auto digits = draw(random_, "0123456789abcdef", 32);
        digits[12] = '4';
        digits[16] = "89ab"[random_.below(4)];
        return fmt::format("{}-{}-{}-{}-{}", digits.substr(0, 8), digits.substr(8, 4), digits.substr(12, 4), digits.substr(16, 4),
                           digits.substr(20));
    }

    static std::unexpected<Error> wrong(std::size_t at, std::string_view why) {
        return squire::fail(ErrorKind::malformed, fmt::format("byte {} of the shape: {}", at + 1, why));
    }

    std::string_view shape_;
    std::size_t at_ = 0;
    Random random_;
};

} // namespace

Result<std::string> fill_shape(std::string_view shape, std::string_view rule_id, std::uint32_t index) {
    return Filler(shape, rule_id, index).fill();
}

Result<Examples> fill_examples(const SecretRule& rule) {
    constexpr std::uint32_t kFirstReject = 1000;
    Examples examples;
    const auto fill = [&](const std::vector<std::string>& shapes, std::vector<std::string>& to, std::uint32_t index) -> Result<void> {
        for (const auto& shape : shapes) {
            auto filled = fill_shape(shape, rule.id, index++);
            if (!filled) {
                filled.error().message = fmt::format("rule '{}': {}: {}", rule.id, filled.error().message, shorten(shape, 80));
                filled.error().place = rule.place;
                return std::unexpected(std::move(filled.error()));
            }
            to.push_back(std::move(*filled));
        }
        return {};
    };
    if (auto filled = fill(rule.matches, examples.matches, 0); !filled) return std::unexpected(std::move(filled.error()));
    if (auto filled = fill(rule.rejects, examples.rejects, kFirstReject); !filled) return std::unexpected(std::move(filled.error()));
    return examples;
}

} // namespace squire::rules
