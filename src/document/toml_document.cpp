// SPDX-License-Identifier: MIT
#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "document/document.h"
#include "rules/toml.h"

namespace squire::document {
namespace {

// The largest lock in TOML known to its author has 9 MB.
constexpr std::size_t kSizeLimit = 64U << 20U;
constexpr std::size_t kSmall = 1U << 20U;
constexpr int kLinesTried = 6;
constexpr int kTablesTried = 3;

class Conversion {
public:
    Document run(const rules::TomlTable& table, const Error* fault, std::uint32_t fault_line) {
        if (builder_.open(Node::Kind::table, {}, 1)) members(table);
        if (fault != nullptr) builder_.fault(fault_line, fault->message, fault->kind);
        return builder_.finish();
    }

private:
    bool members(const rules::TomlTable& table) {
        return std::ranges::all_of(table.entries,
                                   [&](const rules::TomlEntry& entry) { return value(builder_.keep(entry.key), entry.at.line, entry.value); });
    }

    bool value(std::string_view key, std::uint32_t line, const rules::TomlValue& value) {
        if (const auto* text = std::get_if<std::string>(&value.value)) return builder_.leaf(Node::Kind::text, key, builder_.keep(*text), line);
        if (const auto* table = std::get_if<rules::TomlTable>(&value.value)) {
            if (!builder_.open(Node::Kind::table, key, line) || !members(*table)) return false;
            (void)builder_.close();
            return true;
        }
        if (const auto* list = std::get_if<rules::TomlArray>(&value.value)) {
            if (!builder_.open(Node::Kind::list, key, line)) return false;
            for (const rules::TomlValue& item : *list)
                if (!this->value({}, item.at.line, item)) return false;
            (void)builder_.close();
            return true;
        }
        std::string word;
        if (const auto* integer = std::get_if<std::int64_t>(&value.value))
            word = std::to_string(*integer);
        else if (const auto* number = std::get_if<double>(&value.value))
            word = fmt::format("{}", *number);
        else if (const auto* flag = std::get_if<bool>(&value.value))
            word = *flag ? "true" : "false";
        return builder_.leaf(Node::Kind::word, key, builder_.keep(word), line);
    }

    DocumentBuilder builder_;
};

std::size_t start_of_line(std::string_view bytes, std::uint32_t line) {
    std::size_t at = 0;
    for (std::uint32_t number = 1; number < line; ++number) {
        const std::size_t end = bytes.find('\n', at);
        if (end == std::string_view::npos) break;
        at = end + 1;
    }
    return at;
}

/// Where the last table before `line` begins: what stands before it can be read without what is wrong.
std::size_t start_of_table_before(std::string_view bytes, std::uint32_t line) {
    std::size_t start = 0;
    std::size_t at = 0;
    for (std::uint32_t number = 1; number <= line && at < bytes.size(); ++number) {
        if (bytes[at] == '[') start = at;
        const std::size_t end = bytes.find('\n', at);
        if (end == std::string_view::npos) break;
        at = end + 1;
    }
    return start;
}

} // namespace

Document read_toml_document(std::string_view bytes) {
    auto table = rules::parse_toml(bytes, "", kSizeLimit);
    if (table) return Conversion().run(*table, nullptr, 0);
    // ":line:column"
    Error fault = table.error();
    std::uint32_t line = 0;
    const std::size_t digits = fault.place.find_first_of("0123456789");
    if (digits != std::string::npos) std::from_chars(fault.place.data() + digits, fault.place.data() + fault.place.size(), line);
    // What stands before the fault is read without the line it is in, or the few before it that belong to the same value; else without the table.
    // A file that is wrong in each of its tables is not worth more.
    std::size_t size = bytes.size();
    std::size_t cut = start_of_line(bytes, line);
    for (int attempt = 0; attempt < kLinesTried && cut > 0 && bytes.size() < kSmall; ++attempt) {
        table = rules::parse_toml(bytes.substr(0, cut), "", kSizeLimit);
        if (table) return Conversion().run(*table, &fault, line);
        cut = cut < 2 ? 0 : bytes.rfind('\n', cut - 2) + 1;
    }
    std::uint32_t wrong = line;
    for (int attempt = 0; attempt < kTablesTried && size > 0; ++attempt) {
        size = start_of_table_before(bytes.substr(0, size), wrong);
        table = rules::parse_toml(bytes.substr(0, size), "", kSizeLimit);
        if (table) return Conversion().run(*table, &fault, line);
        wrong = static_cast<std::uint32_t>(std::ranges::count(bytes.substr(0, size), '\n'));
    }
    return Conversion().run({}, &fault, line);
}

} // namespace squire::document
