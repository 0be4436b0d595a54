// SPDX-License-Identifier: MIT
#include "formats/json_document.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::formats {
namespace {

using nlohmann::json;

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

struct Extent {
    std::size_t depth = 0;
    std::size_t values = 1;
};

// How deep and how many, before anything is built. Where the text is no JSON the parser says so, and stops no later than what was counted here.
Extent extent_of(std::string_view text) {
    Extent extent;
    std::size_t depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            if (c == '\\') ++i;
            if (c == '"') in_string = false;
            continue;
        }
        if (c == '"') in_string = true;
        if (c == '{' || c == '[') extent.depth = std::max(extent.depth, ++depth);
        if ((c == '}' || c == ']') && depth > 0) --depth;
        if (c == '{' || c == '[' || c == ',') ++extent.values;
    }
    return extent;
}

std::string place_of_byte(std::string_view text, std::size_t byte) {
    const std::string_view before = text.substr(0, std::min(byte == 0 ? 0 : byte - 1, text.size()));
    const std::size_t line_start = before.rfind('\n') + 1; // npos + 1 is 0
    return fmt::format("{}:{}", std::ranges::count(before, '\n') + 1, before.size() - line_start + 1);
}

std::string without_nul(std::string text) {
    for (std::size_t at = text.find('\0'); at != std::string::npos; at = text.find('\0', at)) text.replace(at, 1, kReplacement);
    return text;
}

std::string_view kind_of(const json& value) {
    if (value.is_object()) return "an object";
    if (value.is_array()) return "a list";
    if (value.is_string()) return "a text";
    if (value.is_boolean()) return "a truth value";
    return value.is_null() ? "null" : "a number";
}

void replay_scalar(const json& value, JsonEvents& events) {
    if (value.is_string()) return events.string(value.get_ref<const std::string&>());
    if (value.is_boolean()) return events.boolean(value.get<bool>());
    if (value.is_number()) return events.number(value.get<double>());
    events.null();
}

void replay_member(const json& object, const char* name, JsonEvents& events) {
    const auto found = object.find(name);
    if (found == object.end()) return;
    events.key(name);
    replay(*found, events);
}

} // namespace

Result<json> parse_json(std::string_view text, const ReadLimits& limits, Problems& problems) {
    if (text.size() > limits.bytes) {
        return fail(ErrorKind::limit, fmt::format("the document has {} bytes, more than the {} that are read", text.size(), limits.bytes));
    }
    const Extent extent = extent_of(text);
    if (extent.depth > limits.depth) {
        return fail(ErrorKind::limit, fmt::format("brackets stand {} deep, more than the {} that are read", extent.depth, limits.depth));
    }
    if (extent.values > limits.values) {
        return fail(ErrorKind::limit, fmt::format("the document has {} values, more than the {} that are read", extent.values, limits.values));
    }
    std::string repaired;
    if (!is_utf8(text)) {
        problems.add(Weight::warning, {ErrorKind::malformed, "the document is not valid UTF-8: bytes that are not were replaced"});
        repaired = to_utf8(text);
        text = repaired;
    }
    try {
        return json::parse(text);
    } catch (const json::parse_error& error) {
        return fail(ErrorKind::malformed, "the document is no JSON", place_of_byte(text, error.byte));
    } catch (const std::exception& error) { // numbers beyond range
        return fail(ErrorKind::malformed, fmt::format("the document cannot be read: {}", error.what()));
    }
}

void replay(const json& document, JsonEvents& events) {
    if (document.is_object()) {
        events.begin_object();
        replay_member(document, "type", events);
        replay_member(document, "scan", events);
        for (const auto& [key, value] : document.items()) {
            if (key == "type" || key == "scan") continue;
            events.key(key);
            replay(value, events);
        }
        events.end_object();
    } else if (document.is_array()) {
        events.begin_array();
        for (const json& item : document) replay(item, events);
        events.end_array();
    } else {
        replay_scalar(document, events);
    }
}

std::string extend_pointer(std::string pointer, std::string_view key) {
    pointer += '/';
    for (const char c : key) {
        if (c == '~' || c == '/') {
            pointer += c == '~' ? "~0" : "~1";
        } else {
            pointer += c;
        }
    }
    return pointer;
}

void Warnings::add(std::string message, std::string place) {
    constexpr std::size_t kRemembered = 10'000; // more than Problems keeps
    if (said_.size() < kRemembered && !said_.insert(place + '\n' + message).second) return;
    problems_.add(Weight::warning, {ErrorKind::malformed, std::move(message), std::move(place)});
}

const json* JsonCursor::member(std::string_view key) const {
    if (value_ == nullptr || !value_->is_object()) return nullptr;
    const auto found = value_->find(key);
    return found == value_->end() || found->is_null() ? nullptr : &*found;
}

bool JsonCursor::is_string(std::string_view key) const {
    const json* value = member(key);
    return value != nullptr && value->is_string();
}

bool JsonCursor::is_list(std::string_view key) const {
    const json* value = member(key);
    return value != nullptr && value->is_array();
}

JsonCursor JsonCursor::object(std::string_view key) const {
    const json* value = member(key);
    if (value != nullptr && !value->is_object()) {
        warn(fmt::format("{} where an object should be", kind_of(*value)), key);
        value = nullptr;
    }
    return {value, warnings_, value == nullptr ? std::string() : extend_pointer(pointer_, key)};
}

JsonCursor JsonCursor::list(std::string_view key) const {
    const json* value = member(key);
    if (value != nullptr && !value->is_array()) {
        warn(fmt::format("{} where a list should be", kind_of(*value)), key);
        value = nullptr;
    }
    return {value, warnings_, value == nullptr ? std::string() : extend_pointer(pointer_, key)};
}

std::size_t JsonCursor::size() const { return value_ != nullptr && value_->is_array() ? value_->size() : 0; }

JsonCursor JsonCursor::item(std::size_t index) const {
    return {index < size() ? &(*value_)[index] : nullptr, warnings_, extend_pointer(pointer_, fmt::to_string(index))};
}

JsonCursor JsonCursor::at(std::size_t index) const {
    JsonCursor cursor = item(index);
    if (cursor.exists() && !cursor.value_->is_object()) {
        cursor.warn(fmt::format("{} where an object should be", kind_of(*cursor.value_)));
        cursor.value_ = nullptr;
    }
    return cursor;
}

JsonCursor JsonCursor::list_at(std::size_t index) const {
    JsonCursor cursor = item(index);
    if (cursor.exists() && !cursor.value_->is_array()) {
        cursor.warn(fmt::format("{} where a list should be", kind_of(*cursor.value_)));
        cursor.value_ = nullptr;
    }
    return cursor;
}

std::string JsonCursor::text_at(std::size_t index) const { return index < size() ? text_of((*value_)[index], fmt::to_string(index)) : ""; }

std::vector<std::string> JsonCursor::keys() const {
    std::vector<std::string> keys;
    if (value_ == nullptr || !value_->is_object()) return keys;
    for (const auto& [key, value] : value_->items()) keys.push_back(key);
    return keys;
}

std::string JsonCursor::text_of(const json& value, std::string_view key) const {
    if (value.is_string()) return without_nul(value.get_ref<const std::string&>());
    if (value.is_number_unsigned()) return fmt::to_string(value.get<std::uint64_t>());
    if (value.is_number_integer()) return fmt::to_string(value.get<std::int64_t>());
    if (value.is_number()) return fmt::to_string(value.get<double>());
    warn(fmt::format("{} where a text should be", kind_of(value)), key);
    return {};
}

std::string JsonCursor::text(std::string_view key) const {
    const json* value = member(key);
    return value == nullptr ? std::string() : text_of(*value, key);
}

std::optional<double> JsonCursor::number(std::string_view key) const {
    const json* value = member(key);
    if (value == nullptr) return std::nullopt;
    if (value->is_number()) return value->get<double>();
    if (value->is_string()) {
        const std::string_view text = trim(value->get_ref<const std::string&>());
        double result = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result);
        if (error == std::errc{} && end == text.data() + text.size()) return result;
    }
    warn(fmt::format("{} where a number should be", kind_of(*value)), key);
    return std::nullopt;
}

std::optional<std::int64_t> JsonCursor::integer(std::string_view key) const {
    const std::optional<double> value = number(key);
    if (!value) return std::nullopt;
    constexpr double kExact = 9'007'199'254'740'992.0; // 2^53
    if (std::isnan(*value) || std::abs(*value) > kExact) {
        warn("a number that is out of range", key);
        return std::nullopt;
    }
    return static_cast<std::int64_t>(*value);
}

std::uint32_t JsonCursor::count(std::string_view key) const {
    const std::optional<std::int64_t> value = integer(key);
    if (!value) return 0;
    if (*value < 0 || *value > std::numeric_limits<std::uint32_t>::max()) {
        warn("a line or column that is out of range", key);
        return 0;
    }
    return static_cast<std::uint32_t>(*value);
}

std::optional<bool> JsonCursor::boolean(std::string_view key) const {
    const json* value = member(key);
    if (value == nullptr) return std::nullopt;
    if (value->is_boolean()) return value->get<bool>();
    warn(fmt::format("{} where true or false should be", kind_of(*value)), key);
    return std::nullopt;
}

void JsonCursor::warn(std::string message, std::string_view key) const {
    warnings_->add(std::move(message), key.empty() ? pointer_ : extend_pointer(pointer_, key));
}

} // namespace squire::formats
