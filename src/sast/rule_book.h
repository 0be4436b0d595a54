// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "base/problems.h"
#include "rules/sast_rule.h"
#include "sast/compiled_rule.h"
#include "sast/prefilter.h"
#include "source/ignore_rules.h"
#include "syntax/languages.h"

namespace squire::sast {

/// Which paths a rule looks at (`paths`): globs as .gitignore has them, on a file or on a folder above it.
class PathFilter {
public:
    explicit PathFilter(const rules::SastRule& rule);
    [[nodiscard]] bool takes(std::string_view path) const;

private:
    source::IgnoreRules include_, exclude_;
    bool anything_ = true;
};

/// The rules of one language, with what decides which of them look at a text.
class LanguageRules {
public:
    LanguageRules(std::string_view language, const std::vector<const rules::SastRule*>& rules, Prefilter prefilter);

    [[nodiscard]] std::string_view language() const { return language_; }
    [[nodiscard]] const syntax::Language* grammar() const { return grammar_; } // null: read as text
    [[nodiscard]] const Prefilter& prefilter() const { return prefilter_; }
    [[nodiscard]] std::size_t size() const { return slots_.size(); }
    [[nodiscard]] const PathFilter& paths(std::uint32_t number) const { return slots_[number].paths; }

    /// Made ready when it is first asked for, so that a scan pays only for rules that come into play; from any thread. Null where it cannot run:
    /// then the first call has named it in `problems` (incomplete).
    [[nodiscard]] const CompiledRule* rule(std::uint32_t number, Problems& problems) const;

private:
    struct Slot {
        explicit Slot(const rules::SastRule& of) : rule(&of), paths(of) {}
        const rules::SastRule* rule;
        PathFilter paths;
        mutable std::once_flag once;
        mutable std::optional<CompiledRule> compiled;
    };
    std::string_view language_;
    const syntax::Language* grammar_;
    Prefilter prefilter_;
    mutable PatternMemory memory_; // of which the rules' patterns are made
    std::deque<Slot> slots_; // which do not move
};

/// A set of rules made ready for scanning, by language. Shared by all threads.
class RuleBook {
public:
    /// A rule none of whose languages is known is named in `problems` (incomplete). Of two rules with one id the first stands. `cache` as in
    /// search::PatternDatabase::build.
    [[nodiscard]] static Result<std::unique_ptr<RuleBook>> make(std::vector<rules::SastRule> rules, const std::filesystem::path& cache,
                                                                Problems& problems);

    [[nodiscard]] const std::vector<rules::SastRule>& rules() const { return rules_; }
    [[nodiscard]] const LanguageRules* of(std::string_view language) const; // null: no rules
    /// Rules that look at any text: `generic`, then `regex`.
    [[nodiscard]] const std::vector<const LanguageRules*>& of_any_text() const { return of_any_text_; }

private:
    std::vector<rules::SastRule> rules_;
    std::vector<std::unique_ptr<LanguageRules>> languages_;
    std::vector<const LanguageRules*> of_any_text_;
};

} // namespace squire::sast
