// SPDX-License-Identifier: MIT
#include "rules/repetition.h"

#include <algorithm>
#include <cctype>
#include <tuple>
#include <utility>

namespace squire::rules {
namespace {

bool is_wide_escape(std::string_view escape) { return escape == "\\w" || escape == "\\S" || escape == "\\D" || escape == "\\W"; }

/// The end of the class that begins at `start`, and whether it is wide.
std::pair<std::size_t, bool> read_class(std::string_view regex, std::size_t start) {
    std::size_t at = start + 1;
    bool wide = false;
    if (at < regex.size() && regex[at] == '^') {
        wide = true;
        ++at;
    }
    const std::size_t first = at;
    while (at < regex.size() && (regex[at] != ']' || at == first)) {
        if (regex[at] == '\\') {
            wide = wide || is_wide_escape(regex.substr(at, 2));
            at += 2;
        } else if (regex.substr(at, 2) == "[:") {
            const auto end = regex.find(":]", at);
            const auto name = regex.substr(at, end == std::string_view::npos ? end : end + 2 - at);
            wide = wide || (name != "[:space:]" && name != "[:digit:]" && name != "[:blank:]");
            at += name.size();
        } else {
            const bool is_range = at + 2 < regex.size() && regex[at + 1] == '-' && regex[at + 2] != ']';
            constexpr int kWide = 20; // a-z is, a-f is not
            wide = wide || (is_range && static_cast<unsigned char>(regex[at + 2]) - static_cast<unsigned char>(regex[at]) > kWide);
            at += is_range ? 3 : 1;
        }
    }
    return {std::min(at + 1, regex.size()), wide};
}

/// The length of an unbounded repetition at the head of `text`, or 0.
std::size_t unbounded(std::string_view text) {
    if (text.starts_with('*') || text.starts_with('+')) return 1;
    if (!text.starts_with('{')) return 0;
    std::size_t at = 1;
    while (at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])) != 0) ++at;
    return at > 1 && text.substr(at, 2) == ",}" ? at + 2 : 0;
}

} // namespace

std::vector<std::string> unbounded_wide_repetitions(std::string_view regex) {
    std::vector<std::string> found;
    for (std::size_t at = 0; at < regex.size();) {
        const std::size_t start = at;
        bool wide = false;
        if (regex[at] == '[') {
            std::tie(at, wide) = read_class(regex, at);
        } else if (regex.substr(at, 2) == "\\Q") {
            at = std::min(regex.find("\\E", at), regex.size() - 2) + 2;
        } else if (regex[at] == '\\') {
            wide = is_wide_escape(regex.substr(at, 2));
            at = std::min(at + 2, regex.size());
        } else {
            wide = regex[at] == '.';
            ++at;
        }
        if (const auto length = unbounded(regex.substr(at)); wide && length > 0) found.emplace_back(regex.substr(start, at + length - start));
    }
    return found;
}

} // namespace squire::rules
