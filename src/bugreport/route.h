// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace squire::bugreport {

enum class BugKind : std::uint8_t {
    false_alarm,   // it reports what is no weakness
    missed,        // it is silent where there is one
    crash,         // it ends with an error of its own
    slow,          // it does not end in time
    report_format, // its report is not what readers take
    severity,      // it is right, and says another severity or place
};
inline constexpr std::size_t kBugKinds = 6;

[[nodiscard]] std::string_view to_string(BugKind kind); // "false_alarm"
[[nodiscard]] std::string_view words_of(BugKind kind);  // "false positive": as trackers call it
[[nodiscard]] std::optional<BugKind> parse_bug_kind(std::string_view word);

/// Who can repair it.
enum class Target : std::uint8_t {
    engine,        // what reads the code and the rule
    rule,          // what the rule says
    wrapper,       // what runs the engine and passes its words on
    report_format, // how the report is written
};

[[nodiscard]] std::string_view to_string(Target target); // "report_format"
[[nodiscard]] std::optional<Target> parse_target(std::string_view word);

/// What is known of a mistake, for the decision who is to hear of it. What is not set is not known.
struct RouteFacts {
    BugKind kind = BugKind::false_alarm;
    bool says_broken = false;                 // the scanner itself names an error at the place: it could not read the file
    std::optional<bool> engine_alone_shows;   // the engine, run without what is around it, makes the same mistake
    std::optional<bool> other_engine_agrees;  // another engine, given the same rule, says the same of the example
    std::optional<bool> with_this_rule_alone; // of a slow scan: it is slow with this rule, and not with the others
};

struct Route {
    Target target = Target::rule;
    std::string reason; // one sentence
};

/// The first line of a table that applies; without facts the rule, because that is where most mistakes are and the rule's authors see which it is.
[[nodiscard]] Route route_of(const RouteFacts& facts);

} // namespace squire::bugreport
