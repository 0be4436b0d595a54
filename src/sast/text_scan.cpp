// SPDX-License-Identifier: MIT
#include "sast/text_scan.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "base/thread_clock.h"
#include "sast/line_index.h"
#include "sast/sast_finding.h"
#include "sast/suppression.h"
#include "source/language.h"

namespace squire::sast {

namespace {

constexpr std::size_t kHead = 64U << 10U; // of a text, to tell its language and marks

} // namespace

TextKind kind_of(std::string_view path, std::string_view text) {
    const std::string_view head = text.substr(0, kHead);
    TextKind kind{.language = syntax::language_of_path(path), .marks = source::marks_of_path(path)};
    kind.marks.add(source::marks_of_content(path, head));
    if (kind.language == nullptr) kind.language = syntax::language_titled(source::language_of(path, head));
    return kind;
}

struct TextScan::Context {
    std::string_view path;
    std::string_view text;
    source::Marks marks;
    const syntax::Language* language;
    LineIndex lines;
    std::unique_ptr<SourceFile> file;
    bool unparsed = false; // it was tried, or is not to be
    ThreadClock::time_point deadline;
};

void TextScan::limit(std::string_view path, std::string message) {
    complete_ = false;
    problems_.add(Weight::incomplete, Error{ErrorKind::limit, std::move(message), std::string(path), {}});
}

void TextScan::count_parsed(std::string_view language, std::uint32_t gap_bytes) {
    Parsed& parsed = parsed_[language];
    ++parsed.files;
    if (gap_bytes == 0) return;
    ++parsed.files_with_gaps;
    parsed.gap_bytes += gap_bytes;
}

std::vector<finding::Finding> TextScan::scan(std::string_view path, std::string_view text, const syntax::Language* language, source::Marks marks,
                                             std::vector<RuleFix>* fixes) {
    std::vector<finding::Finding> found;
    complete_ = true;
    gap_bytes_.reset();
    if (marks.has(source::Mark::binary) || text.empty()) return found;
    if (text.size() >= (1ULL << 31U)) {
        limit(path, "larger than 2 GiB: not scanned");
        return found;
    }
    Context context{path, text, marks, language, LineIndex(text), nullptr, false, ThreadClock::now() + limits_.file_time};
    if (language != nullptr) {
        if (const LanguageRules* rules = book_.of(language->name)) run(*rules, context, found, fixes);
    }
    for (const LanguageRules* rules : book_.of_any_text()) run(*rules, context, found, fixes);
    return found;
}

void TextScan::run(const LanguageRules& rules, Context& context, std::vector<finding::Finding>& to, std::vector<RuleFix>* fixes) {
    auto scratch = scratches_.find(&rules);
    if (scratch == scratches_.end()) scratch = scratches_.emplace(&rules, Prefilter::Scratch(rules.prefilter())).first;
    for (const std::uint32_t number : rules.prefilter().candidates(context.text, scratch->second)) {
        if (!rules.paths(number).takes(context.path)) continue;
        if (rules.grammar() != nullptr && !context.file) {
            if (context.unparsed) return;
            context.unparsed = true;
            if (context.marks.has(source::Mark::minified)) {
                complete_ = false;
                problems_.add(Weight::note,
                              Error{ErrorKind::limit, "squeezed into few lines: only looked at as text", std::string(context.path), {}});
                return;
            }
            if (context.text.size() > limits_.largest_parsed)
                return limit(context.path, fmt::format("larger than {} MB: only looked at as text", limits_.largest_parsed >> 20U));
            auto tree = syntax::Tree::parse(syntax::grammar_of(*rules.grammar()), context.text, {.time = limits_.parse_time});
            if (!tree) return limit(context.path, "not parsed: " + tree.error().message);
            gap_bytes_ = static_cast<std::uint32_t>(tree->error_bytes());
            count_parsed(rules.language(), *gap_bytes_);
            context.file = std::make_unique<SourceFile>(std::move(*tree));
        }
        const CompiledRule* const rule = rules.rule(number, problems_);
        if (rule == nullptr) {
            complete_ = false;
            continue;
        }
        const auto now = ThreadClock::now();
        if (now >= context.deadline)
            return limit(context.path, fmt::format("took longer than {} s: some rules have not looked", limits_.file_time.count() / 1'000));
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(context.deadline - now);
        const double own_time = rule->rule().options.timeout;
        const auto wanted =
            own_time > 0 ? std::chrono::milliseconds(static_cast<std::int64_t>(std::min(own_time, 3'600.0) * 1'000)) : limits_.rule_time;
        Budget budget(std::min(left, wanted) + std::chrono::milliseconds(1));
        const Subject subject{.text = context.text,
                              .file = rules.grammar() == nullptr ? nullptr : context.file.get(),
                              .begin = 0,
                              .end = static_cast<std::uint32_t>(context.text.size())};
        RuleOutcome outcome = rule->find(subject, budget);
        if (outcome.timed_out) limit(context.path, fmt::format("rule '{}' took too long: it may have missed something", rule->rule().id));
        for (const Bound bound : outcome.bounds)
            limit(context.path, fmt::format("rule '{}' may have missed something: {}", rule->rule().id, describe(bound)));
        if (outcome.too_deep > 0)
            limit(context.path, fmt::format("rule '{}': some expressions are nested too deeply to be followed", rule->rule().id));
        if (outcome.found.size() > limits_.most_findings) {
            limit(context.path,
                  fmt::format("rule '{}' found {} places; the first {} are kept", rule->rule().id, outcome.found.size(), limits_.most_findings));
            outcome.found.resize(limits_.most_findings);
        }
        for (const Found& each : outcome.found) {
            const std::uint32_t line = context.lines.line(each.match.begin);
            if (is_suppressed(context.text, context.lines.begin_of_line(line), rule->rule().id)) continue;
            to.push_back(make_finding(
                *rule, each,
                {.path = context.path, .text = context.text, .marks = context.marks, .lines = context.lines, .file = subject.file}));
            if (fixes == nullptr) continue;
            if (auto edit = fix_of(*rule, each.match, context.text))
                fixes->push_back({.fingerprint = to.back().fingerprint, .rule = &rule->rule(), .edit = std::move(*edit)});
        }
    }
}

} // namespace squire::sast
