// SPDX-License-Identifier: MIT
// For this part's own sources.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "finding/report.h"
#include "formats/json_document.h"

namespace squire::formats {

/// The rules of one SARIF run: its tool's own and those of the tool's extensions.
class SarifRules {
public:
    explicit SarifRules(const JsonCursor& run);

    /// The rule of a result, found by index or by id, "CA1000" also for "CA1000/1"; it does not exist where the run does not describe it.
    [[nodiscard]] JsonCursor rule_of(const JsonCursor& result) const;

    /// Every rule with an id.
    [[nodiscard]] std::vector<finding::RuleInfo> list() const;

    /// The identifiers of a result: its rule, then the CWEs that are known of it.
    [[nodiscard]] std::vector<finding::Identifier> identifiers_of(const JsonCursor& result, const JsonCursor& rule) const;

private:
    [[nodiscard]] finding::Identifier identifier_of(const std::string& id, const JsonCursor& rule) const;
    [[nodiscard]] finding::RuleInfo read_rule(const JsonCursor& rule) const;

    std::string identifier_type_;                  // "semgrep_oss_id", as GitLab names them
    std::vector<std::vector<JsonCursor>> rules_;   // of the driver, then of each extension
    std::unordered_map<std::string, std::pair<std::size_t, std::size_t>> by_id_;
    JsonCursor none_;
};

/// How a rule is named and described.
[[nodiscard]] std::string sarif_rule_name(const JsonCursor& rule);
[[nodiscard]] std::string sarif_rule_help(const JsonCursor& rule);

/// By what is said most precisely: Squire's own word, then as GitLab orders it the rank, "security-severity" and the level, each of the result before
/// the rule's.
[[nodiscard]] finding::Severity sarif_severity(const JsonCursor& result, const JsonCursor& rule);

[[nodiscard]] finding::Confidence sarif_confidence(const JsonCursor& result, const JsonCursor& rule);

} // namespace squire::formats
