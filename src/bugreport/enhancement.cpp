// SPDX-License-Identifier: MIT
#include "bugreport/enhancement.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "base/hash.h"
#include "base/text.h"
#include "bugreport/rule_edit.h"
#include "rules/sast_rule_reader.h"
#include "sast/annotation.h"
#include "sast/rule_book.h"
#include "sast/text_scan.h"
#include "source/project_commit.h"
#include "syntax/grammar.h"
#include "syntax/languages.h"
#include "syntax/tree.h"

namespace squire::bugreport {
namespace {

using syntax::kNoNode;
using syntax::NodeId;
using syntax::Tree;

constexpr std::size_t kMostCandidates = 200;
constexpr std::size_t kMostLevels = 8;      // nodes around the alarm
constexpr std::size_t kLongestPattern = 120; // bytes on one line: nobody reads a longer one in a rule

constexpr std::array<std::string_view, 8> kWords{"True", "False", "None", "true", "false", "null", "nil", "undefined"};

struct Candidate {
    std::string key, pattern;
    std::string text; // the file with it; empty: an exclusion, which is made when it is judged
    friend auto operator<=>(const Candidate&, const Candidate&) = default;
};

// Folders in which code is not what a product runs: a rule may leave them out, and no other.
constexpr std::array<std::string_view, 14> kAside{"test",     "tests", "spec",   "specs",       "testdata", "fixtures",  "example",
                                                  "examples", "docs",  "vendor", "third_party", "dist",     "generated", "node_modules"};

std::string_view last_step(std::string_view rule) {
    const std::size_t dot = rule.rfind('.');
    return dot == std::string_view::npos ? rule : rule.substr(dot + 1);
}

// The lines of a text where a rule reports, made ready once for all texts.
class Judge {
public:
    [[nodiscard]] static std::optional<Judge> make(const rules::SastRule& rule) {
        Problems problems;
        auto book = sast::RuleBook::make({rule}, {}, problems);
        if (!book) return std::nullopt;
        return Judge(std::move(*book));
    }

    // Nothing where the rule cannot run: a candidate that is no pattern.
    [[nodiscard]] std::optional<std::set<std::uint32_t>> lines_in(const File& file) const {
        Problems problems;
        const sast::TextLimits limits;
        sast::TextScan scan(*book_, limits, problems);
        std::set<std::uint32_t> lines;
        for (const finding::Finding& finding : scan.scan(file.path, file.text(), syntax::language_of_path(file.path), {})) {
            if (const auto* code = std::get_if<finding::CodeLocation>(&finding.location)) lines.insert(code->range.start_line);
        }
        if (!scan.complete() || problems.incomplete()) return std::nullopt;
        return lines;
    }

private:
    explicit Judge(std::unique_ptr<sast::RuleBook> book) : book_(std::move(book)) {}
    std::unique_ptr<sast::RuleBook> book_;
};

// --- candidates ---

// The patterns of a formula that say what the rule looks for, as far as each is one line.
void positive_patterns(const rules::Formula& formula, std::vector<std::string>& into) {
    using Kind = rules::Formula::Kind;
    if (formula.kind == Kind::pattern && !trim(formula.text).contains('\n')) into.emplace_back(trim(formula.text));
    if (formula.kind != Kind::all && formula.kind != Kind::any) return;
    for (const rules::Formula& part : formula.parts) positive_patterns(part, into);
}

class Candidates {
public:
    Candidates(const EnhancementRequest& request, const Tree& tree)
        : request_(request), rule_(request.rule), alarm_(request.alarm), tree_(tree) {
        positive_patterns(rule_.formula, own_);
        if (own_.size() > 3) own_.clear(); // which of them it was is not known
        if (own_.empty()) own_.emplace_back("..."); // anything, where the rule has no pattern of its own to put there
    }

    std::vector<Candidate> make() {
        if (rule_.mode == rules::SastRule::Mode::taint) {
            calls();
        } else {
            around();
            itself();
        }
        for (RegexEdit& edit : regex_edits(request_.rule_file.text(), rule_))
            candidates_.push_back({.key = "regex", .pattern = std::move(edit.after), .text = std::move(edit.text)});
        paths();
        std::ranges::sort(candidates_);
        const auto doubles = std::ranges::unique(candidates_);
        candidates_.erase(doubles.begin(), doubles.end());
        if (candidates_.size() > kMostCandidates) candidates_.resize(kMostCandidates);
        return std::move(candidates_);
    }

private:
    void add(std::string key, std::string pattern) {
        if (pattern.size() <= kLongestPattern && pattern != "..." && !pattern.empty() && !pattern.contains('\n'))
            candidates_.push_back({.key = std::move(key), .pattern = std::move(pattern), .text = {}});
    }

    // The smallest node that holds the place.
    [[nodiscard]] NodeId node_at_place() const {
        NodeId found = 0;
        for (NodeId id = 0; id < tree_.nodes().size(); ++id) {
            const syntax::Node& node = tree_[id];
            if (node.begin <= alarm_.place.begin && node.end >= alarm_.place.end &&
                node.end - node.begin <= tree_[found].end - tree_[found].begin)
                found = id;
        }
        return found;
    }

    void around() {
        const NodeId place = node_at_place();
        std::size_t levels = 0;
        for (NodeId at = tree_[place].parent; at != kNoNode && levels < kMostLevels; at = tree_[at].parent, ++levels) {
            if (tree_[at].begin == tree_[place].begin && tree_[at].end == tree_[place].end) continue; // the same text in another coat
            for (const std::string& own : own_) {
                for (const bool abstract : {true, false}) add("pattern-not-inside", text_of(at, place, own, abstract));
            }
        }
    }

    // A call that is the alarm itself, with one argument that says what it is for, as `secure=True`, and anything beside it. Arguments that are the
    // project's own names would make a rule for one project.
    void itself() {
        const NodeId place = node_at_place();
        for (NodeId list = 0; list < tree_.nodes().size(); ++list) {
            const syntax::Node& node = tree_[list];
            const std::string_view text = tree_.text(list);
            const bool is_inside = node.begin > tree_[place].begin && node.end <= tree_[place].end;
            if (!is_inside || text.size() < 2 || text.front() != '(' || text.back() != ')') continue;
            const std::string before(tree_.text().substr(tree_[place].begin, node.begin - tree_[place].begin));
            const std::string after(tree_.text().substr(node.end, tree_[place].end - node.end));
            for (const NodeId argument : tree_.children(list)) {
                const std::string_view kept = tree_.text(argument);
                if (ends_in_literal(argument)) add("pattern-not", fmt::format("{}(..., {}, ...){}", before, kept, after));
            }
        }
    }

    [[nodiscard]] bool ends_in_literal(NodeId node) const {
        while (!tree_.children(node).empty()) node = tree_.children(node).back();
        const std::string_view text = tree_.text(node);
        if (text.empty() || text == "," || text == ")") return false;
        const bool is_quoted = text.back() == '"' || text.back() == '\'' || text.back() == '`';
        return is_quoted || (text.front() >= '0' && text.front() <= '9') || std::ranges::find(kWords, text) != kWords.end();
    }

    void paths() {
        const std::filesystem::path file(alarm_.file().path);
        for (const std::filesystem::path& step : file.parent_path()) {
            if (std::ranges::find(kAside, step.string()) == kAside.end()) continue;
            const std::string glob = step.string() + "/";
            if (auto text = with_path_exclusion(request_.rule_file.text(), rule_, glob))
                candidates_.push_back({.key = "paths", .pattern = glob, .text = std::move(*text)});
        }
    }

    // A node's text: `own` in place of the alarm, metavariables (or, without `abstract`, what stands there) in place of what else it has.
    [[nodiscard]] std::string text_of(NodeId node, NodeId place, std::string_view own, bool abstract) const {
        std::string text;
        unsigned number = 0;
        write(node, place, own, abstract, text, number);
        return text;
    }

    void write(NodeId node, NodeId place, std::string_view own, bool abstract, std::string& text, unsigned& number) const {
        if (node == place) {
            text += own;
            return;
        }
        const bool on_the_way = tree_[node].begin <= tree_[place].begin && tree_[node].end >= tree_[place].end;
        if (!on_the_way) {
            const bool keeps = !abstract || tree_[node].kind == syntax::kTokenKind || tree_.text(node).empty();
            text += keeps ? std::string(tree_.text(node)) : fmt::format("$V{}", ++number);
            return;
        }
        std::uint32_t at = tree_[node].begin;
        for (const NodeId child : tree_.children(node)) {
            if (tree_[child].begin < at) continue;
            text += tree_.text().substr(at, tree_[child].begin - at);
            write(child, place, own, abstract, text, number);
            at = tree_[child].end;
        }
        text += tree_.text().substr(at, tree_[node].end - at);
    }

    void calls() {
        for (NodeId id = 0; id < tree_.nodes().size(); ++id) {
            if ((tree_.grammar().traits(tree_[id].kind) & syntax::kCall) == 0 && tree_[id].kind != syntax::kCallKind) continue;
            const NodeId function = tree_.child(id, syntax::kFunctionField);
            if (function != kNoNode) add("pattern-sanitizers", fmt::format("{}(...)", tree_.text(function)));
        }
    }

    const EnhancementRequest& request_;
    const rules::SastRule& rule_;
    const Input& alarm_;
    const Tree& tree_;
    std::vector<std::string> own_; // what may stand for the alarm in a pattern
    std::vector<Candidate> candidates_;
};

// --- the test that comes with it ---

std::string_view comment_of(const File& file) {
    const syntax::Language* const language = syntax::language_of_path(file.path);
    return language == nullptr || language->line_comment.empty() ? std::string_view("#") : language->line_comment;
}

// The target with the example behind it, each reported line of which is said to be fine.
std::string with_test(const File& target, const Input& example, std::string_view rule, const std::set<std::uint32_t>& lines) {
    std::string text(target.text());
    if (!text.empty() && !text.ends_with('\n')) text += '\n';
    text += '\n';
    std::uint32_t number = 0;
    const std::vector<std::string_view> all = split(example.file().text(), '\n');
    for (const std::string_view line : all) {
        if (++number == all.size() && line.empty()) break;
        const std::size_t indent = std::min(line.find_first_not_of(" \t"), line.size());
        if (lines.contains(number)) text += fmt::format("{}{} ok: {}\n", line.substr(0, indent), comment_of(target), rule);
        text += std::string(line) + '\n';
    }
    return text;
}

class Search {
public:
    explicit Search(const EnhancementRequest& request) : request_(request) {}

    Result<std::optional<Enhancement>> run() {
        const auto before = Judge::make(request_.rule);
        if (!before) return fail(ErrorKind::unsupported, "the rule cannot run here", request_.rule.place());
        if (auto learned = learn(*before); !learned) return std::unexpected(learned.error());
        const syntax::Language* const language = syntax::language_of_path(request_.alarm.file().path);
        if (language == nullptr) return std::nullopt; // text: no syntax to make patterns of
        const auto tree = Tree::parse(syntax::grammar_of(*language), request_.alarm.file().text());
        if (!tree) return std::unexpected(tree.error());
        std::optional<Enhancement> best;
        std::size_t tried = 0;
        for (const Candidate& candidate : Candidates(request_, *tree).make()) {
            if (request_.cancellation != nullptr && request_.cancellation->requested()) break;
            ++tried;
            auto enhancement = judge(candidate);
            if (!enhancement) continue;
            // A folder is left out where nothing else helps: all that the rule finds there goes with it.
            const auto key = [](const Enhancement& each) {
                return std::tuple(each.key == "paths", each.also_silenced, each.pattern.size(), each.pattern);
            };
            if (!best || key(*enhancement) < key(*best)) best = std::move(enhancement);
        }
        if (best) {
            best->tried = tried;
            const std::string_view what = best->key == "regex"   ? "takes only what matches"
                                          : best->key == "paths" ? "leaves out"
                                                                 : "is silent on";
            best->changelog = fmt::format("- `{}` {} `{}`", last_step(request_.rule.id), what, shorten(best->pattern, 80));
            std::ranges::replace(best->changelog, '\n', ' ');
        }
        return best;
    }

private:
    // What the rule says now.
    Result<void> learn(const Judge& judge) {
        const auto lines = judge.lines_in(request_.alarm.file());
        if (!lines || !lines->contains(range_of(request_.alarm).start_line))
            return fail(ErrorKind::not_found, "the rule does not report the alarm", request_.rule.id);
        alarm_lines_ = *lines;
        for (const File& target : request_.targets) {
            const auto said = judge.lines_in(target);
            std::set<std::uint32_t> expected;
            for (const sast::Annotation& each : sast::read_annotations(target.text())) {
                if (each.kind == sast::Annotation::Kind::expected && last_step(each.rule) == last_step(request_.rule.id) && said &&
                    said->contains(each.line))
                    expected.insert(each.line);
            }
            expected_.push_back(std::move(expected));
        }
        return {};
    }

    std::optional<Enhancement> judge(const Candidate& candidate) const {
        auto text = candidate.text.empty() ? with_exclusion(request_.rule_file.text(), request_.rule, candidate.key, candidate.pattern)
                                           : std::optional(candidate.text);
        if (!text) return std::nullopt;
        const auto rule = changed_rule(request_, *text);
        if (!rule) return std::nullopt;
        const auto judge = Judge::make(*rule);
        if (!judge) return std::nullopt;
        Enhancement enhancement{.key = candidate.key, .pattern = candidate.pattern, .rule_text = std::move(*text)};
        const auto alarms = judge->lines_in(request_.alarm.file());
        if (!alarms || alarms->contains(range_of(request_.alarm).start_line)) return std::nullopt;
        enhancement.also_silenced = alarm_lines_.size() - std::min(alarm_lines_.size(), alarms->size() + 1);
        for (std::size_t i = 0; i < request_.targets.size(); ++i) {
            const auto lines = judge->lines_in(request_.targets[i]);
            if (!lines || !std::ranges::includes(*lines, expected_[i])) return std::nullopt;
            enhancement.kept_lines += expected_[i].size();
        }
        for (const Input& keep : request_.keep) {
            const auto lines = judge->lines_in(keep.file());
            if (!lines || !lines->contains(range_of(keep).start_line)) return std::nullopt;
        }
        return enhancement;
    }

    const EnhancementRequest& request_;
    std::set<std::uint32_t> alarm_lines_; // where the rule reports in the alarm's file
    std::vector<std::set<std::uint32_t>> expected_; // of each target: lines that are reported and have to be
};

} // namespace

std::optional<rules::SastRule> changed_rule(const EnhancementRequest& request, std::string_view rule_text) {
    Problems problems;
    const auto read = rules::read_sast_rules(std::string(rule_text), request.rule_file.path, problems);
    if (!read || problems.incomplete()) return std::nullopt;
    const auto rule = std::ranges::find_if(*read, [&](const rules::SastRule& each) { return last_step(each.id) == last_step(request.rule.id); });
    if (rule == read->end()) return std::nullopt;
    rules::SastRule changed = *rule;
    changed.file +=
        '@' + to_hex(sha256(rule_text)).substr(0, 12); // what is kept of one question is no answer to another: they go by the rule's place
    return changed;
}

Result<std::string> patch_of(const EnhancementRequest& request, const Enhancement& enhancement, const Input& example) {
    auto patch = source::unified_diff(request.rule_file.text(), enhancement.rule_text, request.rule_file.path, false);
    if (!patch) return patch;
    const auto ending = [](const File& file) { return std::filesystem::path(file.path).extension(); };
    const auto target = std::ranges::find_if(request.targets, [&](const File& each) { return ending(each) == ending(example.file()); });
    const auto judge = Judge::make(request.rule);
    if (target == request.targets.end() || !judge || enhancement.key == "paths") return patch; // the target lies in no such folder
    const std::string text =
        with_test(*target, example, last_step(request.rule.id), judge->lines_in(example.file()).value_or(std::set<std::uint32_t>()));
    const auto test = source::unified_diff(target->text(), text, target->path, false);
    if (!test) return test;
    return *patch + *test;
}

Result<std::optional<Enhancement>> find_enhancement(const EnhancementRequest& request) { return Search(request).run(); }

} // namespace squire::bugreport
