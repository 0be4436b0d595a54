// SPDX-License-Identifier: MIT
#include "sast/rule_book.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sast/generic_leaf.h"

namespace squire::sast {
namespace {

std::string lines(const std::vector<std::string>& globs) { return fmt::format("{}", fmt::join(globs, "\n")); }

// A rule of .gitignore says nothing of what is in a folder that it names, so the folders above are asked as well.
bool matches(const source::IgnoreRules& rules, std::string_view path) {
    for (std::size_t end = path.size();;) {
        const std::string_view part = path.substr(0, end);
        const std::size_t slash = part.rfind('/');
        const std::string_view name = slash == std::string_view::npos ? part : part.substr(slash + 1);
        if (rules.decide(part, name, end != path.size()) == source::IgnoreVerdict::ignored) return true;
        if (slash == std::string_view::npos) return false;
        end = slash;
    }
}

} // namespace

PathFilter::PathFilter(const rules::SastRule& rule)
    : include_(source::IgnoreRules::parse(lines(rule.include))), exclude_(source::IgnoreRules::parse(lines(rule.exclude))),
      anything_(rule.include.empty()) {}

bool PathFilter::takes(std::string_view path) const {
    if (!anything_ && !matches(include_, path)) return false;
    return exclude_.empty() || !matches(exclude_, path);
}

LanguageRules::LanguageRules(std::string_view language, const std::vector<const rules::SastRule*>& rules, Prefilter prefilter)
    : language_(language), grammar_(is_generic(language) ? nullptr : syntax::language_named(language)), prefilter_(std::move(prefilter)) {
    for (const rules::SastRule* rule : rules) slots_.emplace_back(*rule);
}

const CompiledRule* LanguageRules::rule(std::uint32_t number, Problems& problems) const {
    const Slot& slot = slots_[number];
    std::call_once(slot.once, [&] {
        auto compiled = CompiledRule::compile(*slot.rule, language_, &memory_);
        if (compiled) {
            slot.compiled = std::move(*compiled);
            return;
        }
        if (language_ == "typescript" && CompiledRule::compile(*slot.rule, "tsx")) return; // a pattern of JSX, which has no place in these files
        Error error = std::move(compiled.error());
        error.message = fmt::format("rule '{}' is left out: {}", slot.rule->id, error.message);
        problems.add(Weight::incomplete, std::move(error));
    });
    return slot.compiled ? &*slot.compiled : nullptr;
}

Result<std::unique_ptr<RuleBook>> RuleBook::make(std::vector<rules::SastRule> rules, const std::filesystem::path& cache, Problems& problems) {
    auto book = std::make_unique<RuleBook>();
    std::set<std::string, std::less<>> ids;
    for (rules::SastRule& rule : rules) {
        if (!ids.insert(rule.id).second) {
            problems.add(
                Weight::warning,
                Error{ErrorKind::malformed, fmt::format("rule '{}' is there already: the first one stands", rule.id), rule.place(), {}});
            continue;
        }
        book->rules_.push_back(std::move(rule));
    }
    std::map<std::string_view, std::vector<const rules::SastRule*>> by_language;
    for (const rules::SastRule& rule : book->rules_) {
        bool known = false;
        std::set<std::string_view> seen;
        for (const std::string& each : rule.languages) {
            const std::string_view language = canonical_language(each);
            if (language.empty() || !seen.insert(language).second) continue;
            by_language[language].push_back(&rule);
            if (language == "typescript" && seen.insert("tsx").second) by_language["tsx"].push_back(&rule); // it has a grammar of its own
            known = true;
        }
        if (!known) {
            problems.add(Weight::incomplete, Error{ErrorKind::unsupported,
                                                   fmt::format("rule '{}' is left out: it is for {}", rule.id, fmt::join(rule.languages, ", ")),
                                                   rule.place(), "docs/sast-support.md lists the languages that are known"});
        }
    }
    for (auto& [language, list] : by_language) {
        auto prefilter = Prefilter::build(list, language, cache);
        if (!prefilter) return std::unexpected(std::move(prefilter.error()));
        book->languages_.push_back(std::make_unique<LanguageRules>(language, std::move(list), std::move(*prefilter)));
        if (is_generic(language)) book->of_any_text_.push_back(book->languages_.back().get());
    }
    return book;
}

const LanguageRules* RuleBook::of(std::string_view language) const {
    const auto found = std::ranges::find(languages_, language, [](const auto& each) { return each->language(); });
    return found == languages_.end() ? nullptr : found->get();
}

} // namespace squire::sast
