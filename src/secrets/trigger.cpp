// SPDX-License-Identifier: MIT
#include "secrets/trigger.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <string_view>

#include "base/text.h"
#include "rules/regex_tree.h"

namespace squire::secrets {
namespace {

using rules::RegexNode;
using Kind = RegexNode::Kind;

constexpr std::size_t kShortestLiteral = 2;
constexpr std::size_t kTellingLiteral = 3;     // a shorter one stands everywhere, so a trigger with it must be long
constexpr std::uint64_t kTellingWidth = 12;
constexpr std::size_t kMostTriggers = 64;      // of one rule
constexpr std::uint64_t kWidestTrigger = 72;   // bytes; more would only be checked twice
constexpr std::uint32_t kLongestRepetition = 20;

// The longest literal that every match of this node contains, by its length. A byte that is certain but for its case counts as one; one out of a few
// (`sq[pau]_`) does not count, and does not end the run either.
struct Literal {
    std::size_t length = 0; // of the longest run in it
    bool throughout = false; // nothing else is in it, so that a run goes on through it
};

constexpr std::size_t kFewBytes = 10;

Literal literal_in(const RegexNode& node);

struct Anchor {
    std::size_t index = 0; // of the first part
    std::size_t length = 0; // of the literal
};

// The literals of a concatenation: runs of parts that are literal throughout, and parts that contain one.
std::vector<Anchor> anchors_of(std::span<const RegexNode> parts) {
    std::vector<Anchor> anchors;
    Anchor run;
    const auto end_run = [&] {
        if (run.length > 0) anchors.push_back(run);
        run = {};
    };
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const Literal literal = literal_in(parts[i]);
        if (!literal.throughout) {
            end_run();
            run = {i, literal.length};
            end_run();
            continue;
        }
        if (run.length == 0) run.index = i;
        run.length += literal.length;
    }
    end_run();
    return anchors;
}

Literal literal_in(const RegexNode& node) {
    switch (node.kind) {
    case Kind::set: return {node.bytes.count() <= 2 ? 1U : 0U, node.bytes.count() <= kFewBytes};
    case Kind::nothing: return {0, true};
    case Kind::concat: {
        Literal all{0, true};
        for (const RegexNode& part : node.parts) all.throughout = all.throughout && literal_in(part).throughout;
        for (const Anchor& anchor : anchors_of(node.parts)) all.length = std::max(all.length, anchor.length);
        return all;
    }
    case Kind::alternate: {
        Literal least = literal_in(node.parts.front());
        for (const RegexNode& part : node.parts) {
            const Literal each = literal_in(part);
            least = {std::min(least.length, each.length), least.throughout && each.throughout};
        }
        return least;
    }
    case Kind::repeat: {
        const Literal each = literal_in(node.parts.front());
        if (node.min == 0) return {0, each.throughout && node.max == 1};
        if (!each.throughout || node.min != node.max) return {each.length, false};
        return {node.min * each.length, node.max <= kFewBytes};
    }
    }
    return {};
}

bool plan_branches(std::span<const RegexNode> parts, std::size_t wide, RulePlan& plan);

// The trigger from part `first` on: whole parts while they are short, then the beginning of one that is not, and no more.
Trigger trigger_from(std::span<const RegexNode> parts, std::size_t first) {
    RegexNode taken;
    taken.kind = Kind::concat;
    std::uint64_t width = 0;
    for (const RegexNode& part : parts.subspan(first)) {
        const auto part_width = part.max_width();
        const bool long_repetition = part.kind == Kind::repeat && part.max > kLongestRepetition && part.min > 0;
        if (part_width && width + *part_width <= kWidestTrigger && !long_repetition) {
            taken.parts.push_back(part);
            width += *part_width;
            continue;
        }
        if (part.kind == Kind::repeat && part.min > 0) {
            const auto each = part.parts.front().max_width();
            if (each && *each > 0 && width + *each <= kWidestTrigger) {
                RegexNode begun = part;
                begun.min =
                    static_cast<std::uint32_t>(std::min<std::uint64_t>({part.min, kLongestRepetition, (kWidestTrigger - width) / *each}));
                begun.max = begun.min;
                width += begun.min * *each;
                taken.parts.push_back(std::move(begun));
            }
        }
        break;
    }
    while (!taken.parts.empty() && taken.parts.back().min_width() == 0) { // what may be absent at the end tells nothing
        width -= taken.parts.back().max_width().value_or(0);
        taken.parts.pop_back();
    }
    return {taken.to_regex(), static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(taken.min_width())};
}

void extend(Reach& reach, std::span<const RegexNode> parts) {
    for (const RegexNode& part : parts) {
        if (const auto width = part.max_width()) {
            reach.bytes += *width;
            reach.bytes_span_lines = reach.bytes_span_lines || part.can_match_newline();
        } else if (part.can_match_newline()) {
            reach.whole_text = true;
        } else {
            ++reach.unbounded;
        }
    }
}

void merge(Reach& reach, const Reach& other) {
    reach.bytes = std::max(reach.bytes, other.bytes);
    reach.unbounded = std::max(reach.unbounded, other.unbounded);
    reach.bytes_span_lines = reach.bytes_span_lines || other.bytes_span_lines;
    reach.whole_text = reach.whole_text || other.whole_text;
}

// Vectorscan 5.4.9 misses some matches of an alternation of different lengths with several optional parts after it: `(?:alpha|beta)x?y{0,4}=`, not at
// the very beginning of a text. Branch by branch it finds them all; trigger_test.cpp tries every trigger of the built-in rules.
bool is_missed_by_vectorscan(const RegexNode& first, const Trigger& trigger) {
    if (first.kind != Kind::alternate) return false;
    const std::uint64_t rest_most = trigger.width - first.max_width().value_or(trigger.width);
    const std::uint64_t rest_least = trigger.least - first.min_width();
    return rest_most != rest_least;
}

// False where some branch has no literal to hold on to.
bool plan_node(const RegexNode& node, RulePlan& plan) {
    if (node.kind == Kind::alternate) {
        return std::ranges::all_of(node.parts, [&](const RegexNode& branch) { return plan_node(branch, plan); });
    }
    const std::span<const RegexNode> parts = node.kind == Kind::concat ? std::span(node.parts) : std::span(&node, 1);
    Anchor anchor;
    Trigger trigger;
    std::size_t best = 0;
    for (const Anchor& each : anchors_of(parts)) {
        Trigger tried = trigger_from(parts, each.index);
        const bool telling = each.length >= kTellingLiteral || (each.length >= kShortestLiteral && tried.least >= kTellingWidth);
        // Long triggers are rare, and long literals are what Vectorscan is quickest at.
        const std::size_t score = telling ? tried.least + 2 * std::min<std::size_t>(each.length, 6) : 0;
        if (score <= best) continue;
        best = score;
        anchor = each;
        trigger = std::move(tried);
    }
    if (best == 0) return false;
    if (trigger.width == 0) return plan_branches(parts, anchor.index, plan);
    if (is_missed_by_vectorscan(parts[anchor.index], trigger)) {
        if (RulePlan branches = plan; plan_branches(parts, anchor.index, branches)) return plan = std::move(branches), true;
    }
    Reach before{.bytes = trigger.width};
    extend(before, parts.first(anchor.index));
    Reach after;
    extend(after, parts.subspan(anchor.index));
    merge(plan.before, before);
    merge(plan.after, after);
    plan.triggers.push_back(std::move(trigger));
    return true;
}

// The part with the literal is too wide for one trigger. Where it is an alternation, each branch together with what follows gets its own.
bool plan_branches(std::span<const RegexNode> parts, std::size_t wide, RulePlan& plan) {
    if (parts[wide].kind != Kind::alternate || plan.triggers.size() + parts[wide].parts.size() > kMostTriggers) return false;
    const std::span<const RegexNode> prefix = parts.first(wide);
    RulePlan branches;
    for (const RegexNode& branch : parts[wide].parts) {
        RegexNode whole;
        whole.kind = Kind::concat;
        if (branch.kind == Kind::concat) {
            whole.parts = branch.parts;
        } else {
            whole.parts.push_back(branch);
        }
        whole.parts.insert(whole.parts.end(), parts.begin() + static_cast<std::ptrdiff_t>(wide) + 1, parts.end());
        if (!plan_node(whole, branches)) return false;
    }
    extend(branches.before, prefix);
    merge(plan.before, branches.before);
    merge(plan.after, branches.after);
    std::ranges::move(branches.triggers, std::back_inserter(plan.triggers));
    return true;
}

std::string literal_expression(std::string_view keyword) {
    RegexNode node;
    node.kind = Kind::concat;
    for (const char c : keyword) {
        RegexNode byte;
        byte.kind = Kind::set;
        byte.bytes.set(static_cast<unsigned char>(c));
        if (c >= 'a' && c <= 'z') byte.bytes.set(static_cast<unsigned char>(c - 'a' + 'A'));
        node.parts.push_back(std::move(byte));
    }
    return node.to_regex();
}

// The byte that this node surely is, in lower case.
std::optional<char> certain_letter(const RegexNode& node) {
    if (node.kind != Kind::set || node.bytes.none()) return std::nullopt;
    const std::size_t first = node.bytes._Find_first();
    const bool one = node.bytes.count() == 1;
    const bool both_cases = node.bytes.count() == 2 && first >= 'A' && first <= 'Z' && node.bytes.test(first + 'a' - 'A');
    return one || both_cases ? std::optional(to_lower(std::string(1, static_cast<char>(first))).front()) : std::nullopt;
}

// Whether a run of literal bytes that every match contains has one of the keywords in it.
bool certainly_contains(const RegexNode& node, const std::vector<std::string>& keywords) {
    if (node.kind == Kind::alternate) {
        return std::ranges::all_of(node.parts, [&](const RegexNode& part) { return certainly_contains(part, keywords); });
    }
    if (node.kind == Kind::repeat) return node.min > 0 && certainly_contains(node.parts.front(), keywords);
    const std::span<const RegexNode> parts = node.kind == Kind::concat ? std::span(node.parts) : std::span(&node, 1);
    std::string run;
    const auto found = [&] {
        return std::ranges::any_of(keywords, [&](const std::string& keyword) { return run.find(keyword) != std::string::npos; });
    };
    for (const RegexNode& part : parts) {
        if (const auto letter = certain_letter(part)) {
            run += *letter;
            continue;
        }
        if (found()) return true;
        run.clear();
        const bool has_parts = part.kind == Kind::alternate || part.kind == Kind::repeat;
        if (has_parts && certainly_contains(part, keywords)) return true;
    }
    return found();
}

} // namespace

RulePlan plan_rule(const rules::SecretRule& rule) {
    RulePlan plan;
    const auto tree = rules::parse_regex(rule.regex);
    plan.keyword_certain = rule.keywords.empty() || (tree && certainly_contains(*tree, rule.keywords));
    if (tree && plan_node(*tree, plan)) return plan;
    plan = {.before = {.whole_text = true}, .after = {.whole_text = true}, .keyword_certain = plan.keyword_certain};
    for (const std::string& keyword : rule.keywords) {
        if (keyword.size() > kWidestTrigger || keyword.empty()) {
            plan.triggers.clear();
            break;
        }
        const auto width = static_cast<std::uint32_t>(keyword.size());
        plan.triggers.push_back({literal_expression(keyword), width, width});
    }
    return plan;
}

} // namespace squire::secrets
