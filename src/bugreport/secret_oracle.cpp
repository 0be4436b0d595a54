// SPDX-License-Identifier: MIT
#include "bugreport/secret_oracle.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "rules/gitleaks_ignore.h"
#include "secrets/allowlist.h"
#include "secrets/judge.h"
#include "secrets/rule_book.h"
#include "secrets/text_matcher.h"

namespace squire::bugreport {
namespace {

constexpr std::size_t kMostContext = 1'024; // bytes before and after a match that count as its line, as in a scan

std::string_view line_around(std::string_view text, const secrets::RuleMatch& match) {
    std::size_t begin = match.begin, end = match.end;
    while (begin > 0 && match.begin - begin < kMostContext && text[begin - 1] != '\n') --begin;
    while (end < text.size() && end - match.end < kMostContext && text[end] != '\n') ++end;
    return text.substr(begin, end - begin);
}

class SecretOracle final : public Oracle {
public:
    SecretOracle(SecretQuestion question, secrets::RuleBook book, std::uint32_t rule, unsigned workers)
        : question_(std::move(question)), book_(std::move(book)), rule_(rule), regexes_(std::max(workers, 1U)) {
        for (std::size_t i = 0; i < regexes_.size(); ++i) matchers_.push_back(std::make_unique<secrets::TextMatcher>(book_));
    }

    Result<bool> interesting(const Input& candidate, unsigned worker) override {
        if (candidate.place.begin == candidate.place.end) return false;
        const std::string_view path = candidate.file().path, text = candidate.file().text();
        secrets::TextMatcher& matcher = *matchers_[worker];
        const auto matches = matcher.match_bytes(path, text);
        const bool reports = std::ranges::any_of(matches, [&](const secrets::RuleMatch& match) {
            const bool is_there = match.secret_begin < candidate.place.end && match.secret_end > candidate.place.begin;
            return match.rule == rule_ && is_there && is_reported(path, text, match, worker);
        });
        return reports == question_.reported;
    }

    Result<bool> confirm(const Input& candidate) override {
        auto fresh = make_secret_oracle(question_, 1);
        if (!fresh) return std::unexpected(fresh.error());
        return (*fresh)->interesting(candidate, 0);
    }

    [[nodiscard]] std::string key() const override {
        const rules::SecretRule& rule = book_.rules()[rule_];
        return fmt::format("secret {} {} {} reported={}", rule.id, rule.place, rule.regex, question_.reported);
    }
    [[nodiscard]] bool keeps_place() const override { return true; }

private:
    bool is_reported(std::string_view path, std::string_view text, const secrets::RuleMatch& match, unsigned worker) {
        const rules::SecretRule& rule = book_.rules()[match.rule];
        const std::string_view line = line_around(text, match);
        const std::string_view whole = text.substr(match.begin, match.end - match.begin);
        const std::string_view secret = text.substr(match.secret_begin, match.secret_end - match.secret_begin);
        if (rules::has_allow_comment(line)) return false;
        if (secrets::is_allowed(rule, book_.global_allowlists(),
                                {.rule_id = rule.id, .secret = secret, .match = whole, .line = line, .path = path, .commit = {}},
                                regexes_[worker]))
            return false;
        return secrets::judge({.rule = rule, .path = path, .line = line, .match = whole, .secret = secret, .marks = {}}).report;
    }

    SecretQuestion question_;
    secrets::RuleBook book_;
    std::uint32_t rule_;
    std::vector<std::unique_ptr<secrets::TextMatcher>> matchers_; // by worker
    std::vector<secrets::RegexCache> regexes_;
};

} // namespace

namespace {

struct ReadyBook {
    secrets::RuleBook book; // of the rule and those that it needs
    std::uint32_t rule = 0;
};

Result<ReadyBook> book_of(const SecretQuestion& question) {
    const auto rule = std::ranges::find(question.rules.rules, question.rule, &rules::SecretRule::id);
    if (rule == question.rules.rules.end())
        return fail(ErrorKind::not_found, fmt::format("there is no secret rule '{}'", question.rule), "", "squire rules list names them");
    if (rule->regex.empty())
        return fail(ErrorKind::unsupported, fmt::format("rule '{}' is about paths: there is nothing to reduce", rule->id), rule->place);
    rules::SecretRules few{.title = question.rules.title, .rules = {*rule}, .allowlists = question.rules.allowlists};
    for (const rules::RequiredRule& needed : rule->required) {
        const auto part = std::ranges::find(question.rules.rules, needed.id, &rules::SecretRule::id);
        if (part != question.rules.rules.end() && part->id != rule->id) few.rules.push_back(*part);
    }
    Problems problems;
    auto book = secrets::RuleBook::make(std::move(few), {}, problems);
    if (!book) return std::unexpected(book.error());
    const auto& ready = book->rules();
    const auto at = std::ranges::find(ready, question.rule, &rules::SecretRule::id);
    if (at == ready.end()) return fail(ErrorKind::unsupported, fmt::format("rule '{}' cannot be used", question.rule));
    const auto number = static_cast<std::uint32_t>(at - ready.begin());
    return ReadyBook{.book = std::move(*book), .rule = number};
}

} // namespace

Result<std::unique_ptr<Oracle>> make_secret_oracle(SecretQuestion question, unsigned workers) {
    auto ready = book_of(question);
    if (!ready) return std::unexpected(ready.error());
    return std::make_unique<SecretOracle>(std::move(question), std::move(ready->book), ready->rule, workers);
}

Result<Place> place_of_secret(const Input& input, const SecretQuestion& question) {
    const auto ready = book_of(question);
    if (!ready) return std::unexpected(ready.error());
    secrets::TextMatcher matcher(ready->book);
    for (const secrets::RuleMatch& match : matcher.match_bytes(input.file().path, input.file().text()))
        if (match.rule == ready->rule && match.begin < input.place.end && match.end > input.place.begin)
            return Place{.file = input.place.file, .begin = match.secret_begin, .end = match.secret_end};
    return fail(ErrorKind::not_found, fmt::format("rule '{}' sees no secret there", question.rule), input.file().path);
}

} // namespace squire::bugreport
