// SPDX-License-Identifier: MIT
#include "secrets/rule_check.h"

#include <algorithm>

#include <fmt/format.h>

#include "rules/example_shape.h"
#include "secrets/judge.h"
#include "secrets/text_matcher.h"

namespace squire::secrets {
namespace {

// A generic rule's example says nothing of its place; this is one made to hold secrets.
constexpr std::string_view kPath = ".env";

bool reported(TextMatcher& matcher, const rules::SecretRule& rule, std::uint32_t number, std::string_view text) {
    if (rule.regex.empty()) return matcher.path_allows(text, number); // the examples of a rule about paths are paths
    std::vector<RuleMatch> matches;
    if (rule.path.empty()) {
        const auto found = matcher.match_bytes({}, text);
        matches.assign(found.begin(), found.end());
    } else {
        const auto found = matcher.match_rule(text, number);
        matches.assign(found.begin(), found.end());
    }
    return std::ranges::any_of(matches, [&](const RuleMatch& match) {
        if (match.rule != number) return false;
        if (rule.skip_report) return true;
        const auto part = [&](std::uint32_t begin, std::uint32_t end) { return text.substr(begin, end - begin); };
        return judge({.rule = rule,
                      .path = kPath,
                      .line = text,
                      .match = part(match.begin, match.end),
                      .secret = part(match.secret_begin, match.secret_end),
                      .marks = {}})
            .report;
    });
}

} // namespace

Result<std::vector<Error>> check_examples(const rules::SecretRules& rules, const std::filesystem::path& cache) {
    Problems problems;
    const auto book = RuleBook::make(rules, cache, problems);
    if (!book) return std::unexpected(book.error());
    std::vector<Error> errors;
    for (const Problem& problem : problems.list()) errors.push_back(problem.error);
    TextMatcher matcher(*book);
    for (std::uint32_t i = 0; i < book->rules().size(); ++i) {
        const rules::SecretRule& rule = book->rules()[i];
        const auto examples = rules::fill_examples(rule);
        if (!examples) {
            errors.push_back(examples.error());
            continue;
        }
        const auto complain = [&](std::string_view what, const std::string& shape) {
            errors.push_back({ErrorKind::malformed, fmt::format("rule '{}' {}: {}", rule.id, what, shape), rule.place, ""});
        };
        for (std::size_t j = 0; j < examples->matches.size(); ++j) {
            if (!reported(matcher, rule, i, examples->matches[j])) complain("does not report its example", rule.matches[j]);
        }
        for (std::size_t j = 0; j < examples->rejects.size(); ++j) {
            if (reported(matcher, rule, i, examples->rejects[j])) complain("reports what it must not", rule.rejects[j]);
        }
    }
    return errors;
}

} // namespace squire::secrets
