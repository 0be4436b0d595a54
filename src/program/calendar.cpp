// SPDX-License-Identifier: MIT
#include "program/calendar.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <span>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::program {
namespace {

namespace chr = std::chrono;

constexpr std::array<std::string_view, 12> kMonths{"January", "February", "March",     "April",   "May",      "June",
                                                   "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 7> kWeekdays{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
constexpr std::array<std::string_view, 5> kDashes{"\u2010", "\u2011", "\u2012", "\u2013", "\u2014"};

// What one side of a period says: any of these may be missing.
struct Said {
    std::optional<int> year;
    std::optional<unsigned> month;
    std::optional<unsigned> day;
    std::optional<unsigned> quarter;
};

enum class Sort : std::uint8_t { year, month, day, quarter, until, iso_day, iso_month };

struct Token {
    Sort sort;
    int number = 0;
    unsigned month = 0;
    unsigned day = 0;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
    if (at + count > text.size()) return std::nullopt;
    int number = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (!is_digit(text[i])) return std::nullopt;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

// "2021-01-18" or "2021-01" at `at`; moves past it.
std::optional<Token> take_iso(std::string_view text, std::size_t& at) {
    const auto year = digits(text, at, 4);
    const auto month = digits(text, at + 5, 2);
    if (!year || !month || text[at + 4] != '-' || (at + 7 < text.size() && is_digit(text[at + 7]))) return std::nullopt;
    const auto day = digits(text, at + 8, 2);
    if (day && text[at + 7] == '-' && (at + 10 >= text.size() || !is_digit(text[at + 10]))) {
        at += 10;
        return Token{.sort = Sort::iso_day, .number = *year, .month = static_cast<unsigned>(*month), .day = static_cast<unsigned>(*day)};
    }
    at += 7;
    return Token{.sort = Sort::iso_month, .number = *year, .month = static_cast<unsigned>(*month)};
}

std::optional<Token> word_token(std::string_view word) {
    if (word == "to" || word == "until" || word == "till" || word == "through" || word == "thru") return Token{.sort = Sort::until};
    if (word.size() < 3) return std::nullopt;
    for (std::size_t i = 0; i < kMonths.size(); ++i) {
        const std::string month = to_lower(kMonths[i]);
        if (month == word || (word.size() == 3 && month.starts_with(word)) || (word == "sept" && i == 8))
            return Token{.sort = Sort::month, .month = static_cast<unsigned>(i + 1)};
    }
    return std::nullopt;
}

bool is_filler(std::string_view word) {
    if (word == "from" || word == "of" || word == "the" || word == "st" || word == "nd" || word == "rd" || word == "th") return true;
    return std::ranges::any_of(kWeekdays, [&](std::string_view day) { return day == word || (word.size() == 3 && day.starts_with(word)); });
}

std::optional<std::vector<Token>> tokens_of(std::string_view text) {
    std::vector<Token> tokens;
    if (text.size() > 100) return std::nullopt;
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        const auto dash = std::ranges::find_if(kDashes, [&](std::string_view each) { return text.substr(at).starts_with(each); });
        if (dash != kDashes.end()) {
            tokens.push_back({.sort = Sort::until});
            at += dash->size();
        } else if (is_digit(c)) {
            if (const auto iso = take_iso(text, at)) {
                tokens.push_back(*iso);
                continue;
            }
            std::size_t end = at;
            while (end < text.size() && is_digit(text[end])) ++end;
            const auto number = end - at <= 4 ? digits(text, at, end - at) : std::nullopt;
            if (!number || (end - at == 3)) return std::nullopt;
            at = end;
            if (*number >= 1900 && *number <= 2999) {
                tokens.push_back({.sort = Sort::year, .number = *number});
            } else if (*number >= 1 && *number <= 31) {
                tokens.push_back({.sort = Sort::day, .day = static_cast<unsigned>(*number)});
            } else {
                return std::nullopt;
            }
        } else if (is_letter(c)) {
            std::size_t end = at;
            while (end < text.size() && is_letter(text[end])) ++end;
            const std::string word = to_lower(text.substr(at, end - at));
            at = end;
            if (word == "q" && at < text.size() && text[at] >= '1' && text[at] <= '4') {
                tokens.push_back({.sort = Sort::quarter, .number = text[at++] - '0'});
            } else if (const auto token = word_token(word)) {
                tokens.push_back(*token);
            } else if (!is_filler(word)) {
                return std::nullopt;
            }
        } else if (c == '-' || (c == '/' && !tokens.empty() && (tokens.back().sort == Sort::iso_day || tokens.back().sort == Sort::iso_month))) {
            tokens.push_back({.sort = Sort::until});
            ++at;
        } else if (c == ' ' || c == ',' || c == '.' || c == '\t') {
            ++at;
        } else {
            return std::nullopt;
        }
    }
    return tokens;
}

// Each thing said once, or nothing.
std::optional<Said> said_by(std::span<const Token> tokens) {
    Said said;
    const auto once = [](auto& slot, auto value) { return !std::exchange(slot, value).has_value(); };
    for (const Token& token : tokens) {
        bool fresh = true;
        switch (token.sort) {
        case Sort::year: fresh = once(said.year, token.number); break;
        case Sort::month: fresh = once(said.month, token.month); break;
        case Sort::day: fresh = once(said.day, token.day); break;
        case Sort::quarter: fresh = once(said.quarter, static_cast<unsigned>(token.number)); break;
        case Sort::iso_day: fresh = once(said.day, token.day) && once(said.month, token.month) && once(said.year, token.number); break;
        case Sort::iso_month: fresh = once(said.month, token.month) && once(said.year, token.number); break;
        case Sort::until: return std::nullopt;
        }
        if (!fresh) return std::nullopt;
    }
    if (said.quarter && (said.month || said.day)) return std::nullopt;
    return tokens.empty() ? std::nullopt : std::optional(said);
}

std::optional<Date> day_of(int year, unsigned month, unsigned day) {
    const chr::year_month_day date{chr::year(year), chr::month(month), chr::day(day)};
    if (!date.ok() || year < 1900 || year > 2999) return std::nullopt;
    return Date(date);
}

std::optional<Date> begin_of(const Said& said) {
    if (!said.year) return std::nullopt;
    if (said.quarter) return day_of(*said.year, *said.quarter * 3 - 2, 1);
    return day_of(*said.year, said.month.value_or(1), said.day.value_or(1));
}

std::optional<Date> end_of(const Said& said) {
    if (!said.year) return std::nullopt;
    if (said.day) return day_of(*said.year, said.month.value_or(0), *said.day);
    const unsigned month = said.quarter ? *said.quarter * 3 : said.month.value_or(12);
    if (month < 1 || month > 12) return std::nullopt;
    return Date(chr::year_month_day_last(chr::year(*said.year), chr::month_day_last(chr::month(month))));
}

Period::Written written(const Said& said) {
    return said.day ? Period::Written::days : said.month || said.quarter ? Period::Written::months : Period::Written::years;
}

} // namespace

std::string to_iso(Date date) {
    const chr::year_month_day day(date);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

std::string to_words(Date date) {
    const chr::year_month_day day(date);
    return fmt::format("{} {}, {}", kMonths[static_cast<unsigned>(day.month()) - 1], static_cast<unsigned>(day.day()),
                       static_cast<int>(day.year()));
}

std::optional<Date> parse_date(std::string_view text) {
    const auto tokens = tokens_of(text);
    const auto said = tokens ? said_by(*tokens) : std::nullopt;
    if (!said || !said->day || !said->month) return std::nullopt;
    return begin_of(*said);
}

std::optional<Period> parse_period(std::string_view text) {
    const auto tokens = tokens_of(text);
    if (!tokens) return std::nullopt;
    const auto until = std::ranges::find(*tokens, Sort::until, &Token::sort);
    auto left = said_by({tokens->begin(), until});
    auto right = until == tokens->end() ? left : said_by({until + 1, tokens->end()});
    if (!left || !right) return std::nullopt;
    const bool year_was_said = left->year.has_value();
    if (!left->year) left->year = right->year;
    if (!right->year) right->year = left->year;
    if (left->day && right->day && !left->month) left->month = right->month;
    if (left->day && right->day && !right->month) right->month = left->month;
    if ((left->day && !left->month) || (right->day && !right->month)) return std::nullopt;
    auto first = begin_of(*left);
    const auto last = end_of(*right);
    if (first && last && *first > *last && !year_was_said) {
        left->year = *left->year - 1;
        first = begin_of(*left);
    }
    if (!first || !last || *first > *last || *last - *first > chr::days(5 * 366)) return std::nullopt;
    return Period{.first = *first, .last = *last, .written = std::min(written(*left), written(*right))};
}

std::string to_words(const Period& period) {
    const chr::year_month_day first(period.first);
    const chr::year_month_day last(period.last);
    const auto month = [](const chr::year_month_day& day) { return kMonths[static_cast<unsigned>(day.month()) - 1]; };
    const bool whole_months = static_cast<unsigned>(first.day()) == 1 && last == chr::year_month_day(last.year() / last.month() / chr::last);
    if (period.written == Period::Written::days || !whole_months) {
        if (period.first == period.last) return to_words(period.first);
        return fmt::format("{} - {}", to_words(period.first), to_words(period.last));
    }
    if (period.written == Period::Written::years)
        return first.year() == last.year() ? fmt::format("{}", static_cast<int>(first.year()))
                                           : fmt::format("{} - {}", static_cast<int>(first.year()), static_cast<int>(last.year()));
    if (first.year() != last.year())
        return fmt::format("{} {} - {} {}", month(first), static_cast<int>(first.year()), month(last), static_cast<int>(last.year()));
    if (first.month() == last.month()) return fmt::format("{} {}", month(first), static_cast<int>(first.year()));
    return fmt::format("{}-{} {}", month(first), month(last), static_cast<int>(first.year()));
}

bool overlap(const Period& one, const Period& other) { return one.first <= other.last && other.first <= one.last; }

Time deadline_on(Date date) { return Time(date) + chr::hours(16); }

bool has_passed(Date deadline, Time now) { return now >= deadline_on(deadline); }

Date date_of(Time time) { return chr::floor<chr::days>(time); }

} // namespace squire::program
