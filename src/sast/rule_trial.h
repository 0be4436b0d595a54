// SPDX-License-Identifier: MIT
//
// Runs rules on the targets beside them, as Semgrep's own test command does: `rule.yaml` is tried on every `rule.*` of the same folder, whose comments
// say which lines each rule has to report (annotation.h). A line is reported where a finding begins.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/problems.h"
#include "base/progress.h"

namespace squire::sast {

struct RuleTestCount {
    std::uint32_t rules = 0; // that ran
    std::uint32_t matched = 0; // ruleid lines that were reported
    std::uint32_t missed = 0; // and that were not
    std::uint32_t silent = 0; // ok lines that were not reported
    std::uint32_t false_alarms = 0; // and that were
    std::uint32_t unexpected = 0; // reported lines of which nothing is said
    std::uint32_t todo = 0; // todoruleid and todook lines, which decide nothing
    std::uint32_t skipped = 0; // ruleid and ok lines of rules that could not run
    std::uint32_t fixed = 0; // targets that the fixes turn into their `.fixed` sibling
    std::uint32_t fixed_otherwise = 0;
    void add(const RuleTestCount& other);
    [[nodiscard]] bool failed() const { return missed + false_alarms + unexpected + fixed_otherwise > 0; }
};

struct RuleTestFailure {
    enum class Kind : std::uint8_t { missed, false_alarm, unexpected, fixed_otherwise };
    Kind kind = Kind::missed;
    std::string rule;
    std::string target; // path from the folder that was tested
    std::uint32_t line = 0;
    friend auto operator<=>(const RuleTestFailure&, const RuleTestFailure&) = default;
};

struct RuleTestSkip {
    std::string rule;
    std::string reason;
    std::uint32_t lines = 0; // ruleid and ok
    friend auto operator<=>(const RuleTestSkip&, const RuleTestSkip&) = default;
};

struct RuleTestReport {
    std::map<std::string, RuleTestCount> languages; // by the language that the rule was run for
    std::vector<RuleTestFailure> failures; // sorted
    std::vector<RuleTestSkip> skips; // sorted
    std::uint32_t rule_files = 0;
    std::vector<std::string> without_target; // rule files that nothing tests
    [[nodiscard]] RuleTestCount total() const;
};

/// `path` is a rule file, or a folder of them. What could not be read goes to `problems`.
[[nodiscard]] RuleTestReport test_rules(const std::filesystem::path& path, unsigned workers, const Cancellation& cancellation,
                                        Problems& problems);

} // namespace squire::sast
