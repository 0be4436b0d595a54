// SPDX-License-Identifier: MIT
#include "rules/toml.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_MAX_NESTED_VALUES 24
#include <toml++/toml.h>

namespace squire::rules {
namespace {

constexpr int kDottedKeyLimit = 24;

/// toml++ bounds the nesting of values but not the length of a dotted key, each part of which is one more table, destroyed by recursion. So
/// the dots of every key are counted first. Returns the line of a key that is too long, or 0. Knows just enough of TOML not to look into
/// strings and comments; where the text is no TOML it may be wrong, which is harmless, because toml++ stops at the first error.
std::uint32_t line_of_overlong_key(std::string_view text) {
    std::uint32_t line = 1;
    int dots = 0;
    const auto skip_string = [&](std::size_t start) {
        const char quote = text[start];
        const bool multiline = text.substr(start, 3) == std::string(3, quote);
        std::size_t at = start + (multiline ? 3 : 1);
        while (at < text.size()) {
            if (text[at] == '\n') {
                if (!multiline) return at;
                ++line;
            } else if (text[at] == '\\' && quote == '"') {
                if (at + 1 < text.size() && text[at + 1] == '\n') ++line;
                ++at;
            } else if (text[at] == quote) {
                if (!multiline) return at + 1;
                if (text.substr(at, 3) == std::string(3, quote)) {
                    at += 3;
                    for (int more = 0; more < 2 && at < text.size() && text[at] == quote; ++more) // up to two quotes may stand before the end
                        ++at;
                    return at;
                }
            }
            ++at;
        }
        return text.size();
    };
    for (std::size_t at = 0; at < text.size();) {
        switch (text[at]) {
        case '"':
        case '\'': at = skip_string(at); continue;
        case '#': at = std::min(text.find('\n', at), text.size()); continue;
        case '.':
            if (++dots > kDottedKeyLimit) return line;
            break;
        case '\n': ++line; [[fallthrough]];
        case '=':
        case ',':
        case '[':
        case ']':
        case '{':
        case '}': dots = 0; break;
        default: break;
        }
        ++at;
    }
    return 0;
}

TomlPosition position(const toml::source_position& at) { return {at.line, at.column}; }

bool earlier(const TomlPosition& left, const TomlPosition& right) {
    return std::pair(left.line, left.column) < std::pair(right.line, right.column);
}

TomlTable convert(toml::table& table);

TomlValue convert(toml::node& node) {
    TomlValue result;
    result.at = position(node.source().begin);
    if (auto* text = node.as_string()) {
        result.value = std::move(text->get());
    } else if (const auto* integer = node.as_integer()) {
        result.value = integer->get();
    } else if (const auto* number = node.as_floating_point()) {
        result.value = number->get();
    } else if (const auto* boolean = node.as_boolean()) {
        result.value = boolean->get();
    } else if (auto* array = node.as_array()) {
        TomlArray values;
        values.reserve(array->size());
        for (auto& element : *array) values.push_back(convert(element));
        result.value = std::move(values);
    } else if (auto* table = node.as_table()) {
        result.value = convert(*table);
    } else {
        result.value = TomlDate{};
    }
    return result;
}

TomlTable convert(toml::table& table) {
    TomlTable result;
    result.at = position(table.source().begin);
    result.entries.reserve(table.size());
    for (auto&& [key, value] : table) result.entries.push_back({std::string(key.str()), position(key.source().begin), convert(value)});
    std::ranges::stable_sort(result.entries, earlier, &TomlEntry::at);
    return result;
}

} // namespace

std::string_view type_name(const TomlValue& value) {
    static constexpr std::string_view kNames[] = {"string", "integer", "number", "boolean", "date", "list", "table"};
    return kNames[value.value.index()];
}

Result<TomlTable> parse_toml(std::string_view text, std::string_view file_name) {
    if (text.size() > kTomlSizeLimit)
        return fail(ErrorKind::limit, fmt::format("the file has {} bytes; at most {} are read", text.size(), kTomlSizeLimit),
                    std::string(file_name));
    if (const auto line = line_of_overlong_key(text))
        return fail(ErrorKind::limit, fmt::format("a key has more than {} parts", kDottedKeyLimit), fmt::format("{}:{}", file_name, line));
    auto parsed = toml::parse(text);
    if (!parsed) {
        const auto& error = parsed.error();
        return fail(ErrorKind::malformed, fmt::format("this is not TOML: {}", error.description()),
                    fmt::format("{}:{}:{}", file_name, error.source().begin.line, error.source().begin.column));
    }
    return convert(parsed.table());
}

} // namespace squire::rules
