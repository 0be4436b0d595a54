// SPDX-License-Identifier: MIT
#include "sast/taint_marks.h"

#include <algorithm>

namespace squire::sast {
namespace {

using Role = TaintMark::Role;
using syntax::NodeId;

} // namespace

TaintMarks::TaintMarks(const TaintMatches& matches, const rules::Taint& taint, const Metavariables& metavariables, const syntax::Tree& tree)
    : tree_(tree) {
    const auto each = [](const std::vector<std::vector<Match>>& of, const auto& take) {
        const auto entries = static_cast<std::uint16_t>(std::min<std::size_t>(of.size(), UINT16_MAX)); // of a rule: as many as a mark can name
        for (std::uint16_t entry = 0; entry < entries; ++entry) {
            for (std::uint32_t i = 0; i < of[entry].size(); ++i) take(entry, i, of[entry][i]);
        }
    };
    each(matches.sources, [&](std::uint16_t entry, std::uint32_t i, const Match& match) {
        mark(match.begin, match.end, {Role::source, true, entry, i}, !taint.sources[entry].exact);
    });
    each(matches.sinks, [&](std::uint16_t entry, std::uint32_t i, const Match& match) {
        mark(match.begin, match.end, {Role::sink, true, entry, i}, !taint.sinks[entry].exact);
        for (const rules::TaintSink::Needed& needed : taint.sinks[entry].requires_of) {
            if (const Binding* bound = match.binding(metavariables.find(needed.metavariable)))
                mark(bound->begin, bound->end, {Role::needed, true, entry, i}, false);
        }
    });
    const auto conflicts = [](const std::vector<std::vector<Match>>& with, const Match& match) {
        return std::ranges::any_of(with, [&](const std::vector<Match>& entry) {
            return std::ranges::any_of(entry, [&](const Match& other) { return other.begin == match.begin && other.end == match.end; });
        });
    };
    each(matches.sanitizers, [&](std::uint16_t entry, std::uint32_t i, const Match& match) {
        if (taint.sanitizers[entry].not_conflicting && (conflicts(matches.sources, match) || conflicts(matches.sinks, match))) return;
        mark(match.begin, match.end, {Role::sanitizer, true, entry, i}, !taint.sanitizers[entry].exact);
    });
    each(matches.propagators, [&](std::uint16_t entry, std::uint32_t i, const Match& match) {
        const Binding* const from = match.binding(metavariables.find(taint.propagators[entry].from));
        const Binding* const to = match.binding(metavariables.find(taint.propagators[entry].to));
        if (from == nullptr || to == nullptr) return;
        mark(match.begin, match.end, {Role::propagator, true, entry, i}, false);
        mark(from->begin, from->end, {Role::from, true, entry, i}, false);
        mark(to->begin, to->end, {Role::to, true, entry, i}, false);
    });
    std::ranges::stable_sort(placed_, {}, &Placed::node);
    begin_.assign(tree.nodes().size() + 1, 0);
    for (const Placed& placed : placed_) ++begin_[placed.node + 1];
    for (std::size_t i = 1; i < begin_.size(); ++i) begin_[i] += begin_[i - 1];
    for (const Placed& placed : placed_) marks_.push_back(placed.mark);
    placed_.clear();
}

bool TaintMarks::is_list_of_one(NodeId id) const {
    const syntax::Node& list = tree_[id];
    const bool is_list = (tree_.traits(id) & syntax::kBlock) != 0 || list.field == syntax::kArgumentsField;
    return is_list && list.size > 1 && tree_[id + 1].begin == list.begin && tree_[id + 1].end == list.end;
}

// Nodes stand in preorder, so what begins inside a range is a run of them. A block of one statement, or
// Ruby's arguments without parentheses, is as long as what stands in it, and that is meant.
void TaintMarks::mark(std::uint32_t begin, std::uint32_t end, TaintMark mark, bool parts) {
    const auto nodes = tree_.nodes();
    const auto first = std::ranges::lower_bound(nodes, begin, {}, &syntax::Node::begin);
    NodeId behind = 0; // what is part of a node that is whole
    for (auto id = static_cast<NodeId>(first - nodes.begin()); id < nodes.size() && nodes[id].begin < std::max(end, begin + 1); ++id) {
        if (nodes[id].end > end || is_list_of_one(id)) continue;
        mark.whole = id >= behind;
        if (mark.whole) behind = id + nodes[id].size;
        if (mark.whole || parts) placed_.push_back({id, mark});
        if (!parts) id = behind - 1;
    }
}

std::span<const TaintMark> TaintMarks::of(NodeId id) const { return std::span(marks_).subspan(begin_[id], begin_[id + 1] - begin_[id]); }

} // namespace squire::sast
