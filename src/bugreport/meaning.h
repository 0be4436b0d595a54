// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "finding/finding.h"

namespace squire::bugreport {

/// What a finding says, apart from where: in words that two tools have in common.
struct Meaning {
    finding::ReportType type = finding::ReportType::sast;
    std::string rule;                    // the last step of its name: "tainted-sql" of "python.django.tainted-sql"
    std::vector<std::uint32_t> cwes;     // sorted; of rules/compare/tools.toml where the report has none
    std::vector<std::string> advisories; // "cve-2021-1234", "ghsa-…", sorted
    bool credential = false;             // it is about a secret in a file
};

/// How alike two meanings are, the most first.
enum class Likeness : std::uint8_t { same_rule, same_weakness, related_weakness, different };

/// `tool`: the name of the scanner that says so.
[[nodiscard]] Meaning meaning_of(const finding::Finding& finding, std::string_view tool);

[[nodiscard]] Likeness likeness_of(const Meaning& left, const Meaning& right);

[[nodiscard]] std::string_view to_string(Likeness likeness); // "same rule"

/// The number that rules/compare/tools.toml gives a tool's rule; 0 for none. `tool` may have more than the tool's name: "Bandit 1.8".
[[nodiscard]] std::uint32_t weakness_of_rule(std::string_view tool, std::string_view rule);

} // namespace squire::bugreport
