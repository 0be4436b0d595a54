// SPDX-License-Identifier: MIT
#include "formats/gitlab_rules.h"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "base/text.h"

namespace squire::formats {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool follows(std::string_view url, std::string_view scheme) {
    return url.starts_with(scheme) && url.size() > scheme.size() && url[scheme.size()] != '\n' && url[scheme.size()] != '\r';
}

// Whether `text` has digits where `form` has '0', and the same characters elsewhere.
bool has_form(std::string_view text, std::string_view form) {
    return std::ranges::equal(text, form, [](char c, char expected) { return expected == '0' ? is_digit(c) : c == expected; });
}

struct Metric {
    std::string_view name;
    std::string_view values; // separated by '|'
};

// FIRST, "CVSS v2 Complete Documentation", sections 2.1 to 2.3.
constexpr std::array<Metric, 14> kVersion2{{
    {"AV", "N|A|L"},
    {"AC", "L|M|H"},
    {"Au", "M|S|N"},
    {"C", "N|P|C"},
    {"I", "N|P|C"},
    {"A", "N|P|C"},
    {"E", "U|POC|F|H|ND"},
    {"RL", "OF|TF|W|U|ND"},
    {"RC", "UC|UR|C|ND"},
    {"CDP", "N|L|LM|MH|H|ND"},
    {"TD", "N|L|M|H|ND"},
    {"CR", "L|M|H|ND"},
    {"IR", "L|M|H|ND"},
    {"AR", "L|M|H|ND"},
}};
// FIRST, "CVSS v3.1 Specification Document", table 15.
constexpr std::array<Metric, 22> kVersion3{{
    {"AV", "N|A|L|P"}, {"AC", "L|H"},     {"PR", "N|L|H"},      {"UI", "N|R"},       {"S", "U|C"},       {"C", "N|L|H"},
    {"I", "N|L|H"},    {"A", "N|L|H"},    {"E", "X|U|P|F|H"},   {"RL", "X|O|T|W|U"}, {"RC", "X|U|R|C"},  {"CR", "X|L|M|H"},
    {"IR", "X|L|M|H"}, {"AR", "X|L|M|H"}, {"MAV", "X|N|A|L|P"}, {"MAC", "X|L|H"},    {"MPR", "X|N|L|H"}, {"MUI", "X|N|R"},
    {"MS", "X|U|C"},   {"MC", "X|N|L|H"}, {"MI", "X|N|L|H"},    {"MA", "X|N|L|H"},
}};
// FIRST, "CVSS v4.0 Specification Document", table 23: in this order, the first eleven always.
constexpr std::size_t kVersion4Base = 11;
constexpr std::array<Metric, 32> kVersion4{{
    {"AV", "N|A|L|P"},    {"AC", "L|H"},        {"AT", "N|P"},      {"PR", "N|L|H"},
    {"UI", "N|P|A"},      {"VC", "H|L|N"},      {"VI", "H|L|N"},    {"VA", "H|L|N"},
    {"SC", "H|L|N"},      {"SI", "H|L|N"},      {"SA", "H|L|N"},    {"E", "X|A|P|U"},
    {"CR", "X|H|M|L"},    {"IR", "X|H|M|L"},    {"AR", "X|H|M|L"},  {"MAV", "X|N|A|L|P"},
    {"MAC", "X|L|H"},     {"MAT", "X|N|P"},     {"MPR", "X|N|L|H"}, {"MUI", "X|N|P|A"},
    {"MVC", "X|N|L|H"},   {"MVI", "X|N|L|H"},   {"MVA", "X|N|L|H"}, {"MSC", "X|N|L|H"},
    {"MSI", "X|N|L|H|S"}, {"MSA", "X|N|L|H|S"}, {"S", "X|N|P"},     {"AU", "X|N|Y"},
    {"R", "X|A|U|I"},     {"V", "X|D|C"},       {"RE", "X|L|M|H"},  {"U", "X|Clear|Green|Amber|Red"},
}};

bool allows(const Metric& metric, std::string_view value) {
    return std::ranges::any_of(split(metric.values, '|'), [&](std::string_view each) { return each == value; });
}

bool is_of(const Metric& metric, std::string_view part) {
    const std::size_t colon = part.find(':');
    return colon != std::string_view::npos && part.substr(0, colon) == metric.name && allows(metric, part.substr(colon + 1));
}

bool are_of_any(std::string_view vector, std::span<const Metric> metrics) {
    return std::ranges::all_of(split(vector, '/'), [&](std::string_view part) {
        return std::ranges::any_of(metrics, [&](const Metric& metric) { return is_of(metric, part); });
    });
}

bool are_in_order(std::string_view vector, std::span<const Metric> metrics, std::size_t base) {
    std::size_t next = 0;
    for (const std::string_view part : split(vector, '/')) {
        while (next < metrics.size() && !is_of(metrics[next], part)) {
            if (next++ < base) return false;
        }
        if (next++ >= metrics.size()) return false;
    }
    return next >= base;
}

bool is_between(std::size_t size, std::size_t least, std::size_t most) { return size >= least && size <= most; }

} // namespace

bool is_web_address(std::string_view url) { return follows(url, "https://") || follows(url, "http://"); }

bool is_address(std::string_view url) { return is_web_address(url) || follows(url, "ftp://"); }

bool is_report_time(std::string_view text) { return has_form(text, "0000-00-00T00:00:00"); }

bool is_report_version(std::string_view text) {
    const std::vector<std::string_view> parts = split(text, '.');
    return parts.size() == 3 &&
           std::ranges::all_of(parts, [](std::string_view part) { return !part.empty() && std::ranges::all_of(part, is_digit); });
}

bool is_cvss_vector(std::string_view text) {
    if (text.starts_with("CVSS:4.0/")) return is_between(text.size(), 32, 256) && are_in_order(text.substr(9), kVersion4, kVersion4Base);
    if (text.starts_with("CVSS:3.0/") || text.starts_with("CVSS:3.1/"))
        return is_between(text.size(), 32, 128) && are_of_any(text.substr(9), kVersion3);
    return is_between(text.size(), 16, 128) && are_of_any(text, kVersion2);
}

} // namespace squire::formats
