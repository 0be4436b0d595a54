// SPDX-License-Identifier: MIT
#include "bugreport/route.h"

#include <array>
#include <utility>

namespace squire::bugreport {
namespace {

constexpr std::array<std::pair<BugKind, std::pair<std::string_view, std::string_view>>, kBugKinds> kKinds{{
    {BugKind::false_alarm, {"false_alarm", "false positive"}},
    {BugKind::missed, {"missed", "false negative"}},
    {BugKind::crash, {"crash", "crash"}},
    {BugKind::slow, {"slow", "time-out"}},
    {BugKind::report_format, {"report_format", "report format"}},
    {BugKind::severity, {"severity", "wrong severity or place"}},
}};

constexpr std::array<std::pair<Target, std::string_view>, 4> kTargets{{
    {Target::engine, "engine"},
    {Target::rule, "rule"},
    {Target::wrapper, "wrapper"},
    {Target::report_format, "report_format"},
}};

// A cell of the table; `any` fits what is not known, too.
enum class Cell : std::uint8_t { any, yes, no };

bool fits(Cell cell, std::optional<bool> fact) { return cell == Cell::any || (fact && *fact == (cell == Cell::yes)); }

struct Line {
    std::uint8_t kinds; // a bit for each
    Cell broken, alone, other, this_rule;
    Target target;
    std::string_view reason;
};

constexpr std::uint8_t bit(BugKind kind) { return static_cast<std::uint8_t>(1U << static_cast<unsigned>(kind)); }
constexpr std::uint8_t kJudgement = bit(BugKind::false_alarm) | bit(BugKind::missed);

using enum Cell;
constexpr std::array kTable{
    Line{bit(BugKind::report_format), any, any, any, any, Target::report_format,
         "what is wrong is how the finding is written down, whoever found it"},
    Line{bit(BugKind::severity), any, no, any, any, Target::wrapper, "the engine alone says it right; what passes it on changes it"},
    Line{bit(BugKind::severity), any, any, any, any, Target::rule, "severity and place are what the rule says"},
    Line{bit(BugKind::crash), any, no, any, any, Target::wrapper, "the engine alone ends well on this input"},
    Line{bit(BugKind::crash), any, any, any, any, Target::engine, "no rule and no input may make an engine crash"},
    Line{bit(BugKind::slow), any, no, any, any, Target::wrapper, "the engine alone ends in time on this input"},
    Line{bit(BugKind::slow), any, any, any, yes, Target::rule, "it is slow with this rule, and quick with the others over the same input"},
    Line{bit(BugKind::slow), any, any, any, any, Target::engine, "time is the engine's to bound"},
    Line{kJudgement, any, no, any, any, Target::wrapper, "the engine alone, with the same rule and file, is right"},
    Line{bit(BugKind::missed), yes, any, any, any, Target::engine, "the engine says itself that it could not read the file"},
    Line{kJudgement, any, any, no, any, Target::engine, "another engine reads the same rule over the same file differently"},
    Line{kJudgement, any, any, yes, any, Target::rule, "two engines that read the rule agree: it is what the rule says"},
    Line{kJudgement, any, any, any, any, Target::rule, "nothing speaks for a mistake of the engine; who wrote the rule sees which it is"},
};

} // namespace

std::string_view to_string(BugKind kind) { return kKinds.at(static_cast<std::size_t>(kind)).second.first; }
std::string_view words_of(BugKind kind) { return kKinds.at(static_cast<std::size_t>(kind)).second.second; }

std::optional<BugKind> parse_bug_kind(std::string_view word) {
    for (const auto& [kind, words] : kKinds) {
        if (words.first == word) return kind;
    }
    return std::nullopt;
}

std::string_view to_string(Target target) { return kTargets.at(static_cast<std::size_t>(target)).second; }

std::optional<Target> parse_target(std::string_view word) {
    for (const auto& [target, name] : kTargets) {
        if (name == word) return target;
    }
    return std::nullopt;
}

Route route_of(const RouteFacts& facts) {
    for (const Line& line : kTable) {
        if ((line.kinds & bit(facts.kind)) == 0 || !fits(line.broken, facts.says_broken) || !fits(line.alone, facts.engine_alone_shows) ||
            !fits(line.other, facts.other_engine_agrees) || !fits(line.this_rule, facts.with_this_rule_alone))
            continue;
        return {line.target, std::string(line.reason)};
    }
    return {Target::rule, "nothing is known"}; // not reached: each kind has a line without conditions, which the test shows
}

} // namespace squire::bugreport
