// SPDX-License-Identifier: MIT
#include "sast/leaf.h"

#include <algorithm>

#include <fmt/format.h>

#include "sast/matcher.h"
#include "search/pcre.h"

namespace squire::sast {

namespace {

constexpr std::size_t kMostMatches = 20'000;

class TreeLeaf final : public Leaf {
public:
    explicit TreeLeaf(Pattern pattern) : pattern_(std::move(pattern)) {}

    std::vector<Match> find(const Subject& subject, const rules::SastOptions& options, Budget& budget) const override {
        if (!may_match(subject)) return {};
        std::vector<Match> matches = find_matches(pattern_, *subject.file, options, budget, subject.near);
        std::erase_if(matches, [&](const Match& match) { return match.begin < subject.begin || match.end > subject.end; });
        return matches;
    }
    bool may_match(const Subject& subject) const override {
        return subject.file != nullptr && &subject.file->tree().grammar() == &pattern_.tree().grammar() && has_names(pattern_, *subject.file);
    }
    std::string explain(const Metavariables& metavariables) const override { return dump(pattern_, metavariables); }

private:
    Pattern pattern_;
};

class RegexLeaf final : public Leaf {
public:
    RegexLeaf(search::Pcre regex, std::string text, Metavariables& metavariables) : regex_(std::move(regex)), text_(std::move(text)) {
        for (std::size_t i = 1; i <= regex_.groups(); ++i) groups_.push_back(metavariables.id_of(fmt::format("${}", i)));
        for (const auto& [name, group] : regex_.names()) named_.emplace_back(group, metavariables.id_of("$" + name));
    }

    std::vector<Match> find(const Subject& subject, const rules::SastOptions& /*options*/, Budget& budget) const override {
        std::vector<Match> matches;
        const std::string_view text = subject.text.substr(0, subject.end);
        const auto outcome = regex_.find_all(text, subject.begin, [&](const search::PcreMatch& found) {
            if (matches.size() >= kMostMatches) {
                budget.hit(Bound::matches);
                return false;
            }
            if (found.end() == found.begin()) return budget.spend();
            Match match{.begin = static_cast<std::uint32_t>(found.begin()), .end = static_cast<std::uint32_t>(found.end())};
            const auto bind = [&](MetavariableId id, std::size_t group) {
                const search::PcreMatch::Span& span = found.groups[group];
                if (!span.took_part()) return;
                match.bindings.push_back(
                    {.metavariable = id, .begin = static_cast<std::uint32_t>(span.begin), .end = static_cast<std::uint32_t>(span.end)});
            };
            for (std::size_t i = 0; i < groups_.size(); ++i) bind(groups_[i], i + 1);
            for (const auto& [group, id] : named_) bind(id, group);
            std::ranges::sort(match.bindings, {}, &Binding::metavariable);
            matches.push_back(std::move(match));
            return budget.spend();
        });
        if (outcome == search::Pcre::Outcome::limit) budget.hit(Bound::regex);
        return matches;
    }
    std::string explain(const Metavariables& /*metavariables*/) const override { return fmt::format("regex {}\n", text_); }

private:
    search::Pcre regex_;
    std::string text_;
    std::vector<MetavariableId> groups_;
    std::vector<std::pair<std::size_t, MetavariableId>> named_;
};

} // namespace

Result<std::unique_ptr<Leaf>> TreeLeafCompiler::compile(std::string_view text, std::string_view language, const rules::SastOptions& /*options*/,
                                                        Metavariables& metavariables) const {
    const syntax::Language* known = syntax::language_named(language);
    if (known == nullptr) return fail(ErrorKind::unsupported, fmt::format("no patterns of the language '{}'", language));
    auto pattern = Pattern::compile(text, *known, metavariables, memory_);
    if (!pattern) return std::unexpected(pattern.error());
    return std::make_unique<TreeLeaf>(std::move(*pattern));
}

Result<std::unique_ptr<Leaf>> compile_regex_leaf(std::string_view regex, Metavariables& metavariables) {
    auto compiled = search::Pcre::compile(regex);
    if (!compiled) return std::unexpected(compiled.error());
    return std::make_unique<RegexLeaf>(std::move(*compiled), std::string(regex), metavariables);
}

} // namespace squire::sast
