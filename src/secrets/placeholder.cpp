// SPDX-License-Identifier: MIT
#include "secrets/placeholder.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "secrets/randomness.h"
#include "secrets/words.h"

namespace squire::secrets {

using namespace std::string_view_literals;

namespace {

constexpr std::size_t kMost = 256; // longer values are judged by their first bytes

bool lower(char c) { return c >= 'a' && c <= 'z'; }
bool upper(char c) { return c >= 'A' && c <= 'Z'; }
bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return lower(c) || upper(c); }
bool hex_digit(char c) { return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool word_char(char c) { return letter(c) || digit(c) || c == '_'; }

/// The first bytes of a text in lower case, without an allocation.
struct Lowered {
    std::array<char, kMost> bytes;
    std::string_view text;

    explicit Lowered(std::string_view from) {
        const std::size_t size = std::min(from.size(), kMost);
        for (std::size_t i = 0; i < size; ++i) {
            bytes[i] = upper(from[i]) ? static_cast<char>(from[i] | 0x20) : from[i];
        }
        text = {bytes.data(), size};
    }
    Lowered(const Lowered&) = delete;
    Lowered& operator=(const Lowered&) = delete;
};

bool masked(std::string_view lowered) {
    std::size_t longest = 1, run = 1, masks = 0;
    bool filler = false;
    for (std::size_t i = 0; i < lowered.size(); ++i) {
        const char c = lowered[i];
        masks += c == 'x' || c == '*' || c == '.' || c == '?' || c == '#' || c == '_' || c == '-' ? 1 : 0;
        run = i > 0 && c == lowered[i - 1] ? run + 1 : 1;
        longest = std::max(longest, run);
        filler |= run >= 8 && c != 'a'; // base64 of zero bytes is a run of A
        if ((c == 'x' || c == '*' || c == '.') && run >= 5) {
            return true;
        }
    }
    return filler || lowered.ends_with("...") || (lowered.size() >= 3 && (longest == lowered.size() || masks == lowered.size())) ||
           longest * 2 > lowered.size() + 2;
}

/// "…" of UTF-8, and bullets.
bool has_mask_sign(std::string_view value) {
    return value.contains("\xe2\x80\xa6") || value.contains("\xe2\x80\xa2") || value.contains("\xe2\x97\x8f");
}

/// What stands in a gap: a name, a path of names, a call without arguments.
bool gap_text(std::string_view text) {
    return !text.empty() && text.size() <= 80 && std::ranges::all_of(text, [](char c) {
        return word_char(c) || c == '.' || c == ' ' || c == '-' || c == ':' || c == '(' || c == ')' || c == '[' || c == ']' || c == '\'' ||
               c == '"' || c == '|' || c == '/';
    }) && std::ranges::any_of(text, letter);
}

/// An opening sign, a name, and its closing sign, anywhere in the value.
bool has_gap(std::string_view value, std::string_view open, std::string_view close) {
    for (std::size_t at = value.find(open); at != std::string_view::npos; at = value.find(open, at + 1)) {
        const std::string_view rest = value.substr(at + open.size());
        const std::size_t end = rest.find(close);
        if (end != std::string_view::npos && gap_text(rest.substr(0, end))) {
            return true;
        }
    }
    return false;
}

bool variable(std::string_view value) {
    if (has_gap(value, "${", "}") || has_gap(value, "{{", "}}") || has_gap(value, "#{", "}") || has_gap(value, "<%", "%>") ||
        has_gap(value, "$(", ")") || has_gap(value, "@{", "}") || has_gap(value, "((", "))") || has_gap(value, "$[", "]") ||
        has_gap(value, "%(", ")s") || has_gap(value, "%{", "}") || has_gap(value, "@@", "@@")) {
        return true;
    }
    const char first = value.front();
    const char last = value.back();
    const std::string_view inner = value.substr(1, value.size() - 2);
    if (((first == '<' && last == '>') || (first == '[' && last == ']') || (first == '{' && last == '}') || (first == '%' && last == '%') ||
         (first == '(' && last == ')')) &&
        (gap_text(inner) || inner.contains(' '))) {
        return true;
    }
    // A value cut off inside a gap: "${", "{{", "$(" at its beginning.
    if (value.starts_with("${") || value.starts_with("{{") || value.starts_with("$(") || value.starts_with("#{") || value.starts_with("<%") ||
        value.starts_with("%(") || value.starts_with("$[")) {
        return true;
    }
    if (first == '$' && value.size() > 1) { // $VAR, $var->field; not $2y$10$..., not $ecret!
        std::size_t end = 1;
        while (end < value.size() && word_char(value[end])) {
            ++end;
        }
        const bool shell = end == value.size() && !digit(value[1]);
        const bool php = end < value.size() && (value.substr(end).starts_with("->") || value[end] == '[');
        if ((shell && english().covered(Lowered{value}.text.substr(1), 3) * 2 >= value.size() - 1) || php) {
            return true;
        }
    }
    if (value == "%s" || value == "%d" || value == "%v" || value == "%@" || (value.starts_with("__") && value.ends_with("__"))) {
        return true;
    }
    // {0}, {name}: a format's gap that fills most of the value, or stands among words
    return has_gap(value, "{", "}") && random_bits(value) < 0;
}

/// Substrings that no random token holds by chance (six letters and more), and that no one puts into a real secret.
constexpr std::array kMadeUp = {"example"sv,     "changeme"sv,    "change_me"sv,
                                "change-me"sv,   "placeholder"sv, "redacted"sv,
                                "replaceme"sv,   "replace_me"sv,  "replace-"sv,
                                "replace_"sv,    "dummy"sv,       "your_"sv,
                                "your-"sv,       "yourtoken"sv,   "yoursecret"sv,
                                "yourpass"sv,    "yourapi"sv,     "youraccess"sv,
                                "insert_"sv,     "insert-"sv,     "_here"sv,
                                "-here"sv,       "notreal"sv,     "notasecret"sv,
                                "not-a-"sv,      "not_a_"sv,      "deadbeefdeadbeef"sv,
                                "foobar"sv,      "changeit"sv,    "loremipsum"sv,
                                "lorem ipsum"sv, "sometoken"sv,   "somesecret"sv,
                                "mysecret"sv,    "mytoken"sv,     "mypassword"sv,
                                "testtoken"sv,   "testsecret"sv,  "testpass"sv,
                                "faketoken"sv,   "fakekey"sv,     "fake_"sv,
                                "fake-"sv,       "sample"sv,      "verysecret"sv,
                                "supersecret"sv, "topsecret"sv};

/// Pieces of values that are the same everywhere, and open nothing: Azurite's and Cosmos DB's emulator keys, Stripe's and reCAPTCHA's
/// documented test keys, Laravel's hash of "password".
constexpr std::array kPublished = {"Eby8vdM02xNOcqFlqUwJPLlm"sv, "C2y6yDjf5/R+ob0N8A7Cgv30"sv, "4eC39HqLyjWDarjtT1zdp7dc"sv,
                                   "TAAAAAJcZVRqyHh71UMIEGNQ"sv, "TAAAAAGG-vFI1TnRWxMZNFuo"sv, "92IXUNpkjO0rOQ5byMi.Ye4o"sv};

constexpr std::array kSequences = {"0123456789"sv, "123456789"sv, "1234567890"sv, "987654321"sv, "abcdefgh"sv,  "qwerty"sv,
                                   "asdfgh"sv,     "zxcvbn"sv,    "12341234"sv,   "abcabcabc"sv, "abc123abc"sv, "abcd1234"sv,
                                   "a1b2c3d4"sv,   "abc123def"sv, "1a2b3c4d"sv,   "0a1b2c3d"sv,  "123abc456"sv};

bool has_made_up(std::string_view lowered) {
    return std::ranges::any_of(kMadeUp, [lowered](std::string_view word) { return lowered.contains(word); });
}

bool sequence(std::string_view lowered) {
    for (const std::string_view run : kSequences) {
        if (lowered.contains(run)) {
            return true;
        }
    }
    if (lowered.size() < 6) {
        return false;
    }
    std::size_t steps = 0;
    for (std::size_t i = 1; i < lowered.size(); ++i) {
        const int distance = lowered[i] - lowered[i - 1];
        steps += distance >= -1 && distance <= 1 ? 1 : 0;
    }
    if (steps * 10 >= (lowered.size() - 1) * 7) {
        return true;
    }
    // One short piece over and over: deadbeefdeadbeef, abc1abc1abc1
    for (std::size_t period = 1; period <= lowered.size() / 2 && period <= 16; ++period) {
        if (lowered.size() >= period + 8 && lowered.substr(period) == lowered.substr(0, lowered.size() - period)) {
            return true;
        }
    }
    return false;
}

/// Every piece of letters is a placeholder's word, and at least one is; digits and separators between are nothing.
bool all_made_up(std::string_view lowered) {
    bool one = false;
    for (std::size_t start = 0; start < lowered.size();) {
        if (!lower(lowered[start])) {
            if (!digit(lowered[start]) && static_cast<unsigned char>(lowered[start]) >= 0x80) {
                return false;
            }
            ++start;
            continue;
        }
        std::size_t end = start;
        while (end < lowered.size() && lower(lowered[end])) {
            ++end;
        }
        const std::string_view piece = lowered.substr(start, end - start);
        if (placeholder_words().contains(piece) || placeholder_words().covered(piece, 3) == piece.size()) {
            one = true;
        } else if (!(english().contains(piece) || piece.size() <= 2)) {
            return false;
        }
        start = end;
    }
    return one;
}

/// A placeholder's word with digits for letters: p4ssw0rd, s3cr3t!, Pa55word1.
bool spelt_with_digits(std::string_view lowered) {
    constexpr std::size_t kLongest = 24;
    std::array<char, kLongest> letters{};
    std::size_t count = 0;
    while (!lowered.empty() && !lower(lowered.back()) && lowered.size() > 4) {
        lowered.remove_suffix(1);
    }
    if (lowered.size() < 5 || lowered.size() > kLongest) {
        return false;
    }
    for (const char c : lowered) {
        constexpr std::string_view kFrom = "013457", kTo = "oleast";
        const std::size_t at = kFrom.find(c);
        letters[count++] = at == std::string_view::npos ? c : kTo[at];
    }
    const std::string_view word{letters.data(), count};
    return word != lowered && placeholder_words().covered(word, 5) == word.size();
}

bool simple_name(std::string_view text) {
    return !text.empty() && !digit(text.front()) && std::ranges::all_of(text, [](char c) { return word_char(c) || c == '$'; });
}

bool code(std::string_view value) {
    static constexpr std::array kMarks = {
        "process.env"sv, "os.environ"sv, "ENV["sv, "getenv"sv, "GetEnv"sv, "System.get"sv, "self."sv, "this."sv, "::"sv,  "->"sv,  "=>"sv,
        "&&"sv,          "||"sv,         "== "sv,  "()"sv,     "[]"sv,     "+="sv,         "\\n"sv,   "\\r"sv,   "\\t"sv, "\\x"sv, "\\u"sv,
        "::"sv,          "', "sv,        "\", "sv, "')"sv,     "\")"sv,    "['"sv,         "[\""sv,   ");"sv,    "!="sv};
    for (const std::string_view mark : kMarks) {
        if (value.contains(mark)) {
            return true;
        }
    }
    // name(…), name[…], name{…}
    std::size_t end = 0;
    while (end < value.size() && (word_char(value[end]) || value[end] == '.' || value[end] == '$' || value[end] == '@')) {
        ++end;
    }
    if (end > 0 && end < value.size() && (value[end] == '(' || value[end] == '[' || value[end] == '{' || value[end] == '<')) {
        return simple_name(value.substr(0, std::min(value.find_first_of(".("), end))) || end >= 2;
    }
    return false;
}

/// a.b.c of names that are words
bool dotted_name(std::string_view value) {
    std::size_t parts = 0;
    for (std::size_t start = 0; start <= value.size();) {
        const std::size_t end = std::min(value.find('.', start), value.size());
        std::string_view part = value.substr(start, end - start);
        while (part.ends_with('!') || part.ends_with('?') || part.ends_with(';') || part.ends_with(',')) {
            part.remove_suffix(1);
        }
        const bool named = std::ranges::all_of(part, [](char c) { return word_char(c) || c == '$' || c == '-'; });
        if (part.empty() || !named || random_bits(part) > 8) {
            return false;
        }
        ++parts;
        start = end + 1;
    }
    return parts >= 2;
}

bool path(std::string_view value) {
    if (value.starts_with("./") || value.starts_with("../") || value.starts_with("~/") || value.starts_with("/etc/") ||
        value.starts_with("/var/") || value.starts_with("/usr/") || value.starts_with("file:") ||
        (value.size() > 2 && letter(value[0]) && value[1] == ':' && (value[2] == '\\' || value[2] == '/'))) {
        return true;
    }
    const std::size_t dot = value.rfind('.');
    if (dot != std::string_view::npos && dot > 0 && value.size() - dot <= 6) {
        static constexpr std::array kEndings = {
            ".txt"sv, ".pem"sv, ".key"sv, ".crt"sv, ".json"sv, ".yml"sv,        ".yaml"sv, ".xml"sv, ".html"sv, ".js"sv,   ".ts"sv,
            ".py"sv,  ".rb"sv,  ".go"sv,  ".php"sv, ".java"sv, ".cs"sv,         ".md"sv,   ".png"sv, ".svg"sv,  ".conf"sv, ".cfg"sv,
            ".jks"sv, ".p12"sv, ".pfx"sv, ".env"sv, ".sh"sv,   ".properties"sv, ".toml"sv, ".ini"sv, ".css"sv,  ".vue"sv,  ".tsx"sv,
            ".log"sv, ".asc"sv, ".gpg"sv, ".cer"sv, ".der"sv,  ".csv"sv,        ".sql"sv,  ".db"sv,  ".erb"sv,  ".tpl"sv};
        if (std::ranges::find(kEndings, value.substr(dot)) != kEndings.end()) {
            return true;
        }
    }
    const auto slashes = std::ranges::count(value, '/');
    return slashes > 0 &&
           std::ranges::all_of(value, [](char c) { return word_char(c) || c == '/' || c == '-' || c == '.' || c == ':' || c == '@'; }) &&
           random_bits(value) < 0;
}

bool address(std::string_view value) {
    const std::size_t scheme = value.find("://");
    if (scheme != std::string_view::npos) {
        const std::string_view rest = value.substr(scheme + 3);
        const std::string_view host = rest.substr(0, std::min(rest.find('/'), rest.size()));
        return !host.contains('@');
    }
    const std::size_t at = value.find('@');
    if (at != std::string_view::npos && at > 0) {
        const std::string_view host = value.substr(at + 1);
        const std::size_t dot = host.rfind('.');
        const auto top = dot == std::string_view::npos ? std::string_view{} : host.substr(dot + 1);
        return top.size() >= 2 && top.size() <= 6 && std::ranges::all_of(top, letter);
    }
    return value.starts_with("localhost") || value.starts_with("www.") || value.starts_with("127.0.0.1");
}

bool number(std::string_view value) {
    if (value.starts_with("0x") || value.starts_with("0X")) {
        return std::ranges::all_of(value.substr(2),
                                   [](char c) { return hex_digit(c) || c == '_' || c == 'u' || c == 'U' || c == 'l' || c == 'L'; });
    }
    if (value.front() == 'v' || value.front() == 'V') {
        value.remove_prefix(1);
    }
    std::size_t digits = 0;
    for (const char c : value) {
        if (digit(c)) {
            ++digits;
        } else if (!".,:-_+/ TZtzeE%"sv.contains(c)) {
            return false;
        }
    }
    return digits > 0;
}

bool colour(std::string_view value) {
    return value.front() == '#' && (value.size() == 4 || value.size() == 7 || value.size() == 9) &&
           std::ranges::all_of(value.substr(1), hex_digit);
}

bool media_type(std::string_view lowered) {
    static constexpr std::array kTypes = {"application/"sv, "text/"sv, "image/"sv, "audio/"sv, "video/"sv, "multipart/"sv, "font/"sv};
    return std::ranges::any_of(kTypes, [lowered](std::string_view type) { return lowered.starts_with(type); });
}

bool prose(std::string_view value, std::string_view lowered) {
    const auto spaces = std::ranges::count(value, ' ');
    if (spaces == 0) {
        return false;
    }
    // Half of the letters in words, or nothing but letters and a little punctuation (any language).
    const auto letters = std::ranges::count_if(value, [](char c) { return letter(c) || static_cast<unsigned char>(c) >= 0x80; });
    const auto plain =
        std::ranges::count_if(value, [](char c) { return letter(c) || static_cast<unsigned char>(c) >= 0x80 || " .,:;'!?-()"sv.contains(c); });
    std::size_t covered = 0;
    for (std::size_t start = 0; start < lowered.size();) {
        const std::size_t end = std::min(lowered.find(' ', start), lowered.size());
        covered += english().covered(lowered.substr(start, end - start), 3);
        start = end + 1;
    }
    return covered * 2 >= static_cast<std::size_t>(letters) || plain == static_cast<std::ptrdiff_t>(value.size());
}

bool pattern(std::string_view value) {
    static constexpr std::array kMarks = {"\\d"sv, "\\w"sv, "\\s"sv, "\\b"sv, "(?"sv, "[a-z"sv, "[A-Z"sv, "[0-9"sv, "[^"sv, ".*"sv,
                                          ".+"sv,  "]+"sv,  "]*"sv,  "]{"sv,  "%s"sv, "%d"sv,   "%v"sv,   "\\."sv,  "{}"sv};
    for (const std::string_view mark : kMarks) {
        if (value.contains(mark)) {
            return true;
        }
    }
    return (value.size() > 2 && value.front() == '^' && value.back() == '$') ||
           (value.contains('|') && random_bits(value) < 0); // required|min:8
}

bool markup(std::string_view value) {
    if (value.contains("</") || value.contains("/>") || value.contains("&nbsp;") || value.contains("&lt;") || value.contains("&quot;") ||
        value.starts_with("<!")) {
        return true;
    }
    if (value.front() == '#' || value.front() == '.' || value.front() == ':' ||
        value.front() == '@') { // #login-password, .btn, :symbol, @decorator
        const std::string_view name = value.substr(1);
        return !name.empty() && std::ranges::all_of(name, [](char c) { return word_char(c) || c == '-' || c == '.'; }) && random_bits(name) < 6;
    }
    return false;
}

/// snake_case, CamelCase, ALL_CAPS, kebab-case words: nothing but letters and separators, a digit here and there.
bool words(std::string_view value, std::string_view lowered) {
    std::size_t letters = 0, digits = 0, covered = 0, rest = 0;
    for (std::size_t start = 0; start < lowered.size();) {
        if (lower(lowered[start])) {
            std::size_t end = start + 1;
            while (end < lowered.size() && lower(lowered[end]) && !(upper(value[end]) && lower(value[end - 1]))) {
                ++end;
            }
            const std::string_view piece = lowered.substr(start, end - start);
            covered += std::max(english().covered(piece, 3), placeholder_words().covered(piece, 3));
            const auto apart = [&](std::size_t at) { return at >= lowered.size() || "_-. "sv.contains(lowered[at]); };
            const bool small = end - start <= 2 && apart(start - 1) && apart(end); // if_you, up-to-date
            letters += small ? 0 : end - start;
            start = end;
        } else {
            digits += digit(lowered[start]) ? 1 : 0;
            rest += !digit(lowered[start]) && !"_-. :/"sv.contains(lowered[start]) ? 1 : 0;
            ++start;
        }
    }
    return rest == 0 && letters > 0 &&
           ((digits == 0 && covered * 10 >= letters * 6) || (digits <= 2 && covered * 10 >= letters * 8 && letters >= 8));
}

} // namespace

Ordinary placeholder_of(std::string_view value) {
    if (value.size() < 3) {
        return Ordinary::masked;
    }
    value = value.substr(0, kMost);
    const Lowered lowered{value};
    if (masked(lowered.text) || has_mask_sign(value)) {
        return Ordinary::masked;
    }
    if (variable(value)) {
        return Ordinary::variable;
    }
    if (has_made_up(lowered.text)) {
        return Ordinary::made_up;
    }
    for (const std::string_view piece : kPublished) {
        if (value.contains(piece)) {
            return Ordinary::published;
        }
    }
    if (sequence(lowered.text)) {
        return Ordinary::sequence;
    }
    if (all_made_up(lowered.text) || spelt_with_digits(lowered.text)) {
        return Ordinary::made_up;
    }
    return Ordinary::no;
}

bool asks_to_be_replaced(std::string_view value) {
    static constexpr std::array kWords = {"change"sv, "placeholder"sv, "redacted"sv, "replace"sv, "your"sv,
                                          "insert"sv, "_here"sv,       "-here"sv,    "not-a-"sv,  "not_a_"sv};
    const Lowered lowered{value};
    return std::ranges::any_of(kWords, [&lowered](std::string_view word) { return lowered.text.contains(word); });
}

Ordinary ordinary_of(std::string_view value) {
    const Ordinary placeholder = placeholder_of(value);
    if (placeholder != Ordinary::no) {
        return placeholder;
    }
    value = value.substr(0, kMost);
    const Lowered lowered{value};
    if (number(value)) {
        return Ordinary::number;
    }
    if (colour(value)) {
        return Ordinary::colour;
    }
    if (form_of(value) == Form::uuid) {
        return Ordinary::uuid;
    }
    if (is_public_key(value)) {
        return Ordinary::public_key;
    }
    if (address(value)) {
        return Ordinary::address;
    }
    if (media_type(lowered.text)) {
        return Ordinary::media_type;
    }
    if (path(value)) {
        return Ordinary::path;
    }
    if (prose(value, lowered.text)) {
        return Ordinary::prose;
    }
    if (pattern(value)) {
        return Ordinary::pattern;
    }
    if (markup(value)) {
        return Ordinary::markup;
    }
    if (code(value) || dotted_name(value)) {
        return Ordinary::code;
    }
    if (words(value, lowered.text)) {
        return Ordinary::words;
    }
    return Ordinary::no;
}

bool is_public_key(std::string_view value) {
    static constexpr std::array kStarts = {"ssh-rsa"sv,
                                           "ssh-ed25519"sv,
                                           "ssh-dss"sv,
                                           "ecdsa-sha2"sv,
                                           "AAAAB3NzaC1"sv,
                                           "AAAAC3NzaC1"sv,
                                           "AAAAE2VjZHNh"sv,
                                           "-----BEGIN PUBLIC"sv,
                                           "-----BEGIN CERT"sv,
                                           "-----BEGIN RSA PUBLIC"sv,
                                           "MIIBIjAN"sv,
                                           "MIICIjAN"sv,
                                           "MFkwEwYH"sv,
                                           "MCowBQYD"sv,
                                           "MIGfMA0G"sv,
                                           "age1"sv,
                                           "LS0tLS1CRUdJTiBDRVJU"sv,
                                           "LS0tLS1CRUdJTiBQVUJM"sv};
    return std::ranges::any_of(kStarts, [value](std::string_view start) { return value.starts_with(start); });
}

bool is_piece(std::string_view line, std::size_t value, std::size_t value_end) {
    const auto in_base64 = [](char c) { return letter(c) || digit(c) || c == '+' || c == '/' || c == '='; };
    value = std::min(value, line.size());
    value_end = std::clamp(value_end, value, line.size());
    std::size_t begin = value, end = value_end;
    const std::size_t least = begin > 1024 ? begin - 1024 : 0;
    while (begin > least && in_base64(line[begin - 1])) {
        --begin;
    }
    while (end < line.size() && end < value_end + 1024 && in_base64(line[end])) {
        ++end;
    }
    const std::string_view before = line.substr(0, begin);
    const bool digest = before.ends_with("sha512-") || before.ends_with("sha384-") || before.ends_with("sha256-") || before.ends_with("sha1-") ||
                        before.ends_with("h1:");
    return digest || (value - begin) + (end - value_end) >= 100;
}

std::string_view describe(Ordinary kind) {
    switch (kind) {
    case Ordinary::no: return "";
    case Ordinary::masked: return "a masked value";
    case Ordinary::variable: return "a variable or a gap to fill";
    case Ordinary::made_up: return "an example value";
    case Ordinary::published: return "a value that documentation gives to everyone";
    case Ordinary::sequence: return "a sequence or a repetition";
    case Ordinary::code: return "an expression";
    case Ordinary::path: return "a file path";
    case Ordinary::address: return "an address without credentials";
    case Ordinary::number: return "a number, date or version";
    case Ordinary::uuid: return "a UUID";
    case Ordinary::media_type: return "a media type";
    case Ordinary::colour: return "a colour";
    case Ordinary::prose: return "prose";
    case Ordinary::pattern: return "a pattern or format";
    case Ordinary::markup: return "markup";
    case Ordinary::public_key: return "a public key or certificate";
    case Ordinary::words: return "plain words";
    }
    return "";
}

bool speaks_of_digest(std::string_view line, std::size_t value, std::size_t value_end) {
    static constexpr std::array kWords = {"sha1"sv,     "sha256"sv, "sha384"sv, "sha512"sv,    "md5"sv,      "integrity"sv,
                                          "checksum"sv, "etag"sv,   "commit"sv, "digest"sv,    "revision"sv, "fingerprint"sv,
                                          "sha"sv,      "blob"sv,   "hash"sv,   "thumbprint"sv};
    const auto start_of_line = value == 0 ? 0 : line.rfind('\n', std::min(value, line.size()) - 1) + 1;
    const auto end_of_line = std::min(line.find('\n', std::min(value_end, line.size())), line.size());
    for (std::size_t start = start_of_line; start < end_of_line;) {
        if (start == value) {
            start = std::max(value_end, start + 1);
            continue;
        }
        if (!letter(line[start])) {
            ++start;
            continue;
        }
        std::size_t end = start;
        const std::size_t stop = start < value ? std::min(value, end_of_line) : end_of_line;
        std::array<char, 12> word{};
        std::size_t length = 0;
        while (end < stop && (letter(line[end]) || digit(line[end])) && !(end > start && upper(line[end]) && lower(line[end - 1]))) {
            if (length < word.size()) {
                word[length++] = upper(line[end]) ? static_cast<char>(line[end] | 0x20) : line[end];
            }
            ++end;
        }
        if (std::ranges::find(kWords, std::string_view(word.data(), length)) != kWords.end()) {
            return true;
        }
        start = std::max(end, start + 1);
    }
    return false;
}

} // namespace squire::secrets
