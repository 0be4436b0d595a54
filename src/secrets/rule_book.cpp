// SPDX-License-Identifier: MIT
#include "secrets/rule_book.h"

#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "rules/rule_regex.h"

namespace squire::secrets {

void RuleBook::plan_all() {
    plans_.clear();
    rule_of_pattern_.clear();
    untriggered_.clear();
    path_only_.clear();
    for (std::uint32_t i = 0; i < rules_.rules.size(); ++i) {
        const rules::SecretRule& rule = rules_.rules[i];
        plans_.push_back(rule.regex.empty() ? RulePlan{} : plan_rule(rule));
        if (rule.regex.empty()) {
            path_only_.push_back(i);
        } else if (plans_.back().triggers.empty()) {
            untriggered_.push_back(i);
        }
        rule_of_pattern_.insert(rule_of_pattern_.end(), plans_.back().triggers.size(), i);
    }
}

Result<RuleBook> RuleBook::make(rules::SecretRules rules, const std::filesystem::path& cache, Problems& problems) {
    RuleBook book;
    book.rules_ = std::move(rules);
    for (;;) {
        book.plan_all();
        std::vector<Trigger> triggers;
        for (const RulePlan& plan : book.plans_) triggers.insert(triggers.end(), plan.triggers.begin(), plan.triggers.end());
        auto patterns = PatternDatabase::build(triggers, cache);
        if (patterns) {
            book.patterns_ = std::move(*patterns);
            return book;
        }
        // Vectorscan names the trigger it cannot take: its rule goes, and the others are tried again.
        std::uint32_t refused = 0;
        const std::string& place = patterns.error().place;
        if (std::from_chars(place.data(), place.data() + place.size(), refused).ptr == place.data() || refused >= book.rule_of_pattern_.size()) {
            return std::unexpected(patterns.error());
        }
        const auto rule = book.rules_.rules.begin() + book.rule_of_pattern_[refused];
        problems.add(Weight::incomplete,
                     {ErrorKind::unsupported, fmt::format("rule '{}' cannot be looked for: {}", rule->id, patterns.error().message), rule->place,
                      "the rule is left out"});
        book.rules_.rules.erase(rule);
    }
}

const RE2* RegexCache::get(const std::string& regex) {
    auto& place = compiled_[&regex];
    if (!place) place = rules::compile_regex(regex);
    return place->ok() ? place.get() : nullptr;
}

} // namespace squire::secrets
