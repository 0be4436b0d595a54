// SPDX-License-Identifier: MIT
//
// A report about a scanner's mistake, before it is written for anybody: facts by name. Which of them a tracker asks for, how much each counts, and where
// it stands in the text is data (tracker.h); the names are:
//
//     scanner, scanner_version, rule, rules_version, rule_text, image, runtime, system     what was used
//     command, configuration, steps, log                                                   how
//     example, example_path, example_language, reduction, reproduced                       on what, and that it shows it alone
//     actual, expected, why, trace, raw, near_miss, near_miss_says                         what happens and what should
//     summary                                                                             what is wrong in a sentence of a person
//     category, priority, last_good, searched, patch, patch_says, crash                    for who takes care of it
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "bugreport/route.h"

namespace squire::bugreport {

struct BugReport {
    BugKind kind = BugKind::false_alarm;
    Target route = Target::rule;
    std::string route_reason;
    std::map<std::string, std::string, std::less<>> facts; // what is not known is not there

    [[nodiscard]] std::string_view fact(std::string_view name) const; // empty: not known
    void set(std::string_view name, std::string value); // an empty one is not kept
    /// 12 hexadecimal digits over kind, scanner, rule and example: the same for the same mistake on every machine.
    [[nodiscard]] std::string id() const;
};

/// One or two sentences of what is wrong, from the facts.
[[nodiscard]] std::string summary_of(const BugReport& report);

/// What the scanner should have done, in a sentence.
[[nodiscard]] std::string expectation_of(const BugReport& report);

} // namespace squire::bugreport
