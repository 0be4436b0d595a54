// SPDX-License-Identifier: MIT
//
// One pass over blocks of 16 bytes looks for the least that each encoding must show:
//
//   base64, hex   a run of 23 digits covers two neighbouring halves of blocks whole; the digits on either side of them are counted by bits
//   byte list     "0x"
//   percent       '%'
//   backslash     '\'
//   UTF-16        a run of 32 bytes covers one block whole, in which every other byte is zero
//
// All of it is a dozen vector operations a block, in the compiler's portable vectors. What shows itself is then looked at byte by byte: the run is
// extended to both sides, and rejected by its first decoded bytes. Of random bytes 38 in 100 are text, so 17 of them pass once in ten million times.
#include "secrets/encoded_run.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <optional>

#include "secrets/byte_class.h"

namespace squire::secrets {

namespace {

constexpr std::size_t kShortestBase64 = 23; // digits, 17 bytes; at any place they cover two halves of blocks
constexpr std::size_t kShortestDecoded = 16;
constexpr std::size_t kLookedAt = 24; // decoded bytes by which a run is judged
constexpr std::size_t kShortestLine = 40; // of wrapped base64, but for the last line
constexpr std::size_t kLongestLine = 1000;
constexpr std::size_t kLongestIndentation = 64;
constexpr std::size_t kMargin = 160; // looked at around a region: more than one line's indentation, end, and digits enough to show themselves

constexpr std::size_t kBlock = 16;
using Block = unsigned char __attribute__((vector_size(kBlock)));
using Halves = std::array<std::uint64_t, 2>;
static_assert(std::endian::native == std::endian::little, "the first byte of a block is the lowest of its half");
constexpr std::uint64_t kFull = ~std::uint64_t{0};

template <class Mask> Halves halves(Mask mask) { return std::bit_cast<Halves>(mask); }

Block load(const char* at) {
    Block block;
    std::memcpy(&block, at, kBlock);
    return block;
}

bool is_text_byte(unsigned char c) { return is(static_cast<char>(c), kTextByte); }

/// Whether every other byte is zero and the rest text.
bool is_utf16_of_ascii(std::string_view bytes, std::size_t zero) {
    for (std::size_t index = 0; index < bytes.size(); ++index) {
        const bool right = index % 2 == zero ? bytes[index] == '\0' : is(bytes[index], kTextByte);
        if (!right) return false;
    }
    return true;
}

/// Whether bytes are the beginning of a text: UTF-8, mostly ASCII, without control characters; or UTF-16.
bool begins_like_text(std::string_view bytes) {
    if (bytes.size() < kShortestDecoded) return false;
    if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff")) return is_utf16_of_ascii(bytes.substr(2), bytes[0] == '\xff' ? 1 : 0);
    if (bytes[0] == '\0' || bytes[1] == '\0') return is_utf16_of_ascii(bytes, bytes[0] == '\0' ? 0 : 1);
    std::size_t others = 0; // bytes of characters outside ASCII
    for (std::size_t index = 0; index < bytes.size();) {
        const auto c = static_cast<unsigned char>(bytes[index++]);
        if (is_text_byte(c)) continue;
        std::size_t more = 0;
        if (c >= 0xc2 && c < 0xe0) {
            more = 1;
        } else if (c >= 0xe0 && c < 0xf0) {
            more = 2;
        } else if (c >= 0xf0 && c < 0xf5) {
            more = 3;
        } else {
            return false;
        }
        others += more + 1;
        for (; more > 0 && index < bytes.size(); --more, ++index) {
            if ((static_cast<unsigned char>(bytes[index]) & 0xc0U) != 0x80) return false;
        }
    }
    return others * 4 <= bytes.size();
}

unsigned base64_value(char c) { return kBase64Values[static_cast<unsigned char>(c)]; }

/// Whether three bytes can be the first of a text: the cheap question that nearly all digits fail.
bool may_begin_text(unsigned char a, unsigned char b, unsigned char c) {
    const auto is_continuation = [](unsigned char byte) { return (byte & 0xc0U) == 0x80; };
    if (is_text_byte(a)) {
        if (is_text_byte(b)) return is_text_byte(c) || c >= 0xc2;
        return b == 0 ? is_text_byte(c) : b >= 0xc2 && is_continuation(c);
    }
    if (a == 0) return is_text_byte(b) && c == 0;
    return (a >= 0xc2 && is_continuation(b)) || (a == 0xff && b == 0xfe) || (a == 0xfe && b == 0xff);
}

/// Whether base64 digits, at least kShortestBase64, decode to the beginning of a text.
bool begins_base64_text(std::string_view digits) {
    std::array<char, kLookedAt> bytes;
    std::size_t count = 0;
    const std::size_t end = std::min(digits.size(), kLookedAt / 3 * 4);
    for (std::size_t at = 0; at + 1 < end; at += 4) {
        std::uint32_t bits = 0;
        for (std::size_t index = 0; index < 4; ++index) bits = bits << 6U | (at + index < end ? base64_value(digits[at + index]) : 0U);
        if (at == 0 && !may_begin_text(bits >> 16U & 0xffU, bits >> 8U & 0xffU, bits & 0xffU)) return false;
        const std::size_t whole = std::min<std::size_t>(end - at, 4) - 1;
        for (std::size_t index = 0; index < whole; ++index) bytes[count++] = static_cast<char>(bits >> (16 - 8 * index));
    }
    return begins_like_text({bytes.data(), count});
}

bool begins_hex_text(std::string_view digits) {
    std::array<char, kLookedAt> bytes;
    const std::size_t count = std::min(digits.size() / 2, kLookedAt);
    for (std::size_t index = 0; index < count; ++index) {
        bytes[index] = static_cast<char>(hex_value(digits[2 * index]) << 4U | hex_value(digits[2 * index + 1]));
    }
    return begins_like_text({bytes.data(), count});
}

bool is_hex(std::string_view digits) {
    return std::all_of(digits.begin(), digits.end(), [](char c) { return is(c, kHexDigit); });
}

bool is_separator(char c) { return c == '/' || c == '-' || c == '_' || c == '+'; }

struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
    [[nodiscard]] std::size_t size() const { return end - begin; }
};

class Finder {
public:
    Finder(std::string_view text, std::vector<Encoded>& found) : text_(text), found_(found) {}

    [[nodiscard]] Span window_around(Region region);
    void scan(Span window);
    [[nodiscard]] bool whole_text_is_utf16();

private:
    // Each is shown a place of its kind, in rising order, and sets its `…_done_` behind the run that stands there.
    void base64_at(Span known);
    void byte_list_at(std::size_t at);
    void percent_at(std::size_t at);
    void backslash_at(std::size_t at);
    void utf16_at(std::size_t at);
    void marks_at(std::size_t block, Halves marks);

    void judge_base64(Span first, Span last);
    bool judge_hex(Span first, Span last);
    void judge_byte_list(Span stretch);

    [[nodiscard]] char byte(std::size_t at) const { return at < text_.size() ? text_[at] : '\0'; }
    [[nodiscard]] std::string_view part(Span span) const { return text_.substr(span.begin, span.size()); }
    [[nodiscard]] std::size_t back_over(std::size_t at, std::uint8_t classes, char also = 0, char and_also = 0) const;
    [[nodiscard]] std::size_t forth_over(std::size_t at, std::uint8_t classes, char also = 0, char and_also = 0) const;
    [[nodiscard]] std::size_t back_over_line_end(std::size_t at) const;
    [[nodiscard]] std::size_t forth_over_line_end(std::size_t at) const;
    [[nodiscard]] Span digits_around(Span known) const;
    [[nodiscard]] bool joins(Span line, Span next) const;
    [[nodiscard]] std::optional<Span> line_before(Span line) const;
    [[nodiscard]] std::optional<Span> line_behind(Span line) const;
    [[nodiscard]] bool is_hex_pair(std::size_t at) const { return is(byte(at), kHexDigit) && is(byte(at + 1), kHexDigit); }
    [[nodiscard]] bool is_list_item(std::size_t at) const;

    void add(std::size_t begin, std::size_t end, Encoding encoding) {
        found_.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, encoding});
    }

    std::string_view text_;
    std::vector<Encoded>& found_;
    Span digits_; // stretches that the last window ended with
    Span plain_;
    std::size_t base64_done_ = 0;
    std::size_t byte_list_done_ = 0;
    std::size_t percent_done_ = 0;
    std::size_t backslash_done_ = 0;
    std::size_t utf16_done_ = 0;
};

std::size_t Finder::back_over(std::size_t at, std::uint8_t classes, char also, char and_also) const {
    while (at > 0) {
        const char c = text_[at - 1];
        if (!is(c, classes) && (also == 0 || (c != also && c != and_also))) break;
        --at;
    }
    return at;
}

std::size_t Finder::forth_over(std::size_t at, std::uint8_t classes, char also, char and_also) const {
    while (at < text_.size()) {
        const char c = text_[at];
        if (!is(c, classes) && (also == 0 || (c != also && c != and_also))) break;
        ++at;
    }
    return at;
}

// ---- base64 and hex

/// The place before a line end and the indentation that follows it, or before \n or \r\n written as such; `at` itself where neither stands there.
std::size_t Finder::back_over_line_end(std::size_t at) const {
    if (at >= 2 && text_[at - 1] == 'n' && text_[at - 2] == '\\') {
        const std::size_t before = at - 2;
        return before >= 2 && text_[before - 1] == 'r' && text_[before - 2] == '\\' ? before - 2 : before;
    }
    std::size_t before = at;
    while (before > 0 && at - before < kLongestIndentation && (text_[before - 1] == ' ' || text_[before - 1] == '\t')) --before;
    if (before == 0 || text_[before - 1] != '\n') return at;
    --before;
    return before > 0 && text_[before - 1] == '\r' ? before - 1 : before;
}

std::size_t Finder::forth_over_line_end(std::size_t at) const {
    if (byte(at) == '\\') {
        if (byte(at + 1) == 'r' && byte(at + 2) == '\\' && byte(at + 3) == 'n') return at + 4;
        return byte(at + 1) == 'n' ? at + 2 : at;
    }
    std::size_t behind = byte(at) == '\r' ? at + 1 : at;
    if (byte(behind) != '\n') return at;
    ++behind;
    const std::size_t limit = behind + kLongestIndentation;
    while (behind < limit && (byte(behind) == ' ' || byte(behind) == '\t')) ++behind;
    return behind;
}

/// The base64 digits around and between `known`, without a letter in front that belongs to \n, \r or \t.
Span Finder::digits_around(Span known) const {
    Span line{back_over(known.begin, kBase64Digit), forth_over(known.end, kBase64Digit)};
    if (line.begin > 0 && text_[line.begin - 1] == '\\') {
        const char c = byte(line.begin);
        if (c == 'n' || c == 'r' || c == 't') ++line.begin;
    }
    return line;
}

/// Whether two lines are neighbours in wrapped base64: the first is as long as a line must be and has whole quanta, the next is no longer and ends
/// where its line ends. Says nothing about what is between them.
bool Finder::joins(Span line, Span next) const {
    if (line.size() < kShortestLine || line.size() > kLongestLine || line.size() % 4 != 0) return false;
    if (next.begin >= next.end || next.size() > line.size()) return false;
    std::size_t end = next.end;
    while (end < next.end + 2 && byte(end) == '=') ++end;
    return end >= text_.size() || std::string_view("\r\n\"'`\\<").find(text_[end]) != std::string_view::npos;
}

std::optional<Span> Finder::line_before(Span line) const {
    const auto end = back_over_line_end(line.begin);
    if (end == line.begin || end == 0 || !is(text_[end - 1], kBase64Digit)) return {};
    const auto before = digits_around({end, end});
    if (before.end != end || !joins(before, line)) return {};
    return before;
}

std::optional<Span> Finder::line_behind(Span line) const {
    const auto begin = forth_over_line_end(line.end);
    if (begin == line.end || !is(byte(begin), kBase64Digit)) return {};
    const Span behind{begin, forth_over(begin, kBase64Digit)};
    if (!joins(line, behind)) return {};
    return behind;
}

void Finder::base64_at(Span known) {
    if (known.begin < base64_done_) return;
    Span first = digits_around(known);
    base64_done_ = first.end;
    if (first.size() < kShortestBase64) return;
    Span last = first;
    while (const auto before = line_before(first)) first = *before;
    while (const auto behind = line_behind(last)) last = *behind;
    base64_done_ = last.end;
    judge_base64(first, last);
}

void Finder::judge_base64(Span first, Span last) {
    if (judge_hex(first, last)) return;
    const auto add_from = [&](std::size_t begin) {
        std::size_t end = last.end;
        while (end < last.end + 2 && byte(end) == '=') ++end;
        add(begin, end, Encoding::base64);
    };
    if (begins_base64_text(part(first))) return add_from(first.begin);
    if (first.begin != last.begin) return;
    // A path, or a name put in front: "v1/aGVsbG8…", "key_aGVsbG8…". ASCII in base64 has few separators, and none in these places.
    std::size_t separator = first.begin;
    for (std::size_t at = first.begin; at < first.end && separator + 1 + kShortestBase64 <= first.end; ++at) {
        if (is_separator(text_[at])) separator = at;
        constexpr std::size_t kAhead = 8;
        if (at - separator != kAhead || !is_separator(text_[separator])) continue;
        const std::string_view digits = part({separator + 1, first.end});
        const unsigned high =
            (base64_value(digits[0]) & 32U) | (base64_value(digits[1]) & 8U) | (base64_value(digits[2]) & 2U); // of three bytes
        if (high == 0 && begins_base64_text(digits)) return add_from(separator + 1);
    }
}

/// Each part between separators is looked at by itself; lines only where all of them are hexadecimal.
bool Finder::judge_hex(Span first, Span last) {
    if (first.begin != last.begin) {
        if (!is_hex(part(first)) || !begins_hex_text(part(first))) return false;
        for (Span line = first; line.begin != last.begin;) {
            line = *line_behind(line);
            if (!is_hex(part(line)) || line.size() % 2 != 0) return false;
        }
        add(first.begin, last.end, Encoding::hex);
        return true;
    }
    bool any = false;
    for (std::size_t begin = first.begin; begin + 2 * kShortestDecoded <= first.end;) {
        std::size_t at = begin;
        if (text_[at] == '0' && (text_[at + 1] == 'x' || text_[at + 1] == 'X')) begin = at += 2;
        while (at < first.end && is(text_[at], kHexDigit)) ++at;
        const bool is_part = at == first.end || is_separator(text_[at]);
        if (is_part && at - begin >= 2 * kShortestDecoded && (at - begin) % 2 == 0 && begins_hex_text(part({begin, at}))) {
            add(begin, at, Encoding::hex);
            any = true;
        }
        while (at < first.end && !is_separator(text_[at])) ++at;
        begin = at + 1;
    }
    return any;
}

// ---- byte lists

bool Finder::is_list_item(std::size_t at) const {
    if (byte(at) != '0' || (byte(at + 1) | 0x20) != 'x' || !is_hex_pair(at + 2)) return false;
    const auto is_word = [](char c) { return is(c, kBase64Digit) && c != '+' && c != '-' && c != '/'; };
    return !(at > 0 && is_word(text_[at - 1])) && !is_word(byte(at + 4));
}

void Finder::byte_list_at(std::size_t at) {
    if (at < byte_list_done_ || !is_list_item(at)) return;
    const Span stretch{back_over(at, kListByte), forth_over(at, kListByte)};
    byte_list_done_ = stretch.end;
    if (stretch.size() >= kShortestDecoded * 5 - 1) judge_byte_list(stretch);
}

void Finder::judge_byte_list(Span stretch) {
    std::array<char, kLookedAt> bytes;
    for (std::size_t at = stretch.begin; at < stretch.end;) {
        if (!is_list_item(at)) {
            ++at;
            continue;
        }
        const std::size_t begin = at;
        std::size_t end = at;
        std::size_t count = 0;
        while (is_list_item(at)) {
            if (count < kLookedAt) bytes[count] = static_cast<char>(hex_value(text_[at + 2]) << 4U | hex_value(text_[at + 3]));
            ++count;
            end = at += 4;
            while (at < end + kLongestIndentation && is(byte(at), kListByte) && !is(byte(at), kHexDigit) && (byte(at) | 0x20) != 'x') ++at;
        }
        if (count >= kShortestDecoded && begins_like_text({bytes.data(), std::min(count, kLookedAt)})) add(begin, end, Encoding::byte_list);
    }
}

// ---- escapes

/// Escapes of a stretch, counted. It is worth decoding where three of them, and half of them, stand for ASCII: not so the addresses of pages in other
/// scripts, checksums in magnet links, the tables of Unicode ranges in parsers.
struct EscapeCount {
    std::size_t all = 0;
    std::size_t ascii = 0;
    std::size_t saved = 0; // bytes by which decoding shortens

    void add(unsigned value, std::size_t width) {
        ++all;
        if (value < 0x80 && is_text_byte(static_cast<unsigned char>(value))) ++ascii;
        saved += width - 1;
    }
    [[nodiscard]] bool worth(std::size_t size) const { return ascii >= 3 && 2 * ascii >= all && size - saved >= kShortestDecoded; }
};

void Finder::percent_at(std::size_t at) {
    if (at < percent_done_ || !is_hex_pair(at + 1)) return;
    const Span stretch{back_over(at, kPlain, '%', '%'), forth_over(at, kPlain, '%', '%')};
    percent_done_ = stretch.end;
    EscapeCount count;
    for (auto next = stretch.begin; next < stretch.end; ++next) {
        if (text_[next] == '%' && is_hex_pair(next + 1)) count.add(hex_value(text_[next + 1]) << 4U | hex_value(text_[next + 2]), 3), next += 2;
    }
    if (count.worth(stretch.size())) add(stretch.begin, stretch.end, Encoding::percent);
}

void Finder::backslash_at(std::size_t at) {
    const auto is_escape = [&](std::size_t place) {
        return (byte(place + 1) == 'x' && is_hex_pair(place + 2)) ||
               (byte(place + 1) == 'u' && is_hex_pair(place + 2) && is_hex_pair(place + 4));
    };
    if (at < backslash_done_ || !is_escape(at)) return;
    const Span stretch{back_over(at, kPlain, '\\', '%'), forth_over(at, kPlain, '\\', '%')};
    backslash_done_ = stretch.end;
    EscapeCount count;
    for (auto next = stretch.begin; next < stretch.end; ++next) {
        if (text_[next] != '\\' || !is_escape(next)) continue;
        const std::size_t digits = text_[next + 1] == 'x' ? 2 : 4;
        unsigned value = 0;
        for (std::size_t index = 0; index < digits; ++index) value = value << 4U | hex_value(text_[next + 2 + index]);
        count.add(value, digits + 2);
        next += digits + 1;
    }
    if (count.worth(stretch.size())) add(stretch.begin, stretch.end, Encoding::backslash);
}

// ---- UTF-16

void Finder::utf16_at(std::size_t at) {
    if (at < utf16_done_) return;
    const auto fits = [&](std::size_t place, std::size_t neighbour) {
        return text_[neighbour] == '\0' ? is(text_[place], kTextByte) : text_[place] == '\0';
    };
    Span run{at, at + 1};
    if (text_[at] != '\0' && !is(text_[at], kTextByte)) return;
    while (run.end < text_.size() && fits(run.end, run.end - 1)) ++run.end;
    if (run.size() < kBlock) return;
    while (run.begin > 0 && fits(run.begin - 1, run.begin)) --run.begin;
    utf16_done_ = run.end;
    // A zero on both sides: the first is the end of what stands before.
    if (text_[run.begin] == '\0' && run.size() % 2 == 1) ++run.begin;
    const auto encoding = text_[run.begin] == '\0' ? Encoding::utf16_big : Encoding::utf16_little;
    run.end -= run.size() % 2;
    if (run.size() >= 2 * kShortestDecoded) add(run.begin, run.end, encoding);
}

/// A text with a byte order mark is one run. A quarter of its beginning has to be ASCII: that tells it from other binary files.
bool Finder::whole_text_is_utf16() {
    constexpr std::size_t kUnits = 64;
    const bool little = text_.starts_with("\xff\xfe");
    if (!little && !text_.starts_with("\xfe\xff")) return false;
    const std::size_t units = std::min((text_.size() - 2) / 2, kUnits);
    std::size_t ascii = 0;
    for (std::size_t unit = 1; unit <= units; ++unit) {
        const char high = text_[2 * unit + (little ? 1 : 0)];
        const char low = text_[2 * unit + (little ? 0 : 1)];
        if (high == '\0' && is(low, kTextByte)) ++ascii;
    }
    if (units < kShortestDecoded || ascii * 4 < units) return false;
    add(0, text_.size(), little ? Encoding::utf16_little : Encoding::utf16_big);
    return true;
}

// ---- the pass

/// Where runs that touch the region, or depend on what is in it, show themselves. Regions in one long stretch look for its ends only once.
Span Finder::window_around(Region region) {
    const std::size_t begin = std::min<std::size_t>(region.begin, text_.size());
    const std::size_t end = std::min<std::size_t>(std::max(region.begin, region.end), text_.size());
    const auto holds = [](Span stretch, std::size_t at) { return at > stretch.begin && at < stretch.end; };
    const Span digits{holds(digits_, begin) ? digits_.begin : back_over(begin, kBase64Digit),
                      holds(digits_, end) ? digits_.end : forth_over(end, kBase64Digit)};
    const Span plain{holds(plain_, begin) ? plain_.begin : back_over(begin, kPlain, '\\', '%'),
                     holds(plain_, end) ? plain_.end : forth_over(end, kPlain, '\\', '%')};
    digits_ = {holds(digits_, end) ? digits_.begin : end, digits.end};
    plain_ = {holds(plain_, end) ? plain_.begin : end, plain.end};
    // Beyond a line end the neighbouring line of wrapped base64 may begin or end to be part of the run.
    const std::size_t first = std::min(back_over_line_end(digits.begin), plain.begin);
    const std::size_t last = std::max(forth_over_line_end(digits.end), plain.end);
    return {first - std::min(first, kMargin), std::min(last + kMargin, text_.size())};
}

void Finder::marks_at(std::size_t block, Halves marks) {
    for (std::size_t half = 0; half < 2; ++half) {
        while (marks[half] != 0) {
            const auto bit = static_cast<std::size_t>(std::countr_zero(marks[half]));
            marks[half] &= ~(std::uint64_t{0xff} << (bit & ~std::size_t{7}));
            const std::size_t at = block + half * 8 + bit / 8;
            if (at >= text_.size()) return;
            switch (text_[at]) {
            case '%': percent_at(at); break;
            case '\\': backslash_at(at); break;
            default: byte_list_at(at);
            }
        }
    }
}

void Finder::scan(Span window) {
    std::array<char, kBlock + 1> tail;
    std::size_t run = 0; // digits of base64 up to here
    std::size_t at = window.begin;
    for (; at < window.end; at += kBlock) {
        const char* bytes = text_.data() + at;
        if (at + kBlock + 1 > text_.size()) { // the last one: filled up with what is part of nothing
            tail.fill('\x01');
            std::memcpy(tail.data(), bytes, text_.size() - at);
            bytes = tail.data();
        }
        const Block block = load(bytes);
        const Block next = load(bytes + 1);
        const Block lower = block | 0x20;
        const auto letters = (lower - 'a') < 26;
        const auto others = ((block - '+') < 15) & ((block | 2) != '.'); // "+-/0123456789"
        const auto digits = halves(letters | others | (block == '_'));
        const auto escapes = ((block == '\\') & (next == 'u')) | (((block == '\\') | (block == '0')) & ((next | 0x20) == 'x'));
        const auto marks = halves((block == '%') | escapes);
        const auto zeros = halves(block == 0);
        for (std::size_t half = 0; half < 2; ++half) {
            if (digits[half] == kFull) {
                run += 8;
                continue;
            }
            if (run >= kShortestBase64 - 7) {
                const std::size_t end = at + half * 8 + static_cast<std::size_t>(std::countr_one(digits[half])) / 8;
                const std::size_t begin = at + half * 8 - run;
                if (end - begin >= kShortestBase64) base64_at({begin, end});
            }
            run = static_cast<std::size_t>(std::countl_one(digits[half])) / 8;
        }
        if ((marks[0] | marks[1]) != 0) marks_at(at, marks);
        constexpr std::uint64_t kOdd = 0xff00ff00ff00ff00;
        if ((zeros[0] | zeros[1]) != 0 && zeros[0] == zeros[1] && (zeros[0] == kOdd || zeros[0] == ~kOdd)) utf16_at(at);
    }
    if (run > 0) base64_at({at - run, at}); // the window ends in it
}

} // namespace

void find_encoded(std::string_view text, std::span<const Region> regions, std::vector<Encoded>& found) {
    text = text.substr(0, std::numeric_limits<std::uint32_t>::max());
    Finder finder(text, found);
    if (finder.whole_text_is_utf16()) return;
    std::size_t scanned = 0;
    for (const auto& region : regions) {
        Span window = finder.window_around(region);
        if (window.begin < scanned) { // so that a run across the border of two windows shows itself
            window.begin = scanned - std::min(scanned, kMargin);
        }
        if (window.begin >= window.end) continue;
        finder.scan(window);
        scanned = std::max(scanned, window.end);
    }
}

} // namespace squire::secrets
