// SPDX-License-Identifier: MIT
#include "fix/dependency_requirement.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "advisories/version_constraint.h"
#include "base/text.h"

namespace squire::fix {
namespace {

using advisories::Dialect;
using advisories::Interval;
using dependencies::Ecosystem;

std::optional<Dialect> dialect_of(Ecosystem ecosystem) {
    switch (ecosystem) {
    case Ecosystem::npm: return Dialect::npm;
    case Ecosystem::crates: return Dialect::cargo;
    case Ecosystem::rubygems: return Dialect::rubygems;
    case Ecosystem::packagist: return Dialect::composer;
    default: return std::nullopt;
    }
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// One clause of PEP 440, or Poetry's "^" and "~". "~=1.4.2" and "~1.4.2" let the last number grow, "^1.4" all but the first that is not 0.
std::optional<std::vector<Interval>> python_clause(std::string_view clause) {
    const std::size_t digit = static_cast<std::size_t>(std::ranges::find_if(clause, is_digit) - clause.begin());
    const std::string_view operation = trim(clause.substr(0, digit));
    const std::string version(trim(clause.substr(digit)));
    if (version.empty() || version.contains('*')) return std::nullopt;
    const advisories::Bound at{version, true};
    const advisories::Bound next{version, false};
    if (operation == ">=") return std::vector<Interval>{{at, std::nullopt}};
    if (operation == ">") return std::vector<Interval>{{next, std::nullopt}};
    if (operation == "<=") return std::vector<Interval>{{std::nullopt, at}};
    if (operation == "<") return std::vector<Interval>{{std::nullopt, next}};
    if (operation == "==" || operation.empty()) return std::vector<Interval>{{at, at}};
    if (operation == "!=") return std::vector<Interval>{{std::nullopt, next}, {next, std::nullopt}};
    if (operation != "^" && operation != "~" && operation != "~=") return std::nullopt;
    std::vector<std::uint64_t> numbers;
    for (const std::string_view part : split(version, '.')) {
        if (part.empty() || part.size() > 9 || !std::ranges::all_of(part, is_digit)) return std::nullopt;
        numbers.push_back(std::stoull(std::string(part)));
    }
    std::size_t grows = 0; // which number, from the first
    if (operation == "~=") grows = numbers.size() < 2 ? 0 : numbers.size() - 2;
    if (operation == "~") grows = std::min<std::size_t>(1, numbers.size() - 1);
    if (operation == "^")
        while (grows + 1 < numbers.size() && numbers[grows] == 0) ++grows;
    numbers.resize(grows + 1);
    ++numbers.back();
    std::string end;
    for (const std::uint64_t number : numbers) end += fmt::format("{}{}", end.empty() ? "" : ".", number);
    return std::vector<Interval>{{at, advisories::Bound{end, false}}};
}

std::optional<bool> python_allows(std::string_view requirement, std::string_view version) {
    for (const std::string_view clause : split(requirement, ',')) {
        if (trim(clause).empty()) continue;
        const auto intervals = python_clause(trim(clause));
        if (!intervals) return std::nullopt;
        if (!contains(*intervals, advisories::VersionOrder::pep440, version)) return false;
    }
    return true;
}

} // namespace

std::optional<bool> allows(Ecosystem ecosystem, std::string_view requirement, std::string_view version) {
    requirement = trim(requirement.substr(0, requirement.find(';')));
    if (std::ranges::none_of(requirement, is_digit)) return true; // "*", "latest", nothing
    if (ecosystem == Ecosystem::pypi) return python_allows(requirement, version);
    const auto dialect = dialect_of(ecosystem);
    if (!dialect) return std::nullopt;
    const auto intervals = advisories::parse_constraint(*dialect, requirement);
    if (!intervals) return std::nullopt;
    return contains(*intervals, advisories::order_of(*dialect), version);
}

std::optional<std::string> raised(Ecosystem ecosystem, std::string_view requirement, std::string_view version) {
    requirement = trim(requirement.substr(0, requirement.find(';')));
    if (allows(ecosystem, requirement, version) == true) return std::string(requirement);
    const auto digit = static_cast<std::size_t>(std::ranges::find_if(requirement, is_digit) - requirement.begin());
    const std::string_view operation = requirement.substr(0, digit);
    const std::string_view rest = requirement.substr(digit);
    const bool plain = std::ranges::none_of(rest, [](char c) { return std::string_view(" ,|<>=~^*!").contains(c); });
    if (!plain || operation.contains('<') || operation.contains('!')) return std::nullopt;
    const std::string_view bare = operation.ends_with('v') ? version.substr(version.starts_with('v') ? 1 : 0) : version;
    if (rest.ends_with(".x") || rest.ends_with(".X")) return fmt::format("^{}", version);
    return fmt::format("{}{}", operation, bare);
}

std::string exactly(Ecosystem ecosystem, std::string_view version) {
    if (ecosystem == Ecosystem::pypi) return fmt::format("=={}", version);
    if (ecosystem == Ecosystem::crates) return fmt::format("={}", version);
    return std::string(version);
}

} // namespace squire::fix
