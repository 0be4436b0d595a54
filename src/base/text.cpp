// SPDX-License-Identifier: MIT
#include "base/text.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <string>

namespace squire {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

struct Sequence {
    std::size_t length = 0; // 0: not valid
    char32_t code = 0;
};

// One sequence at the start of `bytes`, by the table of well-formed sequences of the Unicode Standard (table 3-7).
Sequence decode_one(std::string_view bytes) {
    const auto byte = [&](std::size_t i) -> unsigned { return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U; };
    const auto trail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned lead = byte(0);
    if (lead < 0x80) return {1, lead};
    if (lead >= 0xC2 && lead <= 0xDF && trail(1)) return {2, ((lead & 0x1FU) << 6U) | (byte(1) & 0x3FU)};
    if (lead >= 0xE0 && lead <= 0xEF && trail(1) && trail(2)) {
        const char32_t code = ((lead & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU);
        if (code >= 0x800 && (code < 0xD800 || code > 0xDFFF)) return {3, code};
    }
    if (lead >= 0xF0 && lead <= 0xF4 && trail(1) && trail(2) && trail(3)) {
        const char32_t code = ((lead & 0x07U) << 18U) | ((byte(1) & 0x3FU) << 12U) | ((byte(2) & 0x3FU) << 6U) | (byte(3) & 0x3FU);
        if (code >= 0x10000 && code <= 0x10FFFF) return {4, code};
    }
    return {};
}

bool is_unsafe_on_a_terminal(char32_t code) {
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029 || code == 0x200E || code == 0x200F ||
           (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
}

void append_escape(std::string& out, char32_t code) {
    static constexpr std::string_view kHex = "0123456789abcdef";
    out += code < 0x100 ? "\\x" : "\\u";
    for (int shift = code < 0x100 ? 4 : 12; shift >= 0; shift -= 4) out += kHex[(code >> static_cast<unsigned>(shift)) & 0xFU];
}

} // namespace

bool is_utf8(std::string_view bytes) {
    while (!bytes.empty()) {
        const Sequence sequence = decode_one(bytes);
        if (sequence.length == 0) return false;
        bytes.remove_prefix(sequence.length);
    }
    return true;
}

std::string to_utf8(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size());
    while (!bytes.empty()) {
        const Sequence sequence = decode_one(bytes);
        out += sequence.length != 0 ? bytes.substr(0, sequence.length) : kReplacement;
        bytes.remove_prefix(sequence.length != 0 ? sequence.length : 1);
    }
    return out;
}

std::string printable(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size());
    while (!bytes.empty()) {
        const Sequence sequence = decode_one(bytes);
        if (sequence.length == 0) {
            append_escape(out, static_cast<unsigned char>(bytes.front()));
        } else if (bytes.front() == '\n' || bytes.front() == '\t' || bytes.front() == '\r') {
            out += bytes.front() == '\n' ? "\\n" : bytes.front() == '\t' ? "\\t" : "\\r";
        } else if (is_unsafe_on_a_terminal(sequence.code)) {
            append_escape(out, sequence.code);
        } else {
            out += bytes.substr(0, sequence.length);
        }
        bytes.remove_prefix(sequence.length != 0 ? sequence.length : 1);
    }
    return out;
}

std::string shorten(std::string_view text, std::size_t limit) {
    constexpr std::string_view kEllipsis = "…";
    if (text.size() <= limit) return std::string(text);
    std::size_t end = limit > kEllipsis.size() ? limit - kEllipsis.size() : 0;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return std::string(text.substr(0, end)) + std::string(kEllipsis);
}

std::string_view trim(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r\n\f\v";
    const std::size_t begin = text.find_first_not_of(kBlank);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

std::string to_lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

bool contains_ignoring_case(std::string_view text, std::string_view lower_needle) {
    if (lower_needle.empty()) return true;
    const char lower = lower_needle.front();
    const char upper = lower >= 'a' && lower <= 'z' ? static_cast<char>(lower - 'a' + 'A') : lower;
    const auto equal_here = [&](std::size_t at) {
        for (std::size_t i = 0; i < lower_needle.size(); ++i) {
            char c = text[at + i];
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
            if (c != lower_needle[i]) return false;
        }
        return true;
    };
    if (text.size() < lower_needle.size()) return false;
    const std::size_t last = text.size() - lower_needle.size();
    for (std::size_t at = 0; at <= last; ++at) {
        if ((text[at] == lower || text[at] == upper) && equal_here(at)) return true;
    }
    return false;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

} // namespace squire
