// SPDX-License-Identifier: MIT
#include "bugreport/sast_oracle.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "base/hash.h"
#include "base/problems.h"
#include "sast/compiled_rule.h"
#include "sast/formula.h"
#include "sast/prefilter.h"
#include "sast/rule_book.h"
#include "sast/suppression.h"
#include "syntax/languages.h"

namespace squire::bugreport {
namespace {

using rules::SastRule;

constexpr std::chrono::milliseconds kRuleTime{2'000}; // as a scan has it
constexpr std::chrono::milliseconds kParseTime{5'000};

// The language to read the file in: its own where the rule is for it, else the first of the rule's that is known.
std::string_view language_for(const SastRule& rule, std::string_view path) {
    const syntax::Language* const own = syntax::language_of_path(path);
    std::string_view first;
    for (const std::string& each : rule.languages) {
        const std::string_view known = sast::canonical_language(each);
        if (known.empty()) continue;
        if (own != nullptr && known == own->name) return known;
        if (first.empty()) first = known;
    }
    return first;
}

/// One rule made ready, with a scratch for each worker.
class ReadyRule {
public:
    static Result<std::unique_ptr<ReadyRule>> make(const SastRule& rule, std::string_view path, unsigned workers) {
        const std::string_view language = language_for(rule, path);
        if (language.empty())
            return fail(ErrorKind::unsupported, fmt::format("rule '{}' is for no language that is read here", rule.id), rule.place());
        auto compiled = sast::CompiledRule::compile(rule, language);
        if (!compiled) return std::unexpected(compiled.error());
        const SastRule* const only = &rule;
        auto prefilter = sast::Prefilter::build(std::span(&only, 1), language, {});
        if (!prefilter) return std::unexpected(prefilter.error());
        return std::unique_ptr<ReadyRule>(new ReadyRule(std::move(*compiled), std::move(*prefilter), rule, language, workers));
    }

    [[nodiscard]] std::string_view language() const { return language_; }
    [[nodiscard]] const syntax::Language* grammar() const { return grammar_; } // null: read as text
    [[nodiscard]] const SastRule& rule() const { return compiled_.rule(); }
    [[nodiscard]] bool may_match(std::string_view path, std::string_view text, unsigned worker) {
        return paths_.takes(path) && !prefilter_.candidates(text, scratches_[worker]).empty();
    }
    [[nodiscard]] std::vector<sast::Found> find(std::string_view text, const sast::SourceFile* file) const {
        sast::Budget budget(kRuleTime);
        return compiled_.find({.text = text, .file = file, .begin = 0, .end = static_cast<std::uint32_t>(text.size())}, budget).found;
    }

private:
    ReadyRule(sast::CompiledRule compiled, sast::Prefilter prefilter, const SastRule& rule, std::string_view language, unsigned workers)
        : compiled_(std::move(compiled)), prefilter_(std::move(prefilter)), paths_(rule), language_(language),
          grammar_(syntax::language_named(language)) {
        for (unsigned i = 0; i < std::max(workers, 1U); ++i) scratches_.emplace_back(prefilter_);
    }

    sast::CompiledRule compiled_;
    sast::Prefilter prefilter_;
    sast::PathFilter paths_;
    std::string_view language_;
    const syntax::Language* grammar_;
    std::vector<sast::Prefilter::Scratch> scratches_;
};

class SastOracle final : public Oracle {
public:
    SastOracle(SastQuestion question, unsigned workers) : question_(std::move(question)), workers_(workers) {}

    Result<void> prepare(const Input& input) {
        if (auto ready = compile(input.file().path); !ready) return ready;
        const auto tree = parse(main(), input.file().text());
        if (!tree) return std::unexpected(tree.error());
        if (*tree) error_bytes_ = (*tree)->tree().error_bytes();
        if (question_.keeps_trace && !fires_.empty())
            for (const sast::Found& found : fires_.front()->find(input.file().text(), tree->get()))
                if (trace_.empty() && is_there(found.match, input)) trace_ = trace_of(found, tree->get());
        return {};
    }

    Result<bool> interesting(const Input& candidate, unsigned worker) override {
        const std::string_view path = candidate.file().path, text = candidate.file().text();
        if (candidate.place.begin == candidate.place.end && !question_.anywhere) return false;
        for (const auto& rule : fires_)
            if (!rule->may_match(path, text, worker)) return false;
        Result<std::unique_ptr<sast::SourceFile>> file = parse(main(), text);
        if (!file) return false; // it takes too long
        if (question_.parses && *file && (*file)->tree().error_bytes() > error_bytes_) return false;
        const auto fires = [&](const ReadyRule& rule, bool is_first) -> bool {
            const sast::SourceFile* in = file->get();
            std::unique_ptr<sast::SourceFile> own;
            if (rule.language() != main().language()) {
                auto parsed = parse(rule, text);
                if (!parsed) return false;
                own = std::move(*parsed);
                in = own.get();
            }
            return std::ranges::any_of(rule.find(text, in), [&](const sast::Found& found) {
                return is_there(found.match, candidate) && !is_suppressed(found.match, text, rule.rule()) &&
                       (!is_first || !question_.keeps_trace || trace_of(found, in) == trace_);
            });
        };
        for (const auto& rule : fires_)
            if (!fires(*rule, rule == fires_.front())) return false;
        return std::ranges::none_of(silent_, [&](const auto& rule) { return rule->may_match(path, text, worker) && fires(*rule, false); });
    }

    // Rules are compiled anew.
    Result<bool> confirm(const Input& candidate) override {
        SastOracle fresh(question_, 1);
        if (auto ready = fresh.compile(candidate.file().path); !ready) return std::unexpected(ready.error());
        fresh.error_bytes_ = error_bytes_;
        fresh.trace_ = trace_;
        return fresh.interesting(candidate, 0);
    }

    std::string key() const override {
        std::string key = fmt::format("sast parses={} trace={} anywhere={}", question_.parses, question_.keeps_trace, question_.anywhere);
        for (const SastRule& rule : question_.fires) key += "\nfires " + name_of(rule);
        for (const SastRule& rule : question_.silent) key += "\nsilent " + name_of(rule);
        return key;
    }

private:
    [[nodiscard]] const ReadyRule& main() const { return fires_.empty() ? *silent_.front() : *fires_.front(); }

    // Rules of one id may differ; what they look for stands in the file that they came from, at the line.
    static std::string name_of(const SastRule& rule) { return fmt::format("{} {}", rule.id, rule.place()); }

    Result<void> compile(std::string_view path) {
        for (const auto& [rules, to] : {std::pair(&question_.fires, &fires_), std::pair(&question_.silent, &silent_)})
            for (const SastRule& rule : *rules) {
                auto ready = ReadyRule::make(rule, path, workers_);
                if (!ready) return std::unexpected(ready.error());
                to->push_back(std::move(*ready));
            }
        return {};
    }

    // Null for a rule that reads its file as text.
    static Result<std::unique_ptr<sast::SourceFile>> parse(const ReadyRule& rule, std::string_view text) {
        if (rule.grammar() == nullptr) return nullptr;
        auto tree = syntax::Tree::parse(syntax::grammar_of(*rule.grammar()), text, {.time = kParseTime});
        if (!tree) return std::unexpected(tree.error());
        return std::make_unique<sast::SourceFile>(std::move(*tree));
    }

    [[nodiscard]] bool is_there(const sast::Match& match, const Input& candidate) const {
        return question_.anywhere || (match.begin < candidate.place.end && match.end > candidate.place.begin);
    }

    static bool is_suppressed(const sast::Match& match, std::string_view text, const SastRule& rule) {
        const std::size_t line = match.begin == 0 ? 0 : text.rfind('\n', match.begin - 1) + 1; // npos + 1 is 0
        return sast::is_suppressed(text, line, rule.id);
    }

    // The kinds of the nodes of its steps.
    static std::vector<syntax::Kind> trace_of(const sast::Found& found, const sast::SourceFile* file) {
        std::vector<syntax::Kind> kinds;
        if (file == nullptr) return kinds;
        const auto nodes = file->tree().nodes();
        for (const sast::TaintStep& step : found.steps) {
            syntax::Kind kind = syntax::kErrorKind; // the innermost of those with that range
            for (const syntax::Node& node : nodes) {
                if (node.begin > step.begin) break;
                if (node.begin == step.begin && node.end == step.end) kind = node.kind;
            }
            kinds.push_back(kind);
        }
        return kinds;
    }

    SastQuestion question_;
    unsigned workers_;
    std::vector<std::unique_ptr<ReadyRule>> fires_, silent_;
    std::uint32_t error_bytes_ = 0;
    std::vector<syntax::Kind> trace_;
};

} // namespace

Result<std::unique_ptr<Oracle>> make_sast_oracle(SastQuestion question, const Input& input, unsigned workers) {
    if (question.fires.empty() && question.silent.empty()) return fail(ErrorKind::usage, "a question about the code needs a rule");
    auto oracle = std::make_unique<SastOracle>(std::move(question), workers);
    if (auto ready = oracle->prepare(input); !ready) return std::unexpected(ready.error());
    return oracle;
}

} // namespace squire::bugreport
