// SPDX-License-Identifier: MIT
#include <algorithm>
#include <tuple>

#include "rules/label_expression.h"
#include "sast/taint_run.h"

namespace squire::sast {
namespace {

using namespace syntax;
using Role = TaintMark::Role;

constexpr std::size_t kLongestTrace = 50;
constexpr std::size_t kMostReaches = 200; // of one function

} // namespace

TaintRun::TaintRun(const rules::Taint& taint, const rules::SastOptions& options, const TaintMatches& matches, const Metavariables& metavariables,
                   const SourceFile& file, Budget& budget)
    : taint_(taint), options_(options), matches_(matches), metavariables_(metavariables), file_(file), tree_(file.tree()), budget_(budget),
      shapes_(tree_.grammar()), functions_(tree_, shapes_), marks_(matches, taint, metavariables, tree_), traces_(1),
      summaries_(functions_.functions().size()) {
    const auto entries = static_cast<std::uint16_t>(std::min<std::size_t>(matches.sources.size(), UINT16_MAX));
    for (std::uint16_t entry = 0; entry < entries; ++entry) {
        for (std::uint32_t match = 0; match < matches.sources[entry].size(); ++match) {
            origin_of_.emplace((std::uint64_t{entry} << 32U) | match, static_cast<std::int32_t>(origins_.size()));
            origins_.emplace_back(entry, match);
        }
    }
}

TaintResult TaintRun::run() {
    frames_.push_back({.function = kWholeFile});
    TaintEnvironment environment;
    (void)value(0, environment);
    outside_ = environment;
    if (environment.anything_tainted()) { // functions that were called on the way have not seen all of it
        for (Summary& summary : summaries_) summary = {};
    }
    for (std::uint32_t i = 0; i < summaries_.size() && !budget_.spent(); ++i) {
        const FunctionInFile& function = functions_.functions()[i];
        if (function.body == kNoNode || (function.around != kNoNode && summaries_[i].state != Summary::State::unknown)) continue;
        if (function.around == kNoNode && !function.name.empty()) (void)summary_of(i);
    }
    TaintResult result;
    for (auto& [place, finding] : found_) result.findings.push_back(std::move(finding));
    result.too_deep = too_deep_;
    return result;
}

std::uint32_t TaintRun::step(NodeId node, std::uint32_t before) {
    if (before != 0 && traces_[before].node == node) return before;
    if (traces_.size() > 2'000'000) return before; // longer ones would only be shortened
    traces_.push_back({node, before});
    return static_cast<std::uint32_t>(traces_.size() - 1);
}

TaintSet TaintRun::stepped(const TaintSet& taint, NodeId node) {
    TaintSet made;
    for (const TaintItem& item : taint.items()) made.add({item.origin, item.label, step(node, item.trace)});
    return made;
}

// The steps of a summary behind those that lead to the call.
std::uint32_t TaintRun::continue_trace(std::uint32_t first, NodeId call, std::uint32_t then) {
    std::vector<NodeId> steps;
    for (std::uint32_t at = then; at != 0 && steps.size() < kLongestTrace; at = traces_[at].before) steps.push_back(traces_[at].node);
    std::uint32_t trace = step(call, first);
    for (auto node = steps.rbegin(); node != steps.rend(); ++node) trace = step(*node, trace);
    return trace;
}

std::uint16_t TaintRun::label_number(const std::string& label) {
    const auto known = std::ranges::find(labels_, label);
    if (known != labels_.end()) return static_cast<std::uint16_t>(known - labels_.begin());
    labels_.push_back(label);
    return static_cast<std::uint16_t>(labels_.size() - 1);
}

void TaintRun::apply_marks(NodeId id, TaintSet& taint, TaintEnvironment& environment) {
    const std::span<const TaintMark> marks = marks_.of(id);
    if (marks.empty()) return;
    const bool is_call = tree_[id].kind == kCallKind;
    TaintSet flowed_in = taint;
    if (is_call) flowed_in.add(gathered_);
    for (const TaintMark& mark : marks) {
        if (mark.role == Role::source) at_source(mark, id, taint, environment);
    }
    for (const TaintMark& mark : marks) {
        if (mark.role != Role::sanitizer) continue;
        const rules::TaintSanitizer& sanitizer = taint_.sanitizers[mark.entry];
        if (sanitizer.by_side_effect != rules::SideEffect::only) taint = {};
        if (sanitizer.by_side_effect != rules::SideEffect::no && mark.whole) {
            if (const auto place = lvalue(id)) environment.assign(*place, {});
        }
    }
    for (const TaintMark& mark : marks) {
        if (mark.role != Role::from && mark.role != Role::to && mark.role != Role::needed) continue;
        noted_[id] = taint;
    }
    for (const TaintMark& mark : marks) {
        if (mark.role != Role::propagator) continue;
        const rules::TaintPropagator& propagator = taint_.propagators[mark.entry];
        TaintSet from;
        NodeId to = kNoNode;
        for (NodeId part = id; part < tree_.after(id); ++part) {
            for (const TaintMark& inner : marks_.of(part)) {
                if (inner.entry != mark.entry || inner.match != mark.match) continue;
                if (inner.role == Role::from) from.add(noted_[part]);
                if (inner.role == Role::to) to = part;
            }
        }
        const auto has = [&](std::string_view label) {
            return std::ranges::any_of(from.items(),
                                       [&](const TaintItem& item) { return item.label != kOfArgument && labels_[item.label] == label; });
        };
        if (from.empty() || to == kNoNode || !rules::holds(propagator.requires_labels, has)) continue;
        TaintSet passed;
        for (TaintItem item : from.items()) {
            const bool replaced = !propagator.replace_labels ||
                                  (item.label != kOfArgument &&
                                   std::ranges::find(*propagator.replace_labels, labels_[item.label]) != propagator.replace_labels->end());
            if (!propagator.label.empty() && replaced) item.label = label_number(propagator.label);
            item.trace = step(to, item.trace);
            passed.add(item);
        }
        if (propagator.by_side_effect != rules::SideEffect::no) {
            if (const auto place = lvalue(to)) environment.add(*place, passed);
        }
        if (propagator.by_side_effect != rules::SideEffect::only && to >= id) taint.add(passed);
    }
    const bool was_cleaned = taint.empty() && std::ranges::any_of(marks, [](const TaintMark& mark) { return mark.role == Role::sanitizer; });
    for (const TaintMark& mark : marks) {
        if (mark.role != Role::sink) continue;
        TaintSet reached = was_cleaned ? TaintSet() : flowed_in;
        if (!was_cleaned) reached.add(taint);
        at_sink(mark, id, reached, environment);
    }
}

void TaintRun::at_source(const TaintMark& mark, NodeId id, TaintSet& taint, TaintEnvironment& environment) {
    const rules::TaintSource& source = taint_.sources[mark.entry];
    const auto has = [&](std::string_view label) {
        return std::ranges::any_of(taint.items(),
                                   [&](const TaintItem& item) { return item.label != kOfArgument && labels_[item.label] == label; });
    };
    if (!rules::holds(source.requires_labels, has)) return;
    const TaintItem item{.origin = origin_of_.at((std::uint64_t{mark.entry} << 32U) | mark.match),
                         .label = label_number(source.label.empty() ? "__SOURCE__" : source.label),
                         .trace = step(id, 0)};
    TaintSet made;
    made.add(item);
    if (source.by_side_effect != rules::SideEffect::no && mark.whole) {
        if (const auto place = lvalue(id)) environment.add(*place, made);
    }
    if (source.control) {
        environment.add_control(made);
        return;
    }
    if (source.by_side_effect != rules::SideEffect::only) taint.add(made);
}

// Whether the function may end at that place: it returns there, or nothing stands behind it.
bool TaintRun::reaches_exit(NodeId id) const {
    for (NodeId at = id; at != kNoNode; at = tree_[at].parent) {
        const FlowShape shape = shapes_.of(tree_[at].kind);
        if (shape == FlowShape::exit) return true;
        if (shape == FlowShape::function) return true;
        const NodeId parent = tree_[at].parent;
        if (parent == kNoNode) return true;
        if ((tree_.traits(parent) & kBlock) != 0 && tree_.next_sibling(at) != kNoNode) return false;
    }
    return true;
}

// `requires` of single metavariables, by the values that they had when they were last looked at.
bool TaintRun::needs_are_met(const rules::TaintSink& sink, const Match& match) const {
    for (const rules::TaintSink::Needed& needed : sink.requires_of) {
        const Binding* const bound = match.binding(metavariables_.find(needed.metavariable));
        if (bound == nullptr) return false;
        const auto has = [&](std::string_view label) {
            return std::ranges::any_of(noted_, [&](const auto& noted) {
                const bool within = tree_[noted.first].begin >= bound->begin && tree_[noted.first].end <= bound->end;
                return within && std::ranges::any_of(noted.second.items(), [&](const TaintItem& item) {
                           return item.label != kOfArgument && labels_[item.label] == label;
                       });
            });
        };
        if (!rules::holds(needed.labels, has)) return false;
    }
    return true;
}

void TaintRun::at_sink(const TaintMark& mark, NodeId id, const TaintSet& taint, const TaintEnvironment& environment) {
    if (taint_.sinks[mark.entry].at_exit && !reaches_exit(id)) return;
    if (!needs_are_met(taint_.sinks[mark.entry], matches_.sinks[mark.entry][mark.match])) return;
    TaintSet all = taint;
    all.add(environment.control());
    if (!all.empty()) report(mark.entry, mark.match, all, id);
}

const Match& TaintRun::source_of(const TaintItem& item) const {
    const auto [entry, match] = origins_[static_cast<std::size_t>(item.origin)];
    return matches_.sources[entry][match];
}

// The sink's metavariables and those of the source that it has not; nothing where they have to agree and do not.
std::optional<Match> TaintRun::joined(const Match& source, const Match& sink) const {
    Match made = options_.taint_focus_on_source ? source : sink;
    made.bindings = sink.bindings;
    for (const Binding& binding : source.bindings) {
        const Binding* const other = sink.binding(binding.metavariable);
        if (other == nullptr) {
            made.bindings.push_back(binding);
            continue;
        }
        const auto text = [&](const Binding& of) { return tree_.text().substr(of.begin, of.end - of.begin); };
        if (options_.taint_unify_mvars && text(binding) != text(*other)) return std::nullopt;
    }
    std::ranges::sort(made.bindings, {}, &Binding::metavariable);
    return made;
}

void TaintRun::report(std::uint16_t entry, std::uint32_t match, const TaintSet& taint, NodeId sink_node) {
    const rules::TaintSink& sink = taint_.sinks[entry];
    const Match& at = matches_.sinks[entry][match];
    const bool from_parameter = std::ranges::any_of(taint.items(), &TaintItem::is_parameter);
    if (from_parameter && frames_.back().function != kWholeFile) {
        for (auto frame = frames_.rbegin(); frame != frames_.rend();
             ++frame) { // of a lambda: the parameters are those of the function around it
            if (frame->function == kWholeFile) break;
            Summary& summary = summaries_[frame->function];
            if (summary.state != Summary::State::running) continue;
            TaintSet reaching;
            for (const TaintItem& item : taint.items())
                reaching.add({item.origin, item.label, sink_node == kNoNode ? item.trace : step(sink_node, item.trace)});
            if (summary.reaches.size() < kMostReaches) summary.reaches.push_back({entry, match, std::move(reaching)});
            break;
        }
    }
    const auto has = [&](std::string_view label) {
        return std::ranges::any_of(taint.items(), [&](const TaintItem& item) {
            return !item.is_parameter() && item.label != kOfArgument && labels_[item.label] == label;
        });
    };
    if (!rules::holds(sink.requires_labels, has)) return;
    for (const TaintItem& item : taint.items()) {
        if (item.is_parameter()) continue;
        auto whole = joined(source_of(item), at);
        if (!whole) continue;
        TaintFinding finding{.match = std::move(*whole)};
        const auto add = [&](std::uint32_t begin, std::uint32_t end) {
            const TaintStep made{begin, end};
            if (finding.steps.empty() || finding.steps.back() != made) finding.steps.push_back(made);
        };
        std::vector<NodeId> steps;
        for (std::uint32_t trace = item.trace; trace != 0; trace = traces_[trace].before) steps.push_back(traces_[trace].node);
        add(source_of(item).begin, source_of(item).end);
        if (steps.size() > kLongestTrace) steps.erase(steps.begin() + kLongestTrace / 2, steps.end() - kLongestTrace / 2);
        const Match& source = source_of(item);
        for (auto node = steps.rbegin(); node != steps.rend(); ++node) {
            const bool in_source = tree_[*node].begin >= source.begin && tree_[*node].end <= source.end;
            if (!in_source) add(tree_[*node].begin, tree_[*node].end);
        }
        add(at.begin, at.end);
        const auto place = std::pair(finding.match.begin, finding.match.end);
        const auto known = found_.find(place);
        if (known == found_.end()) found_.emplace(place, std::move(finding));
        break; // one reason is enough
    }
}

TaintResult find_flows(const rules::Taint& taint, const rules::SastOptions& options, const TaintMatches& matches,
                       const Metavariables& metavariables, const SourceFile& file, Budget& budget) {
    const auto none = [](const std::vector<std::vector<Match>>& of) { return std::ranges::all_of(of, &std::vector<Match>::empty); };
    if (none(matches.sources) || none(matches.sinks)) return {};
    return TaintRun(taint, options, matches, metavariables, file, budget).run();
}

} // namespace squire::sast
