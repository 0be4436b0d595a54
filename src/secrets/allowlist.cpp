// SPDX-License-Identifier: MIT
#include "secrets/allowlist.h"

#include <algorithm>

#include "base/text.h"

namespace squire::secrets {
namespace {

bool any_regex_finds(const std::vector<std::string>& regexes, std::string_view text, RegexCache& cache) {
    return std::ranges::any_of(regexes, [&](const std::string& regex) {
        const RE2* const compiled = cache.get(regex);
        return compiled != nullptr && RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *compiled);
    });
}

bool allows(const rules::Allowlist& list, const AllowlistSubject& subject, RegexCache& cache) {
    using Target = rules::Allowlist::Target;
    const std::string_view target = list.target == Target::match ? subject.match : list.target == Target::line ? subject.line : subject.secret;
    const auto checks = {
        std::pair(!list.commits.empty(),
                  !subject.commit.empty() &&
                      std::ranges::any_of(list.commits, [&](const std::string& commit) { return subject.commit.starts_with(commit); })),
        std::pair(!list.paths.empty(), any_regex_finds(list.paths, subject.path, cache)),
        std::pair(!list.regexes.empty(), any_regex_finds(list.regexes, target, cache)),
        std::pair(!list.stopwords.empty(),
                  std::ranges::any_of(list.stopwords, [&](const std::string& word) { return contains_ignoring_case(subject.secret, word); })),
    };
    bool some = false;
    for (const auto& [asked, agrees] : checks) {
        if (!asked) continue;
        if (agrees && !list.all_must_match) return true;
        if (!agrees && list.all_must_match) return false;
        some = true;
    }
    return some && list.all_must_match;
}

} // namespace

bool is_allowed(const rules::SecretRule& rule, const std::vector<rules::Allowlist>& global, const AllowlistSubject& subject, RegexCache& cache) {
    const auto by = [&](const rules::Allowlist& list) { return allows(list, subject, cache); };
    if (std::ranges::any_of(rule.allowlists, by)) return true;
    return std::ranges::any_of(global, [&](const rules::Allowlist& list) {
        return (list.target_rules.empty() || std::ranges::find(list.target_rules, rule.id) != list.target_rules.end()) && by(list);
    });
}

} // namespace squire::secrets
