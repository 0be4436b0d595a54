// SPDX-License-Identifier: MIT
#include "advisories/version_constraint.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "advisories/version_text.h"
#include "base/text.h"

namespace squire::advisories {
namespace {

constexpr std::size_t kMostComparators = 1000;

// A version as far as it is written: "1.x" has one number, "1.2.3-rc.1" three and a rest.
struct Partial {
    std::vector<std::string> numbers;
    std::string rest; // with its dash
    [[nodiscard]] bool full() const { return numbers.size() >= 3 || !rest.empty(); }
};

std::string plus_one(std::string digits) {
    for (std::size_t i = digits.size(); i-- > 0;) {
        if (digits[i] != '9') return ++digits[i], digits;
        digits[i] = '0';
    }
    return "1" + digits;
}

bool is_wildcard(std::string_view word) { return word == "x" || word == "X" || word == "*"; }

std::optional<Partial> partial_of(std::string_view text) {
    if (text.starts_with('v') || text.starts_with('V') || text.starts_with('=')) text.remove_prefix(1);
    text = trim(text);
    Partial made;
    if (is_wildcard(text) || text.empty()) return made;
    for (;;) {
        const std::string_view number = take_digits(text);
        if (number.empty()) {
            if (is_wildcard(text.substr(0, 1)) && (text.size() == 1 || text.find_first_not_of(".xX*") == std::string_view::npos)) return made;
            return std::nullopt;
        }
        made.numbers.emplace_back(number);
        if (!text.starts_with('.') || text.size() < 2 || (!is_digit(text[1]) && !is_wildcard(text.substr(1, 1)))) break;
        text.remove_prefix(1);
    }
    if (std::ranges::any_of(text, [](char c) { return !is_digit(c) && !is_letter(c) && c != '.' && c != '-' && c != '+' && c != '_'; }))
        return std::nullopt;
    if (text.ends_with('.') || text.find("..") != std::string_view::npos) return std::nullopt;
    made.rest = text;
    return made;
}

std::string joined(const Partial& version, std::size_t at_least = 0) {
    std::string out;
    for (std::size_t i = 0; i < std::max(version.numbers.size(), at_least); ++i)
        out += (i == 0 ? "" : ".") + (i < version.numbers.size() ? version.numbers[i] : std::string("0"));
    return out + version.rest;
}

class Parser {
public:
    explicit Parser(Dialect dialect) : dialect_(dialect), order_(order_of(dialect)) {}

    Result<std::vector<Interval>> parse(std::string_view text) {
        std::vector<Interval> out;
        while (true) {
            std::size_t end = text.find("||");
            std::size_t width = 2;
            if (end == std::string_view::npos && dialect_ == Dialect::composer) {
                end = text.find('|');
                width = 1;
            }
            auto all = conjunction(trim(text.substr(0, end)));
            if (!all) return all;
            out.insert(out.end(), all->begin(), all->end());
            if (end == std::string_view::npos) return united(std::move(out), order_);
            text.remove_prefix(end + width);
        }
    }

private:
    Result<std::vector<Interval>> conjunction(std::string_view text) {
        std::vector<Interval> all{Interval{}};
        if (dialect_ == Dialect::npm || dialect_ == Dialect::composer) {
            if (const std::size_t dash = text.find(" - "); dash != std::string_view::npos)
                return hyphen(text.substr(0, dash), text.substr(dash + 3));
        }
        while (!text.empty()) {
            if (++comparators_ > kMostComparators) return fail(ErrorKind::limit, "a version range of more than 1,000 comparisons");
            auto one = comparator(text);
            if (!one) return one;
            all = intersection(all, *one, order_);
            text = trim(text);
            if (text.starts_with(',')) text = trim(text.substr(1));
        }
        return all;
    }

    // Takes one off the text.
    Result<std::vector<Interval>> comparator(std::string_view& text) {
        constexpr std::array<std::string_view, 12> kOperators{"~>", ">=", "<=", "!=", "==", "=>", "=<", ">", "<", "=", "^", "~"};
        const std::string_view whole = text;
        std::string_view op;
        for (const std::string_view each : kOperators) {
            if (!text.starts_with(each)) continue;
            op = each;
            text.remove_prefix(each.size());
            break;
        }
        text = text.substr(std::min(text.find_first_not_of(" \t"), text.size()));
        const std::string_view word = take_while(text, [](char c) { return c != ' ' && c != ',' && c != '\t' && c != '|'; });
        const auto version = partial_of(word);
        if (!version || (word.empty() && !op.empty()))
            return fail(ErrorKind::malformed, fmt::format("'{}' is no version range", shorten(printable(whole), 60)));
        return {std::vector<Interval>(apply(op, *version, word))};
    }

    std::vector<Interval> apply(std::string_view op, const Partial& version, std::string_view word) const {
        const bool has_wildcard = version.numbers.empty() || (!version.full() && dialect_ != Dialect::rubygems &&
                                                              (dialect_ != Dialect::composer || word.find('*') != std::string_view::npos));
        if (op == "~>" && dialect_ != Dialect::npm)
            return {{at_least(version), below(version, version.numbers.size() < 2 ? 0 : version.numbers.size() - 2)}};
        if (op == "^") return {{at_least(version), below(version, caret_place(version))}};
        if (op == "~" || op == "~>") return {{at_least(version), below(version, tilde_place(version))}};
        if (op == ">=" || op == "=>") return {{at_least(version), std::nullopt}};
        if (op == "<") return {{std::nullopt, version.numbers.empty() ? Bound{"0", false} : Bound{lowest(version), false}}};
        if (op == ">") {
            if (version.numbers.empty()) return {};
            if (!has_wildcard) return {{Bound{joined(version), false}, std::nullopt}};
            auto next = below(version, version.numbers.size() - 1);
            next->inclusive = true;
            return {{next, std::nullopt}};
        }
        if (op == "<=" || op == "=<") {
            if (version.numbers.empty()) return {Interval{}};
            if (has_wildcard) return {{std::nullopt, below(version, version.numbers.size() - 1)}};
            return {{std::nullopt, Bound{joined(version), true}}};
        }
        if (op == "!=") return complement(apply("=", version, word), order_);
        if (op.empty() && dialect_ == Dialect::cargo) return apply("^", version, word);
        if (version.numbers.empty()) return {Interval{}};
        if (has_wildcard) return {{at_least(version), below(version, version.numbers.size() - 1)}};
        return {{Bound{joined(version), true}, Bound{joined(version), true}}};
    }

    Result<std::vector<Interval>> hyphen(std::string_view low, std::string_view high) const {
        const auto from = partial_of(trim(low));
        const auto to = partial_of(trim(high));
        if (!from || !to)
            return fail(ErrorKind::malformed,
                        fmt::format("'{} - {}' is no version range", shorten(printable(low), 30), shorten(printable(high), 30)));
        return intersection(apply(">=", *from, low), apply("<=", *to, high), order_);
    }

    [[nodiscard]] std::optional<Bound> at_least(const Partial& version) const {
        if (version.numbers.empty()) return std::nullopt;
        return Bound{lowest(version), true};
    }

    [[nodiscard]] std::string lowest(const Partial& version) const {
        return joined(version, dialect_ == Dialect::npm || dialect_ == Dialect::cargo ? 3 : 0);
    }

    // What comes first after the number at `place` has risen by one, pre-releases of that included: they satisfy no "^", "~" or "~>".
    [[nodiscard]] std::optional<Bound> below(const Partial& version, std::size_t place) const {
        if (version.numbers.empty()) return std::nullopt;
        Partial next;
        next.numbers.assign(version.numbers.begin(),
                            version.numbers.begin() + static_cast<std::ptrdiff_t>(std::min(place + 1, version.numbers.size())));
        next.numbers.back() = plus_one(next.numbers.back());
        switch (dialect_) {
        case Dialect::npm:
        case Dialect::cargo: return Bound{joined(next, 3) + "-0", false};
        case Dialect::rubygems: return Bound{joined(next) + ".A", false}; // the first word of all
        case Dialect::composer: return Bound{joined(next) + "-dev", false};
        }
        return std::nullopt;
    }

    // The first number that is not 0, or the last that is written.
    static std::size_t caret_place(const Partial& version) {
        for (std::size_t i = 0; i < version.numbers.size(); ++i) {
            if (version.numbers[i].find_first_not_of('0') != std::string::npos) return i;
        }
        return version.numbers.empty() ? 0 : version.numbers.size() - 1;
    }

    [[nodiscard]] std::size_t tilde_place(const Partial& version) const {
        if (dialect_ == Dialect::composer) return version.numbers.size() < 2 ? 0 : version.numbers.size() - 2;
        return version.numbers.size() < 2 ? 0 : 1;
    }

    Dialect dialect_;
    VersionOrder order_;
    std::size_t comparators_ = 0;
};

} // namespace

VersionOrder order_of(Dialect dialect) {
    switch (dialect) {
    case Dialect::npm:
    case Dialect::cargo: return VersionOrder::semver;
    case Dialect::rubygems: return VersionOrder::rubygems;
    case Dialect::composer: return VersionOrder::packagist;
    }
    return VersionOrder::semver;
}

Result<std::vector<Interval>> parse_constraint(Dialect dialect, std::string_view text) { return Parser(dialect).parse(trim(text)); }

} // namespace squire::advisories
