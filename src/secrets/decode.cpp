// SPDX-License-Identifier: MIT
//
// Each encoding is one function that walks over a run unit by unit and shows every unit with the bytes it stands for. Decoding appends these bytes,
// placing counts them: so the two cannot disagree.
#include "secrets/decode.h"

#include <array>

#include "secrets/byte_class.h"

namespace squire::secrets {

namespace {

/// A unit of encoded text at [begin, end) of the run. `bytes` may be empty: padding, a byte order mark.
struct Unit {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string_view bytes;
};

/// UTF-8 of one character; U+FFFD for what is none.
class Utf8 {
public:
    explicit Utf8(std::uint32_t character) {
        if ((character >= 0xd800 && character < 0xe000) || character > 0x10ffff) character = 0xfffd;
        if (character < 0x80) {
            put(character);
        } else if (character < 0x800) {
            put(0xc0 | character >> 6), put(0x80 | (character & 0x3f));
        } else if (character < 0x10000) {
            put(0xe0 | character >> 12), put(0x80 | (character >> 6 & 0x3f)), put(0x80 | (character & 0x3f));
        } else {
            put(0xf0 | character >> 18), put(0x80 | (character >> 12 & 0x3f)), put(0x80 | (character >> 6 & 0x3f)),
                put(0x80 | (character & 0x3f));
        }
    }
    [[nodiscard]] std::string_view view() const { return {bytes_.data(), size_}; }

private:
    void put(std::uint32_t byte) { bytes_[size_++] = static_cast<char>(byte); }

    std::array<char, 4> bytes_{};
    std::size_t size_ = 0;
};

bool is_high_surrogate(std::uint32_t unit) { return unit >= 0xd800 && unit < 0xdc00; }
bool is_low_surrogate(std::uint32_t unit) { return unit >= 0xdc00 && unit < 0xe000; }
std::uint32_t join_surrogates(std::uint32_t high, std::uint32_t low) { return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00); }

/// `digits` hexadecimal digits at `at`; 0xffffffff where they do not stand there.
std::uint32_t hex_number(std::string_view run, std::size_t at, std::size_t digits) {
    if (at + digits > run.size()) return 0xffffffff;
    std::uint32_t number = 0;
    for (std::size_t index = 0; index < digits; ++index) {
        const auto value = hex_value(run[at + index]);
        if (value > 15) return 0xffffffff;
        number = number << 4 | value;
    }
    return number;
}

/// The position behind blanks and line ends, those written as \n and \r too.
std::size_t skip_gap(std::string_view run, std::size_t at) {
    while (at < run.size()) {
        const char c = run[at];
        if (c == '\n' || c == '\r' || c == ' ' || c == '\t') {
            ++at;
        } else if (c == '\\' && at + 1 < run.size() && (run[at + 1] == 'n' || run[at + 1] == 'r')) {
            at += 2;
        } else {
            break;
        }
    }
    return at;
}

template <class Show> bool walk_base64(std::string_view run, Show show) {
    std::size_t at = skip_gap(run, 0);
    while (at < run.size() && run[at] != '=') {
        const std::size_t begin = at;
        std::size_t end = at;
        std::uint32_t bits = 0;
        std::size_t digits = 0;
        while (digits < 4 && at < run.size()) {
            const auto value = kBase64Values[static_cast<unsigned char>(run[at])];
            if (value < 64) {
                bits = bits << 6 | value;
                ++digits;
                end = ++at;
                continue;
            }
            const auto behind = skip_gap(run, at);
            if (behind == at) break;
            at = behind;
        }
        if (digits < 2) return digits == 0 ? false : at == run.size() || run[at] == '='; // one digit left over says nothing
        bits <<= 6 * (4 - digits);
        const std::array<char, 3> bytes{static_cast<char>(bits >> 16), static_cast<char>(bits >> 8), static_cast<char>(bits)};
        if (digits < 4) {
            while (end < run.size() && run[end] == '=') ++end;
        }
        if (!show(Unit{begin, end, {bytes.data(), digits - 1}})) return true;
        if (digits < 4) {
            at = end;
            break;
        }
        at = skip_gap(run, at);
    }
    while (at < run.size() && run[at] == '=') ++at;
    return skip_gap(run, at) == run.size();
}

template <class Show> bool walk_hex(std::string_view run, Show show) {
    for (std::size_t at = skip_gap(run, 0); at < run.size(); at = skip_gap(run, at + 2)) {
        const auto number = hex_number(run, at, 2);
        if (number > 0xff) return false;
        const char byte = static_cast<char>(number);
        if (!show(Unit{at, at + 2, {&byte, 1}})) break;
    }
    return true;
}

template <class Show> bool walk_byte_list(std::string_view run, Show show) {
    std::size_t at = 0;
    while (at < run.size()) {
        const char c = run[at];
        if (c == ',' || c == ' ' || c == '\t' || c == '\r' || c == '\n') {
            ++at;
            continue;
        }
        if (c != '0' || at + 1 >= run.size() || (run[at + 1] | 0x20) != 'x') return false;
        const auto number = hex_number(run, at + 2, 2);
        if (number > 0xff) return false;
        const char byte = static_cast<char>(number);
        if (!show(Unit{at, at + 4, {&byte, 1}})) break;
        at += 4;
    }
    return true;
}

template <class Show> bool walk_percent(std::string_view run, Show show) {
    for (std::size_t at = 0; at < run.size();) {
        const auto number = run[at] == '%' ? hex_number(run, at + 1, 2) : 0xffffffff;
        const char byte = number <= 0xff ? static_cast<char>(number) : run[at];
        const std::size_t end = at + (number <= 0xff ? 3 : 1);
        if (!show(Unit{at, end, {&byte, 1}})) break;
        at = end;
    }
    return true;
}

template <class Show> bool walk_backslash(std::string_view run, Show show) {
    for (std::size_t at = 0; at < run.size();) {
        const char kind = run[at] == '\\' && at + 1 < run.size() ? run[at + 1] : '\0';
        char byte = run[at];
        std::size_t end = at + 1;
        if (kind == 'x' && hex_number(run, at + 2, 2) <= 0xff) {
            byte = static_cast<char>(hex_number(run, at + 2, 2));
            end = at + 4;
        } else if (kind == 'u' && hex_number(run, at + 2, 4) <= 0xffff) {
            auto character = hex_number(run, at + 2, 4);
            end = at + 6;
            if (is_high_surrogate(character) && run.substr(end, 2) == "\\u") {
                const auto low = hex_number(run, end + 2, 4);
                if (is_low_surrogate(low)) {
                    character = join_surrogates(character, low);
                    end += 6;
                }
            }
            const Utf8 utf8(character);
            if (!show(Unit{at, end, utf8.view()})) break;
            at = end;
            continue;
        }
        if (!show(Unit{at, end, {&byte, 1}})) break;
        at = end;
    }
    return true;
}

template <class Show> bool walk_utf16(std::string_view run, bool big, Show show) {
    const auto unit_at = [&](std::size_t at) -> std::uint32_t {
        const auto first = static_cast<unsigned char>(run[at]);
        const auto second = static_cast<unsigned char>(run[at + 1]);
        return big ? first << 8U | second : second << 8U | first;
    };
    for (std::size_t at = 0; at + 1 < run.size();) { // an odd byte at the end is left out
        auto character = unit_at(at);
        std::size_t end = at + 2;
        if (is_high_surrogate(character) && end + 1 < run.size() && is_low_surrogate(unit_at(end))) {
            character = join_surrogates(character, unit_at(end));
            end += 2;
        }
        const Utf8 utf8(character);
        const bool mark = at == 0 && character == 0xfeff;
        if (!show(Unit{at, end, mark ? std::string_view() : utf8.view()})) break;
        at = end;
    }
    return true;
}

/// Shows every unit of the run until `show` returns false. False where the run is not in this encoding; units before that place were shown.
template <class Show> bool walk(std::string_view run, Encoding encoding, Show show) {
    switch (encoding) {
    case Encoding::base64: return walk_base64(run, show);
    case Encoding::hex: return walk_hex(run, show);
    case Encoding::byte_list: return walk_byte_list(run, show);
    case Encoding::percent: return walk_percent(run, show);
    case Encoding::backslash: return walk_backslash(run, show);
    case Encoding::utf16_little: return walk_utf16(run, false, show);
    case Encoding::utf16_big: return walk_utf16(run, true, show);
    }
    return false;
}

} // namespace

bool decode(std::string_view run, Encoding encoding, std::string& decoded) {
    decoded.clear();
    return walk(run, encoding, [&](const Unit& unit) {
        decoded.append(unit.bytes);
        return true;
    });
}

Region place_in_run(std::string_view run, Encoding encoding, Region decoded) {
    std::size_t count = 0; // decoded bytes before the unit
    std::size_t begin = run.size();
    std::size_t end = run.size();
    (void)walk(run, encoding, [&](const Unit& unit) {
        const std::size_t next = count + unit.bytes.size();
        if (begin == run.size() && next > decoded.begin) begin = unit.begin;
        count = next;
        if (begin == run.size() || next < decoded.end) return true;
        end = unit.end;
        return false;
    });
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

} // namespace squire::secrets
