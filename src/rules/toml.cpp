// SPDX-License-Identifier: MIT
//
// A recursive descent over TOML 1.0 (toml.io/en/v1.0.0). What the grammar does not say is who may add to a table: a header defines a table once and
// may pass through those that others defined; a dotted key defines the tables on its way, which no header defines again and no other dotted key of
// another place enters; an inline table is closed. So each table remembers how it came to be.
#include "rules/toml.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <limits>
#include <memory>
#include <optional>
#include <system_error>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::rules {
namespace {

constexpr std::size_t kKeyPartLimit = 24;
constexpr int kNestingLimit = 24; // of arrays and inline tables

struct Node;

struct Table {
    enum class Origin : std::uint8_t { passed, header, dotted, inlined }; // passed: a header named something below it

    struct Entry {
        std::string key;
        TomlPosition at;
        std::unique_ptr<Node> node;
    };

    Node* find(std::string_view key) const;
    Node& add(std::string_view key, TomlPosition at);

    Origin origin = Origin::passed;
    TomlPosition at;
    std::vector<Entry> entries;
    std::unordered_map<std::string, Node*> index; // only of a large table, so that a hostile file does not make it quadratic
};

struct List {
    bool of_headers = false; // [[…]], which may grow
    std::vector<Node> values;
};

struct Node {
    std::variant<std::string, std::int64_t, double, bool, TomlDate, List, Table> value;
    TomlPosition at;
};

constexpr std::size_t kIndexed = 32;

Node* Table::find(std::string_view key) const {
    if (entries.size() >= kIndexed) {
        const auto found = index.find(std::string(key));
        return found == index.end() ? nullptr : found->second;
    }
    const auto found = std::ranges::find(entries, key, &Entry::key);
    return found == entries.end() ? nullptr : found->node.get();
}

Node& Table::add(std::string_view key, TomlPosition at) {
    entries.push_back({std::string(key), at, std::make_unique<Node>()});
    auto& node = *entries.back().node;
    node.at = at;
    if (entries.size() == kIndexed)
        for (const auto& entry : entries) index.emplace(entry.key, entry.node.get());
    else if (entries.size() > kIndexed)
        index.emplace(key, &node);
    return node;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_bare(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-'; }
bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_control(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; }

void append_utf8(std::string& text, std::uint32_t point) {
    const auto byte = [&](std::uint32_t value) { text += static_cast<char>(value); };
    if (point < 0x80) {
        byte(point);
    } else if (point < 0x800) {
        byte(0xc0U | point >> 6U);
        byte(0x80U | (point & 0x3fU));
    } else if (point < 0x10000) {
        byte(0xe0U | point >> 12U);
        byte(0x80U | (point >> 6U & 0x3fU));
        byte(0x80U | (point & 0x3fU));
    } else {
        byte(0xf0U | point >> 18U);
        byte(0x80U | (point >> 12U & 0x3fU));
        byte(0x80U | (point >> 6U & 0x3fU));
        byte(0x80U | (point & 0x3fU));
    }
}

/// "1979-05-27", "07:32:00.5", "1979-05-27T07:32:00+01:00". Nobody needs its value, only whether it is one.
bool is_date_or_time(std::string_view text) {
    const auto number = [&](std::size_t digits, char after) -> int {
        if (text.size() < digits || !std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(digits), is_digit)) return -1;
        int value = 0;
        const std::string_view written = text.substr(0, digits);
        std::from_chars(written.data(), written.data() + written.size(), value);
        text.remove_prefix(digits);
        if (after == 0) return value;
        if (!text.starts_with(after)) return -1;
        text.remove_prefix(1);
        return value;
    };
    const bool has_date = text.size() > 4 && text[4] == '-';
    if (has_date) {
        const int year = number(4, '-'), month = number(2, '-'), day = number(2, 0);
        static constexpr std::array kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
        const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        if (year < 0 || month < 1 || month > 12 || day < 1) return false;
        if (day > kDays[static_cast<std::size_t>(month - 1)] + (leap && month == 2 ? 1 : 0)) return false;
        if (text.empty()) return true;
        if (text[0] != 'T' && text[0] != 't' && text[0] != ' ') return false;
        text.remove_prefix(1);
    }
    const int hour = number(2, ':'), minute = number(2, ':'), second = number(2, 0);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return false;
    if (text.starts_with('.')) {
        const auto end = std::min(text.find_first_not_of("0123456789", 1), text.size());
        if (end == 1) return false;
        text.remove_prefix(end);
    }
    if (text.empty()) return true;
    if (!has_date) return false;
    if (text == "Z" || text == "z") return true;
    if (text[0] != '+' && text[0] != '-') return false;
    text.remove_prefix(1);
    const int zone_hour = number(2, ':'), zone_minute = number(2, 0);
    return zone_hour >= 0 && zone_hour <= 23 && zone_minute >= 0 && zone_minute <= 59 && text.empty();
}

struct KeyPart {
    std::string name;
    TomlPosition at;
};

class Parser {
public:
    explicit Parser(std::string_view text) : text_(text) {
        if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;
        line_start_ = at_;
    }

    bool parse(Table& root) {
        root.origin = Table::Origin::header;
        Table* current = &root;
        while (skip_blank_lines()) {
            if (at_ == text_.size()) return true;
            if (here() == '[' ? !header(root, current) : !pair(*current, 0)) return false;
            if (!end_of_line()) return false;
        }
        return false;
    }

    [[nodiscard]] const std::string& message() const { return message_; }
    [[nodiscard]] TomlPosition error_at() const { return error_at_; }
    [[nodiscard]] ErrorKind error_kind() const { return error_kind_; }

private:
    [[nodiscard]] char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    [[nodiscard]] bool looking_at(std::string_view what) const { return text_.substr(at_).starts_with(what); }
    [[nodiscard]] TomlPosition position() const { return {line_, static_cast<std::uint32_t>(at_ - line_start_ + 1)}; }

    bool wrong(std::string message, std::optional<TomlPosition> at = {}, ErrorKind kind = ErrorKind::malformed) {
        message_ = std::move(message);
        error_at_ = at.value_or(position());
        error_kind_ = kind;
        return false;
    }

    /// "expected a value, not 'x'".
    bool expected(std::string_view what) {
        if (at_ == text_.size()) return wrong(fmt::format("expected {}, and the file ends", what));
        if (here() == '\n' || here() == '\r') return wrong(fmt::format("expected {}, and the line ends", what));
        std::size_t length = 1;
        while (at_ + length < text_.size() && (static_cast<unsigned char>(text_[at_ + length]) & 0xc0U) == 0x80U) ++length;
        return wrong(fmt::format("expected {}, not '{}'", what, printable(text_.substr(at_, length))));
    }

    void new_line() { // at_ is behind the line feed
        ++line_;
        line_start_ = at_;
    }

    void skip_blanks() {
        while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
    }

    bool skip_comment() {
        if (here() != '#') return true;
        while (at_ < text_.size() && here() != '\n' && !looking_at("\r\n")) {
            if (is_control(here())) return wrong("a control character in a comment");
            ++at_;
        }
        return true;
    }

    bool skip_line_end() {
        if (looking_at("\r\n")) ++at_;
        if (here() != '\n' || at_ == text_.size()) return false;
        ++at_;
        new_line();
        return true;
    }

    bool skip_blank_lines() {
        do {
            skip_blanks();
            if (!skip_comment()) return false;
        } while (skip_line_end());
        return true;
    }

    bool end_of_line() {
        skip_blanks();
        if (!skip_comment()) return false;
        return at_ == text_.size() || skip_line_end() || expected("the end of the line");
    }

    bool key(std::vector<KeyPart>& parts) {
        do {
            skip_blanks();
            KeyPart part{{}, position()};
            if (here() == '"' || here() == '\'') {
                if (looking_at("\"\"\"") || looking_at("'''")) return wrong("a key cannot be a string of several lines");
                if (!string(part.name)) return false;
            } else {
                const auto start = at_;
                while (at_ < text_.size() && is_bare(text_[at_])) ++at_;
                if (at_ == start) return expected("a key");
                part.name = text_.substr(start, at_ - start);
            }
            if (parts.size() == kKeyPartLimit)
                return wrong(fmt::format("a key has more than {} parts", kKeyPartLimit), part.at, ErrorKind::limit);
            parts.push_back(std::move(part));
            skip_blanks();
        } while (here() == '.' && ++at_ > 0);
        return true;
    }

    bool header(Table& root, Table*& current) {
        const auto start = position();
        const bool is_list = looking_at("[[");
        at_ += is_list ? 2 : 1;
        std::vector<KeyPart> parts;
        if (!key(parts)) return false;
        if (!looking_at(is_list ? "]]" : "]")) return expected(is_list ? "']]'" : "']'");
        at_ += is_list ? 2 : 1;

        Table* table = &root;
        for (std::size_t index = 0; index + 1 < parts.size(); ++index) {
            const auto& part = parts[index];
            Node* node = table->find(part.name);
            if (node == nullptr) {
                node = &table->add(part.name, part.at);
                node->value = Table{.origin = Table::Origin::passed, .at = part.at, .entries = {}, .index = {}};
            }
            if (auto* list = std::get_if<List>(&node->value); list != nullptr && list->of_headers) node = &list->values.back();
            table = std::get_if<Table>(&node->value);
            if (table == nullptr || table->origin == Table::Origin::inlined)
                return wrong(fmt::format("'{}' is not a table that can be added to", shorten(part.name, 80)), part.at);
        }
        const auto& last = parts.back();
        Node* node = table->find(last.name);
        const auto again = [&] { return wrong(fmt::format("'{}' is already defined", shorten(last.name, 80)), last.at); };
        if (is_list) {
            if (node == nullptr) {
                node = &table->add(last.name, last.at);
                node->value = List{.of_headers = true, .values = {}};
            }
            auto* list = std::get_if<List>(&node->value);
            if (list == nullptr || !list->of_headers) return again();
            node = &list->values.emplace_back();
            node->at = start;
            node->value = Table{.origin = Table::Origin::header, .at = start, .entries = {}, .index = {}};
        } else if (node == nullptr) {
            node = &table->add(last.name, last.at);
            node->at = start;
            node->value = Table{.origin = Table::Origin::header, .at = start, .entries = {}, .index = {}};
        } else {
            auto* known = std::get_if<Table>(&node->value);
            if (known == nullptr || known->origin != Table::Origin::passed) return again();
            known->origin = Table::Origin::header;
            known->at = start;
        }
        current = &std::get<Table>(node->value);
        return true;
    }

    bool pair(Table& into, int depth) {
        std::vector<KeyPart> parts;
        if (!key(parts)) return false;
        if (here() != '=') return expected("'='");
        ++at_;
        skip_blanks();
        Table* table = &into;
        for (std::size_t index = 0; index + 1 < parts.size(); ++index) {
            const auto& part = parts[index];
            Node* node = table->find(part.name);
            if (node == nullptr) {
                node = &table->add(part.name, part.at);
                node->value = Table{.origin = Table::Origin::dotted, .at = part.at, .entries = {}, .index = {}};
            }
            table = std::get_if<Table>(&node->value);
            if (table == nullptr || table->origin != Table::Origin::dotted)
                return wrong(fmt::format("'{}' is already defined, and not by a dotted key", shorten(part.name, 80)), part.at);
        }
        const auto& last = parts.back();
        if (table->find(last.name) != nullptr) return wrong(fmt::format("'{}' is already defined", shorten(last.name, 80)), last.at);
        Node node;
        if (!value(node, depth)) return false;
        table->add(last.name, last.at) = std::move(node);
        return true;
    }

    bool value(Node& node, int depth) {
        node.at = position();
        switch (here()) {
        case '"':
        case '\'': return string(node.value.emplace<std::string>());
        case '[': return list(node.value.emplace<List>(), depth);
        case '{': return inline_table(node.value.emplace<Table>(), depth);
        default: return scalar(node);
        }
    }

    bool list(List& list, int depth) {
        if (depth == kNestingLimit) return wrong("values are nested too deep", {}, ErrorKind::limit);
        ++at_;
        for (;;) {
            if (!skip_blank_lines()) return false;
            if (here() == ']') break;
            if (!value(list.values.emplace_back(), depth + 1)) return false;
            if (!skip_blank_lines()) return false;
            if (here() == ']') break;
            if (here() != ',') return expected("',' or ']'");
            ++at_;
        }
        ++at_;
        return true;
    }

    bool inline_table(Table& table, int depth) {
        if (depth == kNestingLimit) return wrong("values are nested too deep", {}, ErrorKind::limit);
        table.at = position();
        table.origin = Table::Origin::header; // open while it is read
        ++at_;
        skip_blanks();
        if (here() != '}') {
            for (;;) {
                skip_blanks();
                if (!pair(table, depth + 1)) return false;
                skip_blanks();
                if (here() == '}') break;
                if (here() != ',') return expected("',' or '}'");
                ++at_;
            }
        }
        ++at_;
        table.origin = Table::Origin::inlined;
        return true;
    }

    bool scalar(Node& node) {
        const auto start = at_;
        const auto is_part = [](char c) { return is_bare(c) || c == '+' || c == '.' || c == ':'; };
        while (at_ < text_.size() && is_part(text_[at_])) ++at_;
        auto token = text_.substr(start, at_ - start);
        if (token.empty()) return expected("a value");
        if (token == "true" || token == "false") {
            node.value = token == "true";
            return true;
        }
        const bool is_date = token.size() >= 5 && token[4] == '-' && is_digit(token[0]);
        if (is_date || (token.size() >= 3 && token[2] == ':')) {
            if (is_date && token.size() == 10 && here() == ' ' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1])) { // date, space, time
                ++at_;
                while (at_ < text_.size() && is_part(text_[at_])) ++at_;
                token = text_.substr(start, at_ - start);
            }
            node.value = TomlDate{};
            return is_date_or_time(token) || wrong(fmt::format("'{}' is not a date or a time", shorten(token, 80)), node.at);
        }
        return number(token, node) || wrong(fmt::format("'{}' is not a value: put a text into quotes", shorten(token, 80)), node.at);
    }

    static bool number(std::string_view token, Node& node) {
        auto digits = token;
        const bool negative = digits.starts_with('-');
        const bool has_sign = negative || digits.starts_with('+');
        if (has_sign) digits.remove_prefix(1);
        if (digits == "inf" || digits == "nan") {
            const double value = digits == "inf" ? std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
            node.value = negative ? -value : value;
            return true;
        }
        if (digits.size() > 2 && digits[0] == '0' && (digits[1] == 'x' || digits[1] == 'o' || digits[1] == 'b'))
            return !has_sign && whole(digits.substr(2), digits[1] == 'x' ? 16 : digits[1] == 'o' ? 8 : 2, false, node);
        const auto exponent = std::min(digits.find_first_of("eE"), digits.size());
        const auto mantissa = digits.substr(0, exponent);
        const auto point = std::min(mantissa.find('.'), mantissa.size());
        const auto before = mantissa.substr(0, point);
        if (before.size() > 1 && before[0] == '0') return false;
        if (point == mantissa.size() && exponent == digits.size()) return whole(before, 10, negative, node);
        if (!is_run(before, is_digit)) return false;
        if (point < mantissa.size() && !is_run(mantissa.substr(point + 1), is_digit)) return false;
        if (exponent < digits.size()) {
            auto power = digits.substr(exponent + 1);
            if (power.starts_with('+') || power.starts_with('-')) power.remove_prefix(1);
            if (!is_run(power, is_digit)) return false;
        }
        std::string plain(digits);
        std::erase(plain, '_');
        double value = 0;
        const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
        if (error != std::errc() && error != std::errc::result_out_of_range) return false;
        node.value = negative ? -value : value;
        return true;
    }

    /// Digits, single underscores only between them.
    static bool is_run(std::string_view text, bool (*is_valid)(char)) {
        bool after_digit = false;
        for (const char c : text) {
            if (c == '_' ? !after_digit : !is_valid(c)) return false;
            after_digit = c != '_';
        }
        return after_digit;
    }

    static bool whole(std::string_view digits, int base, bool negative, Node& node) {
        if (!is_run(digits, base == 16 ? is_hex : is_digit)) return false;
        std::string plain = negative ? "-" : "";
        std::ranges::copy_if(digits, std::back_inserter(plain), [](char c) { return c != '_'; });
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value, base);
        node.value = value;
        return error == std::errc() && end == plain.data() + plain.size();
    }

    bool string(std::string& result) {
        const char quote = here();
        const auto start = position();
        const std::string_view mark = quote == '"' ? "\"\"\"" : "'''";
        const bool multiline = looking_at(mark);
        at_ += multiline ? 3 : 1;
        if (multiline) skip_line_end();
        for (;;) {
            const auto from = at_;
            while (at_ < text_.size() && text_[at_] != quote && text_[at_] != '\\' && !is_control(text_[at_])) ++at_;
            result += text_.substr(from, at_ - from);
            if (at_ == text_.size()) return wrong("a string that is not closed", start);
            const char c = text_[at_];
            if (c == quote) {
                if (!multiline) {
                    ++at_;
                    return true;
                }
                if (!looking_at(mark)) {
                    result += c;
                    ++at_;
                    continue;
                }
                at_ += 3;
                for (int more = 0; more < 2 && here() == quote; ++more, ++at_) result += quote; // up to two may stand before the end
                return true;
            }
            if (c == '\\' && quote == '\'') {
                result += c;
                ++at_;
            } else if (c == '\\') {
                if (!escape(result, multiline)) return false;
            } else if (multiline && (c == '\n' || looking_at("\r\n"))) {
                result += c == '\n' ? "\n" : "\r\n";
                skip_line_end();
            } else if (c == '\n' || c == '\r') {
                return wrong("a string that is not closed", start);
            } else {
                return wrong("a control character in a string");
            }
        }
    }

    bool escape(std::string& result, bool multiline) {
        const auto start = position();
        ++at_;
        if (multiline) { // a backslash at the end of a line takes all white space up to the next text with it
            const auto before = at_;
            skip_blanks();
            if (skip_line_end()) {
                do skip_blanks();
                while (skip_line_end());
                return true;
            }
            at_ = before;
        }
        static constexpr std::string_view kLetters = "btnfr\"\\", kMeanings = "\b\t\n\f\r\"\\";
        const char letter = here();
        if (const auto index = kLetters.find(letter); index != std::string_view::npos && at_ < text_.size()) {
            result += kMeanings[index];
            ++at_;
            return true;
        }
        const std::size_t digits = letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
        if (digits == 0)
            return wrong(
                fmt::format("unknown escape '\\{}': in a regex write '''…''', where a backslash is one", printable(text_.substr(at_, 1))),
                start);
        const auto hex = text_.substr(at_ + 1, digits);
        std::uint32_t point = 0;
        if (hex.size() != digits || !std::ranges::all_of(hex, is_hex))
            return wrong(fmt::format("'\\{}' needs {} hexadecimal digits", letter, digits), start);
        std::from_chars(hex.data(), hex.data() + hex.size(), point, 16);
        if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return wrong("an escape that is no character", start);
        append_utf8(result, point);
        at_ += 1 + digits;
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t line_start_ = 0;
    std::uint32_t line_ = 1;
    std::string message_;
    TomlPosition error_at_;
    ErrorKind error_kind_ = ErrorKind::malformed;
};

TomlTable finished(Table&& table);

TomlValue finished(Node&& node) {
    TomlValue result{{}, node.at};
    std::visit(
        [&]<class Value>(Value& value) {
            if constexpr (std::is_same_v<Value, List>) {
                TomlArray values;
                values.reserve(value.values.size());
                for (auto& element : value.values) values.push_back(finished(std::move(element)));
                result.value = std::move(values);
            } else if constexpr (std::is_same_v<Value, Table>) {
                result.value = finished(std::move(value));
            } else {
                result.value = std::move(value);
            }
        },
        node.value);
    return result;
}

TomlTable finished(Table&& table) {
    TomlTable result;
    result.at = table.at;
    result.entries.reserve(table.entries.size());
    for (auto& entry : table.entries) result.entries.push_back({std::move(entry.key), entry.at, finished(std::move(*entry.node))});
    return result;
}

/// The line of the first byte that is not UTF-8.
std::size_t bad_line(std::string_view text) {
    std::size_t line = 1;
    for (const auto part : split(text, '\n')) {
        if (!is_utf8(part)) return line;
        ++line;
    }
    return line;
}

} // namespace

std::string_view type_name(const TomlValue& value) {
    static constexpr std::string_view kNames[] = {"string", "integer", "number", "boolean", "date", "list", "table"};
    return kNames[value.value.index()];
}

Result<TomlTable> parse_toml(std::string_view text, std::string_view file_name, std::size_t size_limit) {
    if (text.size() > size_limit)
        return fail(ErrorKind::limit, fmt::format("the file has {} bytes; at most {} are read", text.size(), size_limit),
                    std::string(file_name));
    if (!is_utf8(text)) return fail(ErrorKind::malformed, "this is not TOML: not UTF-8", fmt::format("{}:{}", file_name, bad_line(text)));
    Parser parser(text);
    Table root;
    if (!parser.parse(root))
        return fail(parser.error_kind(),
                    parser.error_kind() == ErrorKind::limit ? parser.message() : fmt::format("this is not TOML: {}", parser.message()),
                    fmt::format("{}:{}:{}", file_name, parser.error_at().line, parser.error_at().column));
    return finished(std::move(root));
}

} // namespace squire::rules
