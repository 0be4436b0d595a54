// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include <re2/re2.h>

#include "base/problems.h"
#include "rules/secret_rule.h"
#include "secrets/pattern_database.h"
#include "secrets/trigger.h"

namespace squire::secrets {

/// A set of rules made ready for scanning; shared by all threads and never changed.
class RuleBook {
public:
    /// A rule whose regex cannot be used is named in `problems` (incomplete) and left out; the rest work.
    [[nodiscard]] static Result<RuleBook> make(rules::SecretRules rules, const std::filesystem::path& cache, Problems& problems);

    [[nodiscard]] const std::vector<rules::SecretRule>& rules() const { return rules_.rules; }
    [[nodiscard]] const std::vector<rules::Allowlist>& global_allowlists() const { return rules_.allowlists; }
    [[nodiscard]] const RulePlan& plan(std::uint32_t rule) const { return plans_[rule]; }
    [[nodiscard]] const PatternDatabase& patterns() const { return patterns_; }
    [[nodiscard]] std::uint32_t rule_of(std::uint32_t pattern) const { return rule_of_pattern_[pattern]; }

    /// Rules with a regex and no trigger: tried on every text.
    [[nodiscard]] const std::vector<std::uint32_t>& untriggered() const { return untriggered_; }

    /// Rules about paths alone.
    [[nodiscard]] const std::vector<std::uint32_t>& path_only() const { return path_only_; }

private:
    void plan_all();

    rules::SecretRules rules_;
    std::vector<RulePlan> plans_;
    PatternDatabase patterns_;
    std::vector<std::uint32_t> rule_of_pattern_;
    std::vector<std::uint32_t> untriggered_;
    std::vector<std::uint32_t> path_only_;
};

/// Regexes compiled when first asked for, so that a scan pays for the rules that come into play and no others. One per thread: RE2's matching caches
/// are locked, and threads that share them wait for each other.
class RegexCache {
public:
    /// In Latin-1, where a byte is a character: texts of any encoding, or none, match by their bytes. Null for a regex that RE2 refuses.
    [[nodiscard]] const RE2* get(const std::string& regex);

private:
    std::unordered_map<const std::string*, std::unique_ptr<RE2>> compiled_; // by the address of the rule's own text, which never moves
};

} // namespace squire::secrets
