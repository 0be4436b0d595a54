// SPDX-License-Identifier: MIT
#include "rules/table_reader.h"

#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "base/nearest_word.h"
#include "base/text.h"

namespace squire::rules {
namespace {

bool same_key(std::string_view written, std::string_view key) {
    return written == key || (written.size() == key.size() && to_lower(written) == to_lower(key));
}

} // namespace

const TomlValue* TableReader::take(std::string_view key) {
    asked_.push_back(key);
    const TomlValue* found = nullptr;
    for (std::size_t index = 0; index < table_.entries.size(); ++index) {
        if (!same_key(table_.entries[index].key, key)) continue;
        taken_[index] = true;
        found = &table_.entries[index].value;
    }
    return found;
}

std::optional<TextAt> TableReader::text(std::string_view key) {
    const auto* value = take(key);
    if (value == nullptr) return std::nullopt;
    if (const auto* text = std::get_if<std::string>(&value->value)) return TextAt{*text, value->at};
    wrong_type(key, *value, "a string");
    return std::nullopt;
}

std::optional<double> TableReader::number(std::string_view key) {
    const auto* value = take(key);
    if (value == nullptr) return std::nullopt;
    double number = -1;
    if (const auto* floating = std::get_if<double>(&value->value))
        number = *floating;
    else if (const auto* integer = std::get_if<std::int64_t>(&value->value))
        number = static_cast<double>(*integer);
    if (number >= 0 && std::isfinite(number)) return number;
    wrong_type(key, *value, "a number that is not negative");
    return std::nullopt;
}

std::optional<std::uint32_t> TableReader::count(std::string_view key) {
    const auto* value = take(key);
    if (value == nullptr) return std::nullopt;
    const auto* integer = std::get_if<std::int64_t>(&value->value);
    if (integer != nullptr && *integer >= 0 && *integer <= std::numeric_limits<std::int32_t>::max()) return static_cast<std::uint32_t>(*integer);
    wrong_type(key, *value, "a whole number that is not negative");
    return std::nullopt;
}

std::optional<bool> TableReader::flag(std::string_view key) {
    const auto* value = take(key);
    if (value == nullptr) return std::nullopt;
    if (const auto* flag = std::get_if<bool>(&value->value)) return *flag;
    wrong_type(key, *value, "true or false");
    return std::nullopt;
}

std::vector<TextAt> TableReader::texts(std::string_view key, bool whole) {
    const auto* value = take(key);
    std::vector<TextAt> result;
    if (value == nullptr) return result;
    if (const auto* text = std::get_if<std::string>(&value->value)) {
        if (whole) {
            result.push_back({*text, value->at});
        } else {
            for (const auto part : split(*text, ',')) result.push_back({std::string(part), value->at});
        }
    } else if (const auto* list = std::get_if<TomlArray>(&value->value)) {
        result.reserve(list->size());
        for (const auto& element : *list) {
            if (const auto* part = std::get_if<std::string>(&element.value))
                result.push_back({*part, element.at});
            else
                wrong_type(key, element, "a list of strings");
        }
    } else {
        wrong_type(key, *value, "a list of strings");
    }
    return result;
}

const TomlTable* TableReader::table(std::string_view key) {
    const auto* value = take(key);
    if (value == nullptr) return nullptr;
    const auto* table = std::get_if<TomlTable>(&value->value);
    if (table == nullptr) wrong_type(key, *value, "a table");
    return table;
}

std::vector<const TomlTable*> TableReader::tables(std::string_view key) {
    const auto* value = take(key);
    std::vector<const TomlTable*> result;
    if (value == nullptr) return result;
    if (const auto* table = std::get_if<TomlTable>(&value->value)) {
        result.push_back(table);
    } else if (const auto* list = std::get_if<TomlArray>(&value->value)) {
        result.reserve(list->size());
        for (const auto& element : *list) {
            if (const auto* part = std::get_if<TomlTable>(&element.value))
                result.push_back(part);
            else
                wrong_type(key, element, "a list of tables");
        }
    } else {
        wrong_type(key, *value, "a list of tables");
    }
    return result;
}

void TableReader::finish() {
    constexpr std::size_t kMostNamed = 20; // the rest adds nothing, and a hostile file could hold hundreds of thousands
    std::size_t unknown = 0;
    for (std::size_t index = 0; index < table_.entries.size(); ++index) {
        if (taken_[index]) continue;
        const auto& entry = table_.entries[index];
        if (++unknown > kMostNamed) {
            warn(entry.at, "further unknown keys are not named");
            return;
        }
        const auto nearest = nearest_word(entry.key, asked_);
        warn(entry.at, fmt::format("unknown key '{}'", shorten(entry.key, 80)),
             nearest.empty() ? "" : fmt::format("did you mean '{}'?", nearest));
    }
}

void TableReader::complain(TomlPosition at, std::string message, std::string hint, ErrorKind kind) {
    failed_ = true;
    problems_.add(wrong_, Error{kind, fmt::format("{}: {}", what_, message), place(at), std::move(hint)});
}

void TableReader::warn(TomlPosition at, std::string message, std::string hint) {
    problems_.add(Weight::warning, Error{ErrorKind::malformed, fmt::format("{}: {}", what_, message), place(at), std::move(hint)});
}

TomlPosition TableReader::at(std::string_view key) const {
    for (const auto& entry : table_.entries)
        if (same_key(entry.key, key)) return entry.at;
    return table_.at;
}

void TableReader::wrong_type(std::string_view key, const TomlValue& value, std::string_view wanted) {
    const auto name = type_name(value);
    if (name == "integer" || name == "number")
        complain(value.at, fmt::format("'{}' must be {}", key, wanted)); // it may be one, and out of range
    else
        complain(value.at, fmt::format("'{}' must be {}, not a {}", key, wanted, name));
}

std::string TableReader::place(TomlPosition at) const { return fmt::format("{}:{}:{}", file_name_, at.line, at.column); }

} // namespace squire::rules
