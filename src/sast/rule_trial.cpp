// SPDX-License-Identifier: MIT
#include "sast/rule_trial.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "rules/sast_rule_reader.h"
#include "sast/annotation.h"
#include "sast/compiled_rule.h"
#include "sast/generic_leaf.h"
#include "sast/line_index.h"
#include "sast/rule_fix.h"
#include "source/workers.h"
#include "syntax/languages.h"

namespace squire::sast {
namespace {

namespace fs = std::filesystem;
using Kind = Annotation::Kind;

constexpr std::chrono::seconds kTime{20}; // of one rule on one target

bool is_rule_file(const fs::path& path) {
    const std::string name = path.filename().string();
    const bool yaml = name.ends_with(".yaml") || name.ends_with(".yml");
    return yaml && !name.contains(".test.") && !name.contains(".fixed.");
}

// "rule" of "rule.yaml": what the names of its targets begin with.
std::string stem_of(const fs::path& rule_file) { return rule_file.stem().string(); }

std::vector<fs::path> targets_of(const fs::path& rule_file) {
    std::vector<fs::path> found;
    const std::string stem = stem_of(rule_file) + ".";
    std::error_code error;
    const fs::path folder = rule_file.has_parent_path() ? rule_file.parent_path() : fs::path(".");
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(stem) || name.contains(".fixed.") || !entry.is_regular_file(error) ||
            entry.path().filename() == rule_file.filename())
            continue;
        if (name.substr(stem.size()).find('.') != std::string::npos && !name.contains(".test."))
            continue; // "rule.other.py" belongs to "rule.other.yaml"
        if (is_rule_file(entry.path())) continue;
        found.push_back(entry.path());
    }
    std::ranges::sort(found);
    return found;
}

// "rule.py" to "rule.fixed.py", where that is there.
std::optional<std::string> fixed_sibling(const fs::path& rule_file, const fs::path& target) {
    const std::string name = target.filename().string();
    const fs::path sibling = target.parent_path() / (stem_of(rule_file) + ".fixed" + name.substr(stem_of(rule_file).size()));
    auto text = read_file(sibling);
    return text ? std::optional(std::move(*text)) : std::nullopt;
}

// The language to read the target in: its own where the rule is for it, else the first one of the rule's that is known. Empty: none.
std::string_view language_for(const rules::SastRule& rule, const fs::path& target) {
    const syntax::Language* const own = syntax::language_of_path(target.string());
    std::string_view first;
    for (const std::string& each : rule.languages) {
        const std::string_view known = canonical_language(each);
        if (!known.empty() && own != nullptr && (known == own->name || (known == "typescript" && own->name == "tsx"))) return own->name;
        if (first.empty()) first = known;
    }
    return first;
}

bool names(std::string_view annotated, std::string_view id) { return annotated == id || annotated.ends_with("." + std::string(id)); }

class FileTest {
public:
    FileTest(fs::path file, const fs::path& root, Problems& problems) : file_(std::move(file)), root_(root), problems_(problems) {}

    void run(RuleTestReport& report) {
        const auto text = read_file(file_);
        if (!text) return;
        Problems of_rules;
        const auto rules = rules::read_sast_rules(*text, shown(file_), of_rules);
        const std::vector<fs::path> targets = targets_of(file_);
        if (!rules) { // some other YAML, unless a list of rules begins in it
            if (rules.error().kind == ErrorKind::unsupported || !(text->starts_with("rules:") || text->contains("\nrules:"))) return;
            ++report.rule_files;
            report.skips.push_back({shown(file_), describe(rules.error()), lines_of_targets(targets)});
            return;
        }
        ++report.rule_files;
        if (targets.empty()) report.without_target.push_back(shown(file_));
        for (const Problem& problem : of_rules.list()) {
            if (problem.weight == Weight::incomplete)
                report.skips.push_back({shown(file_), describe(problem.error), lines_of_targets(targets)});
            else
                problems_.add(problem.weight, problem.error);
        }
        for (const fs::path& target : targets) {
            auto read = read_file(target);
            if (!read) {
                problems_.add(Weight::incomplete, read.error());
                continue;
            }
            const Target each{target, std::move(*read)};
            run(*rules, each, report);
        }
    }

private:
    struct Target {
        fs::path path;
        std::string text;
    };

    [[nodiscard]] std::string shown(const fs::path& path) const {
        const fs::path relative = path.lexically_relative(root_);
        return relative.empty() || relative == "." ? path.filename().string() : relative.string();
    }

    static std::uint32_t lines_of_targets(const std::vector<fs::path>& targets) {
        std::uint32_t lines = 0;
        for (const fs::path& target : targets) {
            if (const auto text = read_file(target)) lines += static_cast<std::uint32_t>(read_annotations(*text).size());
        }
        return lines;
    }

    void run(const std::vector<rules::SastRule>& rules, const Target& target, RuleTestReport& report) {
        const std::vector<Annotation> annotations = read_annotations(target.text);
        const LineIndex lines(target.text);
        std::vector<Edit> edits;
        std::map<std::string_view, std::unique_ptr<SourceFile>> parsed;
        std::string language_of_fix;
        for (const rules::SastRule& rule : rules) {
            std::vector<Annotation> own;
            std::ranges::copy_if(annotations, std::back_inserter(own), [&](const Annotation& each) { return names(each.rule, rule.id); });
            const auto skip = [&](std::string reason) {
                if (own.empty()) return;
                report.languages[rule.languages.front()].skipped += static_cast<std::uint32_t>(own.size());
                report.skips.push_back({rule.id, std::move(reason), static_cast<std::uint32_t>(own.size())});
            };
            const std::string_view language = language_for(rule, target.path);
            if (language.empty()) {
                skip(fmt::format("{}: the language '{}' is not known", rule.place(), rule.languages.front()));
                continue;
            }
            const auto compiled = CompiledRule::compile(rule, language);
            if (!compiled) {
                skip(describe(compiled.error()));
                continue;
            }
            Subject subject{.text = target.text, .begin = 0, .end = static_cast<std::uint32_t>(target.text.size())};
            if (!is_generic(language)) {
                auto& file = parsed[language];
                if (!file) {
                    auto tree = syntax::Tree::parse(syntax::grammar_of(*syntax::language_named(language)), target.text);
                    if (!tree) {
                        skip(describe(tree.error()));
                        continue;
                    }
                    file = std::make_unique<SourceFile>(std::move(*tree));
                }
                subject.file = file.get();
            }
            Budget budget(std::chrono::duration_cast<std::chrono::milliseconds>(kTime));
            const RuleOutcome outcome = compiled->find(subject, budget);
            if (outcome.timed_out)
                problems_.add(Weight::incomplete,
                              Error{ErrorKind::limit, fmt::format("rule '{}' took too long", rule.id), shown(target.path), {}});
            for (const Bound bound : outcome.bounds)
                problems_.add(Weight::incomplete, Error{ErrorKind::limit,
                                                        fmt::format("rule '{}' may have missed something: {}", rule.id, describe(bound)),
                                                        shown(target.path),
                                                        {}});
            std::set<std::uint32_t> reported;
            for (const Found& found : outcome.found) {
                reported.insert(lines.line(found.match.begin));
                if (auto edit = fix_of(*compiled, found.match, target.text)) edits.push_back(std::move(*edit));
            }
            count(rule, shown(target.path), own, reported, report.languages[std::string(language)], report.failures);
            language_of_fix = language;
        }
        check_fixes(target, edits, language_of_fix, report);
    }

    static void count(const rules::SastRule& rule, const std::string& target, const std::vector<Annotation>& annotations,
                      const std::set<std::uint32_t>& reported, RuleTestCount& to, std::vector<RuleTestFailure>& failures) {
        ++to.rules;
        std::set<std::uint32_t> said;
        for (const Annotation& annotation : annotations) {
            const bool found = reported.contains(annotation.line);
            said.insert(annotation.line);
            switch (annotation.kind) {
            case Kind::expected:
                ++(found ? to.matched : to.missed);
                if (!found) failures.push_back({RuleTestFailure::Kind::missed, rule.id, target, annotation.line});
                break;
            case Kind::silent:
                ++(found ? to.false_alarms : to.silent);
                if (found) failures.push_back({RuleTestFailure::Kind::false_alarm, rule.id, target, annotation.line});
                break;
            case Kind::todo_expected:
            case Kind::todo_silent: ++to.todo; break;
            }
        }
        for (const std::uint32_t line : reported) {
            if (said.contains(line)) continue;
            ++to.unexpected;
            failures.push_back({RuleTestFailure::Kind::unexpected, rule.id, target, line});
        }
    }

    void check_fixes(const Target& target, const std::vector<Edit>& edits, const std::string& language, RuleTestReport& report) {
        const auto wanted = fixed_sibling(file_, target.path);
        if (!wanted || language.empty()) return;
        if (apply_edits(target.text, edits) == *wanted) {
            ++report.languages[language].fixed;
            return;
        }
        ++report.languages[language].fixed_otherwise;
        report.failures.push_back({RuleTestFailure::Kind::fixed_otherwise, stem_of(file_), shown(target.path), 0});
    }

    fs::path file_;
    const fs::path& root_;
    Problems& problems_;
};

void merge(RuleTestReport& to, RuleTestReport from) {
    for (const auto& [language, count] : from.languages) to.languages[language].add(count);
    std::ranges::move(from.failures, std::back_inserter(to.failures));
    std::ranges::move(from.skips, std::back_inserter(to.skips));
    std::ranges::move(from.without_target, std::back_inserter(to.without_target));
    to.rule_files += from.rule_files;
}

} // namespace

void RuleTestCount::add(const RuleTestCount& other) {
    rules += other.rules;
    matched += other.matched;
    missed += other.missed;
    silent += other.silent;
    false_alarms += other.false_alarms;
    unexpected += other.unexpected;
    todo += other.todo;
    skipped += other.skipped;
    fixed += other.fixed;
    fixed_otherwise += other.fixed_otherwise;
}

RuleTestCount RuleTestReport::total() const {
    RuleTestCount all;
    for (const auto& [language, count] : languages) all.add(count);
    return all;
}

RuleTestReport test_rules(const fs::path& path, unsigned workers, const Cancellation& cancellation, Problems& problems) {
    std::vector<fs::path> files;
    std::error_code error;
    if (fs::is_directory(path, error)) {
        const auto options = fs::directory_options::skip_permission_denied;
        for (auto entry = fs::recursive_directory_iterator(path, options, error); entry != fs::recursive_directory_iterator();
             entry.increment(error)) {
            if (error) break;
            if (entry->is_directory(error) && entry->path().filename() == ".git") entry.disable_recursion_pending();
            if (entry->is_regular_file(error) && is_rule_file(entry->path())) files.push_back(entry->path());
        }
    } else {
        files.push_back(path);
    }
    std::ranges::sort(files);
    RuleTestReport report;
    std::mutex mutex;
    std::atomic<std::size_t> next = 0;
    const fs::path root = fs::is_directory(path, error) ? path : path.parent_path();
    source::run_workers(workers, [&](unsigned) {
        for (std::size_t i = next++; i < files.size() && !cancellation.requested(); i = next++) {
            RuleTestReport each;
            FileTest(files[i], root, problems).run(each);
            const std::scoped_lock lock(mutex);
            merge(report, std::move(each));
        }
    });
    std::ranges::sort(report.failures);
    std::ranges::sort(report.skips);
    std::ranges::sort(report.without_target);
    return report;
}

} // namespace squire::sast
