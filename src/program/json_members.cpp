// SPDX-License-Identifier: MIT
#include "program/json_members.h"

#include <algorithm>
#include <cstddef>

namespace squire::program {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;

std::size_t skip_blanks(std::string_view text, std::size_t at) {
    const std::size_t next = text.find_first_not_of(" \t\r\n", at);
    return next == kNowhere ? text.size() : next;
}

// `at` is on the opening quote; the result is behind the closing one.
std::size_t end_of_string(std::string_view text, std::size_t at) {
    for (++at; at < text.size(); ++at) { // find_first_of calls memchr for each byte
        if (text[at] == '"') return at + 1;
        if (text[at] == '\\') ++at;
    }
    return kNowhere;
}

std::size_t end_of_value(std::string_view text, std::size_t at) {
    std::size_t depth = 0;
    while (at < text.size()) {
        switch (text[at]) {
        case '"':
            at = end_of_string(text, at);
            if (at == kNowhere || depth == 0) return at;
            continue;
        case '{':
        case '[': ++depth; break;
        case '}':
        case ']':
            if (depth == 0) return at; // of the object around it: a number or a word ends here
            if (--depth == 0) return at + 1;
            break;
        case ',':
        case ' ':
        case '\n':
            if (depth == 0) return at;
            break;
        default: break;
        }
        ++at;
    }
    return kNowhere;
}

} // namespace

void find_members(std::string_view object, std::span<const std::string_view> names, std::span<std::string_view> values) {
    std::size_t at = skip_blanks(object, 0);
    if (at >= object.size() || object[at] != '{') return;
    at = skip_blanks(object, at + 1);
    std::size_t missing = names.size();
    while (at < object.size() && object[at] == '"') {
        const std::size_t key_end = end_of_string(object, at);
        if (key_end == kNowhere) return;
        const std::string_view key = object.substr(at + 1, key_end - at - 2);
        at = skip_blanks(object, key_end);
        if (at >= object.size() || object[at] != ':') return;
        at = skip_blanks(object, at + 1);
        const std::size_t end = end_of_value(object, at);
        if (end == kNowhere) return;
        const auto wanted = static_cast<std::size_t>(std::ranges::find(names, key) - names.begin());
        if (wanted < names.size() && values[wanted].empty()) {
            values[wanted] = object.substr(at, end - at);
            if (--missing == 0) return;
        }
        at = skip_blanks(object, end);
        if (at >= object.size() || object[at] != ',') return;
        at = skip_blanks(object, at + 1);
    }
}

} // namespace squire::program
