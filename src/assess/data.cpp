// SPDX-License-Identifier: MIT
#include "assess/data.h"

#include <algorithm>
#include <cassert>
#include <map>

#include "base/text.h"
#include "embedded/assess_data.h"

namespace squire::assess {

std::string_view data_text(std::string_view name) {
    const auto files = embedded::assess_data();
    const auto found = std::ranges::find(files, name, &EmbeddedFile::name);
    assert(found != files.end());
    return found->text;
}

const rules::TomlTable& data(std::string_view name) {
    static const auto parsed = [] {
        std::map<std::string_view, rules::TomlTable> tables;
        for (const EmbeddedFile& file : embedded::assess_data()) {
            if (!file.name.ends_with(".toml")) continue;
            auto table = rules::parse_toml(file.text, file.name);
            assert(table);
            if (table) tables.emplace(file.name, std::move(*table));
        }
        return tables;
    }();
    return parsed.at(name);
}

const rules::TomlValue* find(const rules::TomlTable& table, std::string_view key) {
    const auto found = std::ranges::find(table.entries, key, &rules::TomlEntry::key);
    return found == table.entries.end() ? nullptr : &found->value;
}

std::vector<const rules::TomlTable*> tables_of(const rules::TomlTable& table, std::string_view key) {
    std::vector<const rules::TomlTable*> tables;
    const rules::TomlValue* const value = find(table, key);
    const auto* const array = value != nullptr ? std::get_if<rules::TomlArray>(&value->value) : nullptr;
    if (array == nullptr) return tables;
    for (const rules::TomlValue& each : *array) {
        if (const auto* const entry = std::get_if<rules::TomlTable>(&each.value)) tables.push_back(entry);
    }
    return tables;
}

std::string text_of(const rules::TomlTable& table, std::string_view key) {
    const rules::TomlValue* const value = find(table, key);
    const auto* const text = value != nullptr ? std::get_if<std::string>(&value->value) : nullptr;
    return text != nullptr ? *text : std::string();
}

bool flag_of(const rules::TomlTable& table, std::string_view key) {
    const rules::TomlValue* const value = find(table, key);
    const auto* const flag = value != nullptr ? std::get_if<bool>(&value->value) : nullptr;
    return flag != nullptr && *flag;
}

std::vector<std::string> words_of(const rules::TomlTable& table, std::string_view key) {
    std::vector<std::string> words;
    const rules::TomlValue* const value = find(table, key);
    const auto* const array = value != nullptr ? std::get_if<rules::TomlArray>(&value->value) : nullptr;
    if (array == nullptr) return words;
    for (const rules::TomlValue& each : *array) {
        if (const auto* const word = std::get_if<std::string>(&each.value)) words.push_back(*word);
    }
    return words;
}

std::optional<double> number_of(const rules::TomlValue& value) {
    if (const auto* const whole = std::get_if<std::int64_t>(&value.value)) return static_cast<double>(*whole);
    if (const auto* const number = std::get_if<double>(&value.value)) return *number;
    return std::nullopt;
}

std::vector<std::string_view> entries_of(std::string_view text) {
    std::vector<std::string_view> entries;
    for (const std::string_view line : split(text, '\n')) {
        const std::string_view entry = trim(line);
        if (!entry.empty() && !entry.starts_with('#')) entries.push_back(entry);
    }
    return entries;
}

} // namespace squire::assess
