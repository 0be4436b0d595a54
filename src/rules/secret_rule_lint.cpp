// SPDX-License-Identifier: MIT
#include "rules/secret_rule_lint.h"

#include <algorithm>
#include <cctype>
#include <memory>
#include <unordered_map>

#include <fmt/format.h>
#include <re2/re2.h>

#include "base/text.h"
#include "rules/checksum.h"
#include "rules/entropy.h"
#include "rules/example_shape.h"
#include "rules/repetition.h"
#include "rules/rule_regex.h"

namespace squire::rules {
namespace {

bool is_well_formed_id(std::string_view id) {
    const auto valid = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return std::ranges::all_of(id, valid) && id.find('-') != std::string_view::npos && !id.starts_with('-') && !id.ends_with('-') &&
           id.find("--") == std::string_view::npos;
}

// Each regex is compiled once: that is what takes the time.
class Compiled {
public:
    const RE2& operator()(const std::string& regex) {
        auto& place = regexes_[regex];
        if (!place) place = compile_regex(regex);
        return *place;
    }
    bool any_matches(const std::vector<std::string>& regexes, std::string_view text) {
        return std::ranges::any_of(regexes, [&](const std::string& regex) {
            const RE2& compiled = (*this)(regex);
            return compiled.ok() && RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), compiled);
        });
    }

private:
    std::unordered_map<std::string, std::unique_ptr<RE2>> regexes_;
};

struct Hit {
    std::string_view match, secret, line;
};

/// Only the checks that need neither path nor commit; one that asks for those as well does not apply to an example.
bool allows(const Allowlist& list, const Hit& hit, Compiled& compiled) {
    const auto target = list.target == Allowlist::Target::secret ? hit.secret : list.target == Allowlist::Target::match ? hit.match : hit.line;
    if (list.all_must_match && (!list.paths.empty() || !list.commits.empty())) return false;
    const bool regex = compiled.any_matches(list.regexes, target);
    const bool word =
        std::ranges::any_of(list.stopwords, [&](const std::string& stopword) { return contains_ignoring_case(hit.secret, stopword); });
    return list.all_must_match ? (regex || list.regexes.empty()) && (word || list.stopwords.empty()) : regex || word;
}

class RuleLint {
public:
    RuleLint(const SecretRule& rule, const SecretRules& all, Compiled& compiled, std::vector<Problem>& found)
        : rule_(rule), all_(all), compiled_(compiled), found_(found) {}

    void run() {
        if (!is_well_formed_id(rule_.id)) warn("the id is not <service>-<kind> in lower-case letters, digits and single dashes");
        const auto present = [&](const std::string& text, std::string_view key) {
            if (trim(text).empty()) warn(fmt::format("'{}' is missing", key));
        };
        present(rule_.description, "description");
        present(rule_.means, "means");
        present(rule_.gain, "gain");
        present(rule_.revoke, "revoke");
        if (rule_.links.empty()) warn("'links' is missing");
        for (const auto& link : rule_.links)
            if (!link.starts_with("https://")) warn(fmt::format("the link '{}' is not an https address", link));
        for (const auto& path : {rule_.path})
            if (!path.empty() && !compiled_(path).ok()) warn(fmt::format("bad path: {}", compiled_(path).error()));
        for (const auto& list : rule_.allowlists)
            for (const auto* regexes : {&list.regexes, &list.paths})
                for (const auto& regex : *regexes)
                    if (!compiled_(regex).ok()) warn(fmt::format("bad regex in an allowlist: {}", compiled_(regex).error()));
        if (rule_.regex.empty()) return; // a rule about paths has no text to match
        check_regex_itself();
        if (regex_ && regex_->ok()) check_examples();
    }

private:
    void check_regex_itself() {
        regex_ = &compiled_(rule_.regex);
        if (!regex_->ok()) return warn(fmt::format("bad regex: {}", regex_->error()));
        if (RE2::PartialMatch("", *regex_)) warn("the regex matches the empty text");
        if (static_cast<int>(rule_.secret_group) > regex_->NumberOfCapturingGroups())
            warn(fmt::format("secretGroup is {}, and the regex has {} captures", rule_.secret_group, regex_->NumberOfCapturingGroups()));
        for (const auto& repetition : unbounded_wide_repetitions(rule_.regex))
            note(fmt::format("'{}' has no upper bound", repetition), "bound it: {20,200}");
        if (rule_.keywords.empty() && rule_.path.empty()) note("without a keyword or a path it runs on every text");
        for (const auto& keyword : rule_.keywords)
            if (keyword.size() < 3) note(fmt::format("the keyword '{}' stands in almost every text", keyword));
    }

    void check_examples() {
        if (rule_.matches.empty()) warn("no 'matches': give at least one text that it finds");
        if (rule_.rejects.empty()) warn("no 'rejects': give at least one near miss");
        const auto examples = fill_examples(rule_);
        if (!examples) {
            found_.push_back({Weight::warning, examples.error()});
            return;
        }
        for (std::size_t index = 0; index < examples->matches.size(); ++index) {
            const auto& text = examples->matches[index];
            const bool has_keyword = rule_.keywords.empty() || std::ranges::any_of(rule_.keywords, [&](const auto& keyword) {
                                         return contains_ignoring_case(text, keyword);
                                     });
            if (!has_keyword) warn(fmt::format("no keyword stands in 'matches' {}: {}", index + 1, shorten(rule_.matches[index], 100)));
            if (const auto why = why_not_found(text); !why.empty())
                warn(fmt::format("'matches' {} is not found, {}: {}", index + 1, why, shorten(rule_.matches[index], 100)));
        }
        if (rule_.evidence != SecretRule::Evidence::shape) return;
        for (std::size_t index = 0; index < examples->rejects.size(); ++index)
            if (why_not_found(examples->rejects[index]).empty())
                warn(fmt::format("'rejects' {} is found: {}", index + 1, shorten(rule_.rejects[index], 100)));
    }

    /// Empty where the rule finds a secret in the text, else what stood against the last match.
    std::string why_not_found(std::string_view text) const {
        std::string why = "the regex does not match";
        const re2::StringPiece subject(text.data(), text.size());
        std::vector<re2::StringPiece> groups(static_cast<std::size_t>(regex_->NumberOfCapturingGroups()) + 1);
        for (std::size_t at = 0; at <= text.size();) {
            if (!regex_->Match(subject, at, text.size(), RE2::UNANCHORED, groups.data(), static_cast<int>(groups.size()))) break;
            const auto view = [](re2::StringPiece piece) { return std::string_view(piece.data(), piece.size()); };
            const auto start = static_cast<std::size_t>(groups[0].data() - text.data());
            const auto line_start = text.substr(0, start).rfind('\n') + 1;
            const auto line_end = std::min(text.find('\n', start + groups[0].size()), text.size());
            Hit hit{view(groups[0]), view(groups[0]), text.substr(line_start, line_end - line_start)};
            if (rule_.secret_group != 0) {
                if (rule_.secret_group < groups.size()) hit.secret = view(groups[rule_.secret_group]);
            } else if (const auto first = std::ranges::find_if(groups.begin() + 1, groups.end(), [](auto piece) { return !piece.empty(); });
                       first != groups.end()) {
                hit.secret = view(*first);
            }
            why = against(hit);
            if (why.empty()) return why;
            at = start + std::max<std::size_t>(groups[0].size(), 1);
        }
        return why;
    }

    std::string against(const Hit& hit) const {
        if (const auto entropy = shannon_entropy(hit.secret); entropy < rule_.entropy) return fmt::format("its entropy is {:.2f}", entropy);
        if (!has_right_checksum(rule_.checksum, hit.secret)) return "its checksum is wrong";
        const auto allowed = [&](const Allowlist& list) { return allows(list, hit, compiled_); };
        const auto is_ours = [&](const Allowlist& list) {
            return list.target_rules.empty() || std::ranges::find(list.target_rules, rule_.id) != list.target_rules.end();
        };
        if (std::ranges::any_of(rule_.allowlists, allowed)) return "an allowlist of the rule has it";
        if (std::ranges::any_of(all_.allowlists, [&](const Allowlist& list) { return is_ours(list) && allowed(list); }))
            return "a global allowlist has it";
        return {};
    }

    void warn(std::string message) { add(Weight::warning, std::move(message), {}); }
    void note(std::string message, std::string hint = {}) { add(Weight::note, std::move(message), std::move(hint)); }
    void add(Weight weight, std::string message, std::string hint) {
        found_.push_back({weight, Error{ErrorKind::malformed, fmt::format("rule '{}': {}", rule_.id, message), rule_.place, std::move(hint)}});
    }

    const SecretRule& rule_;
    const SecretRules& all_;
    Compiled& compiled_;
    std::vector<Problem>& found_;
    const RE2* regex_ = nullptr;
};

} // namespace

std::vector<Problem> lint_secret_rules(const SecretRules& rules) {
    std::vector<Problem> found;
    Compiled compiled;
    std::unordered_map<std::string_view, std::string_view> seen;
    for (const auto& rule : rules.rules) {
        if (const auto [earlier, fresh] = seen.emplace(rule.id, rule.place); !fresh)
            found.push_back(
                {Weight::warning,
                 Error{ErrorKind::malformed, fmt::format("rule '{}' is also defined at {}", rule.id, earlier->second), rule.place, {}}});
        RuleLint(rule, rules, compiled, found).run();
    }
    for (const auto& rule : rules.rules)
        for (const auto& required : rule.required)
            if (!seen.contains(required.id))
                found.push_back({Weight::warning, Error{ErrorKind::malformed,
                                                        fmt::format("rule '{}' requires '{}', which is not there", rule.id, required.id),
                                                        rule.place,
                                                        {}}});
    return found;
}

} // namespace squire::rules
