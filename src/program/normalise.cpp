// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cctype>
#include <charconv>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "base/text.h"
#include "program/calendar.h"
#include "program/evidence.h"
#include "program/kind.h"

namespace squire::program {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kLongestText = 1'000;
constexpr std::size_t kLongestProse = 1U << 20U;
constexpr std::size_t kLongestList = 100;

std::unexpected<Error> refuse(const Field& field, std::string_view value, std::string_view wanted) {
    return fail(ErrorKind::usage, fmt::format("'{}' is no {} for {}", shorten(value, 60), wanted, field.name));
}

bool is_word(std::string_view text) {
    return !text.empty() && text.size() <= 200 && std::ranges::all_of(text, [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == '.' || c == '/' || c == '+';
    });
}

// "@ada" and "ada" are one.
std::string_view without_at(std::string_view handle) { return handle.starts_with('@') ? handle.substr(1) : handle; }

bool is_url(std::string_view text) {
    if (!text.starts_with("https://") && !text.starts_with("http://")) return false;
    const std::string_view rest = text.substr(text.find("//") + 2);
    return text.size() <= 2'000 && !rest.empty() && rest.front() != '/' && std::ranges::all_of(text, [](char c) {
               return c > ' ' && c < '\x7f' && c != '"' && c != '<' && c != '>' && c != '\\' && c != '`' && c != '|' && c != '{' && c != '}';
           });
}

std::optional<long> number_in(std::string_view text, long least, long most) {
    long number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc() || end != text.data() + text.size() || number < least || number > most) return std::nullopt;
    return number;
}

// One value out of a typed text.
Result<Json> from_text(const Field& field, FieldType type, std::string_view text, bool (*zone_is_known)(std::string_view)) {
    switch (type) {
    case FieldType::text:
        if (text.size() > kLongestText) return refuse(field, text, fmt::format("line of at most {} bytes", kLongestText));
        if (std::ranges::any_of(text, [](char c) { return c == '\n' || c == '\r'; })) return refuse(field, text, "single line");
        return Json(to_utf8(text));
    case FieldType::prose:
        if (text.size() > kLongestProse) return refuse(field, text, "text of at most 1 MB");
        return Json(to_utf8(text));
    case FieldType::word:
        if (!is_word(text)) return refuse(field, text, "word of letters, digits and -_./+");
        if (!field.choices.empty() && !has_word(field.choices, text)) return refuse(field, text, fmt::format("word of {}", field.choices));
        return Json(text);
    case FieldType::date: {
        const auto date = parse_date(text);
        if (!date) return refuse(field, text, "day (2026-01-31, or January 31, 2026)");
        return Json(to_iso(*date));
    }
    case FieldType::period:
        if (!parse_period(text)) return refuse(field, text, "period (January-July 2026, or 2026-01-18/2026-02-19)");
        return Json(text);
    case FieldType::times: {
        const auto time = parse_time(text);
        if (!time) return refuse(field, text, "moment (2026-01-31T15:00:00Z)");
        return Json(to_rfc3339(*time));
    }
    case FieldType::zone:
        if (zone_is_known != nullptr && !zone_is_known(text)) return refuse(field, text, "time zone (Europe/Berlin, UTC)");
        return Json(text);
    case FieldType::percent:
    case FieldType::number: {
        const auto number = type == FieldType::percent && text.ends_with('%')
                                ? number_in(text.substr(0, text.size() - 1), 1, 100)
                                : number_in(text, type == FieldType::percent ? 1 : 0, type == FieldType::percent ? 100 : 1'000'000);
        if (!number) return refuse(field, text, type == FieldType::percent ? "share from 1 to 100" : "number from 0 to 1000000");
        return Json(*number);
    }
    case FieldType::flag:
        if (text == "true" || text == "yes") return Json(true);
        if (text == "false" || text == "no") return Json(false);
        return refuse(field, text, "yes or no");
    case FieldType::url:
        if (!is_url(text)) return refuse(field, text, "address (https://…)");
        return Json(text);
    case FieldType::person:
    case FieldType::object:
        if (!is_word(without_at(text))) return refuse(field, text, type == FieldType::person ? "handle" : "id");
        return Json(without_at(text));
    case FieldType::query:
        if (auto query = parse_query(text); !query) return std::unexpected(query.error());
        return Json(text);
    default: return refuse(field, text, "value");
    }
}

FieldType item_type(FieldType list) {
    switch (list) {
    case FieldType::words: return FieldType::word;
    case FieldType::periods: return FieldType::period;
    case FieldType::people: return FieldType::person;
    default: return list; // times
    }
}

Result<Json> list_of(const Field& field, const Json& given, bool (*zone_is_known)(std::string_view)) {
    std::vector<std::string> items;
    if (given.is_string()) {
        const auto text = given.get<std::string>();
        for (const std::string_view item : split(text, field.type == FieldType::periods ? ';' : ',')) items.emplace_back(trim(item));
    } else if (given.is_array()) {
        for (const Json& item : given) {
            if (!item.is_string()) return fail(ErrorKind::usage, fmt::format("{} is a list of texts", field.name));
            items.emplace_back(trim(item.get_ref<const std::string&>()));
        }
    } else {
        return fail(ErrorKind::usage, fmt::format("{} is a list", field.name));
    }
    Json list = Json::array();
    for (const std::string& item : items) {
        if (item.empty()) continue;
        auto value = from_text(field, item_type(field.type), item, zone_is_known);
        if (!value) return value;
        if (std::ranges::find(list, *value) == list.end()) list.push_back(std::move(*value));
    }
    if (list.size() > kLongestList) return fail(ErrorKind::limit, fmt::format("{} has more than {} entries", field.name, kLongestList));
    return list.empty() ? Json() : list;
}

Result<Json> scores_of(const Field& field, const Json& given) {
    Json scores = Json::object();
    const auto add = [&](std::string_view criterion, std::optional<long> score) {
        if (!is_word(criterion) || !score) return false;
        scores[std::string(criterion)] = *score;
        return true;
    };
    if (given.is_object()) {
        for (const auto& [criterion, score] : given.items()) {
            const bool fits = score.is_number_integer() && score.get<long>() >= 0 && score.get<long>() <= 10;
            if (!add(criterion, fits ? std::optional(score.get<long>()) : std::nullopt)) return refuse(field, criterion, "score from 0 to 10");
        }
    } else if (given.is_string()) {
        const auto text = given.get<std::string>();
        for (const std::string_view pair : split(text, ',')) {
            const std::size_t equals = pair.find('=');
            if (equals == std::string_view::npos || !add(trim(pair.substr(0, equals)), number_in(trim(pair.substr(equals + 1)), 0, 10)))
                return refuse(field, pair, "score (CRITERION=0 to 10)");
        }
    } else {
        return fail(ErrorKind::usage, fmt::format("{} are scores by criterion", field.name));
    }
    return scores.empty() ? Json() : scores;
}

} // namespace

Result<Json> normalise(const Field& field, const Json& given, bool (*zone_is_known)(std::string_view)) {
    if (given.is_null()) return Json();
    switch (field.type) {
    case FieldType::words:
    case FieldType::periods:
    case FieldType::times:
    case FieldType::people: return list_of(field, given, zone_is_known);
    case FieldType::scores: return scores_of(field, given);
    default: break;
    }
    if (given.is_boolean() && field.type == FieldType::flag) return given;
    if (given.is_number_integer()) return from_text(field, field.type, given.dump(), zone_is_known);
    if (!given.is_string()) return fail(ErrorKind::usage, fmt::format("{} has a value of another kind", field.name));
    const auto text = given.get<std::string>();
    const std::string_view value = field.type == FieldType::prose ? std::string_view(text) : trim(text);
    if (value.empty()) return Json();
    return from_text(field, field.type, value, zone_is_known);
}

} // namespace squire::program
