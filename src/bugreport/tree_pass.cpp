// SPDX-License-Identifier: MIT
//
// The tree of a file, level by level. Of each node: what is in it may stand in its place, its children may go, a small text may replace it; the
// value of a variable may stand where the variable does. After every success the tree is made anew, and the work goes on at the same place, which the nodes above and before it have not moved. (Taking the largest
// node first looks at all nodes around a change again and again.) Sweeps follow each other until one has changed nothing.
#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include "bugreport/outline.h"
#include "bugreport/passes.h"

namespace squire::bugreport {
namespace {

using NodeNumber = std::uint32_t;

constexpr std::size_t kMostHoists = 48; // texts of a node tried in its place
constexpr std::size_t kLargestJoined = 2'000; // bytes of a text in which parts from all over are brought together
constexpr std::size_t kMostAround = 4, kMostNames = 8, kMostParts = 48;
constexpr std::array<std::string_view, 6> kSmallTexts{"0", "a", "\"\"", "{}", "()", "pass"};

class TreePass {
public:
    TreePass(PassContext& context, std::size_t file) : context_(context), file_(file) {}

    bool run() {
        bool changed = false;
        outline();
        note_smallest();
        for (bool again = true; again && !context_.trials.ended();) {
            again = sweep();
            changed |= again;
        }
        return changed;
    }

private:
    [[nodiscard]] std::string_view text() const { return context_.trials.best().files[file_].text(); }
    [[nodiscard]] std::string_view text_of(NodeNumber node) const { return text().substr(outline_[node].begin, outline_[node].bytes()); }

    void outline() {
        outline_ = outline_of(context_.trials.best().files[file_].path, text());
        levels_.clear();
        std::vector<std::uint32_t> depths(outline_.size(), 0);
        for (NodeNumber i = 0; i < outline_.size(); ++i) {
            if (i > 0) depths[i] = depths[outline_[i].parent] + 1;
            if (depths[i] == levels_.size()) levels_.emplace_back();
            levels_[depths[i]].push_back(i);
        }
    }

    void note_smallest() {
        for (NodeNumber i = 1; i < outline_.size(); ++i) {
            const auto [known, is_new] = smallest_.try_emplace(outline_[i].kind, text_of(i));
            if (!is_new && outline_[i].bytes() < known->second.size()) known->second = text_of(i);
        }
    }

    bool sweep() {
        bool changed = false;
        for (level_ = 0; level_ < levels_.size(); ++level_)
            for (number_ = 0; level_ < levels_.size() && number_ < levels_[level_].size(); ++number_) {
                if (context_.trials.ended()) return changed;
                changed |= improve();
            }
        return changed;
    }

    // The node at the present place of the sweep; it may go with its level.
    [[nodiscard]] std::optional<NodeNumber> node() const {
        if (level_ >= levels_.size() || number_ >= levels_[level_].size()) return std::nullopt;
        return levels_[level_][number_];
    }

    bool improve() {
        using Move = bool (TreePass::*)(NodeNumber);
        static constexpr std::array<Move, 7> kMoves{&TreePass::hoist_place,  &TreePass::drop_children, &TreePass::drop_single_children,
                                                    &TreePass::hoist_parts,  &TreePass::replace,       &TreePass::put_value_in,
                                                    &TreePass::join_to_place};
        bool changed = false;
        for (const Move move : kMoves)
            while (const auto at = node()) {
                if (!(this->*move)(*at)) break;
                changed = true;
                outline();
                if (move == &TreePass::drop_children) break; // it went as far as it can
            }
        return changed;
    }

    bool hoist_place(NodeNumber node) { return is_around_place(node) && hoist(node, path_to_place(node)); }
    bool hoist_parts(NodeNumber node) { return !is_around_place(node) && hoist(node, parts_of(node)); }

    [[nodiscard]] bool is_around_place(NodeNumber node) const {
        const Place& place = context_.trials.best().place;
        return place.file == file_ && outline_[node].begin <= place.begin && place.end <= outline_[node].end;
    }

    // The nodes between this one and the place, innermost first.
    [[nodiscard]] std::vector<NodeNumber> path_to_place(NodeNumber node) const {
        std::vector<NodeNumber> path;
        for (NodeNumber at = node + 1; at < node + outline_[node].size;) {
            if (is_around_place(at)) {
                path.push_back(at);
                ++at;
            } else {
                at += outline_[at].size;
            }
        }
        std::ranges::reverse(path);
        return spread(path);
    }

    // Children, and what is of the same kind deeper down; the smallest first.
    [[nodiscard]] std::vector<NodeNumber> parts_of(NodeNumber node) const {
        std::vector<NodeNumber> same_kind;
        std::vector<NodeNumber> parts = children_of(outline_, node);
        for (NodeNumber at = node + 1; at < node + outline_[node].size; ++at)
            if (outline_[at].kind == outline_[node].kind && outline_[at].parent != node) same_kind.push_back(at);
        parts = spread(parts);
        same_kind = spread(same_kind);
        parts.insert(parts.end(), same_kind.begin(), same_kind.end());
        std::ranges::stable_sort(parts, {}, [&](NodeNumber part) { return outline_[part].bytes(); });
        return parts;
    }

    // Where there are too many: the first ones, and then more and more apart.
    [[nodiscard]] static std::vector<NodeNumber> spread(const std::vector<NodeNumber>& all) {
        if (all.size() <= kMostHoists) return all;
        std::vector<NodeNumber> some(all.begin(), all.begin() + kMostHoists / 2);
        for (std::size_t at = kMostHoists / 2, step = 1; at < all.size(); at += step, step *= 2) some.push_back(all[at]);
        some.push_back(all.back());
        return some;
    }

    // Three candidates for each part: as it is, with its further lines moved left by as much as its first one moves, and with the line end that a
    // statement at the end of a file may need.
    bool hoist(NodeNumber node, const std::vector<NodeNumber>& parts) {
        const OutlineNode outer = outline_[node];
        return context_.trials
            .first(3 * parts.size(),
                   [&](std::size_t number) -> std::optional<Input> {
                       const OutlineNode& inner = outline_[parts[number / 3]];
                       const std::string_view end = number % 3 == 2 ? "\n" : "";
                       if (inner.bytes() + end.size() >= outer.bytes()) return std::nullopt;
                       std::vector<Edit> edits{{outer.begin, inner.begin, {}}};
                       if (number % 3 == 1 && !move_left(outer, inner, edits)) return std::nullopt;
                       if (number % 3 == 2 && outer.end != text().size()) return std::nullopt;
                       edits.push_back({inner.end, outer.end, std::string(end)});
                       return context_.edited(file_, edits);
                   })
            .has_value();
    }

    [[nodiscard]] std::size_t column(std::size_t at) const { return at == 0 ? 0 : at - (text().rfind('\n', at - 1) + 1); } // npos + 1 is 0

    bool move_left(const OutlineNode& outer, const OutlineNode& inner, std::vector<Edit>& edits) const {
        const std::size_t from = column(inner.begin), to = column(outer.begin);
        if (from <= to) return false;
        const std::size_t before = edits.size();
        for (std::size_t at = text().find('\n', inner.begin); at < inner.end; at = text().find('\n', at + 1)) {
            std::size_t blanks = 0;
            while (blanks < from - to && at + 1 + blanks < inner.end && (text()[at + 1 + blanks] == ' ' || text()[at + 1 + blanks] == '\t'))
                ++blanks;
            if (blanks > 0) edits.push_back({at + 1, at + 1 + blanks, {}});
        }
        return edits.size() > before;
    }

    bool drop_children(NodeNumber node) {
        const std::vector<NodeNumber> children = children_of(outline_, node);
        if (children.size() < 2) return false;
        const Input base = context_.trials.best();
        const auto gone = drop_items(context_.trials, children.size(), [&](const std::vector<bool>& without) -> std::optional<Input> {
            const std::vector<Edit> edits = deletions(children, without);
            if (context_.keeps_place && file_ == base.place.file &&
                std::ranges::any_of(edits, [&](const Edit& e) { return e.begin < base.place.end && e.end > base.place.begin; }))
                return std::nullopt;
            return with_edits(base, file_, edits);
        });
        return std::ranges::find(gone, true) != gone.end();
    }

    // Each run goes with what stands between it and the child before it, or else the one behind it.
    [[nodiscard]] std::vector<Edit> deletions(const std::vector<NodeNumber>& children, const std::vector<bool>& gone) const {
        std::vector<Edit> edits;
        for (std::size_t i = 0; i < children.size(); ++i) {
            if (!gone[i]) continue;
            const std::size_t first = i;
            while (i + 1 < children.size() && gone[i + 1]) ++i;
            const bool at_begin = first == 0, at_end = i + 1 == children.size();
            const std::size_t begin = at_begin ? outline_[children[first]].begin : outline_[children[first - 1]].end;
            const std::size_t end = at_begin && !at_end ? outline_[children[i + 1]].begin : outline_[children[i]].end;
            edits.push_back({begin, end, {}});
        }
        return edits;
    }

    bool drop_single_children(NodeNumber node) {
        std::vector<Edit> edits;
        for (const NodeNumber child : children_of(outline_, node))
            for (Edit& edit : deletions_of(outline_, child)) edits.push_back(std::move(edit));
        return try_each(edits);
    }

    bool replace(NodeNumber node) {
        if (node == 0) return false;
        const OutlineNode& whole = outline_[node];
        std::vector<Edit> edits;
        const auto add = [&](std::string_view with) {
            if (with.size() < whole.bytes()) edits.push_back({whole.begin, whole.end, std::string(with)});
        };
        if (const auto known = smallest_.find(whole.kind); known != smallest_.end()) add(known->second);
        for (const std::string_view small : kSmallTexts) add(small);
        return try_each(edits);
    }

    // Of an assignment to a name: the assignment goes, and the value stands where the name stood.
    bool put_value_in(NodeNumber node) {
        if (outline_[node].role != OutlineNode::Role::assignment) return false;
        const std::vector<NodeNumber> parts = children_of(outline_, node);
        if (parts.size() < 2 || outline_[parts.front()].role != OutlineNode::Role::name) return false;
        const std::string name(text_of(parts.front())), value(text_of(parts.back()));
        const std::vector<Edit> deletions = deletions_of(outline_, node);
        return context_.trials
            .first(deletions.size(),
                   [&](std::size_t number) {
                       std::vector<Edit> edits{deletions[number]};
                       for (const OutlineNode& each : outline_) {
                           const bool apart = each.end <= deletions[number].begin || each.begin >= deletions[number].end;
                           if (each.role == OutlineNode::Role::name && apart && text().substr(each.begin, each.bytes()) == name)
                               edits.push_back({each.begin, each.end, value});
                       }
                       std::ranges::sort(edits, {}, &Edit::begin);
                       auto made = context_.edited(file_, edits);
                       return made && made->bytes() < context_.trials.best().bytes() ? made : std::nullopt;
                   })
            .has_value();
    }

    // Of the whole text: an expression from elsewhere stands where a name stood in the place, and what was around both goes. So a call of a function
    // becomes the function's one statement, which no smaller step leads to.
    bool join_to_place(NodeNumber root) {
        if (root != 0 || text().size() > kLargestJoined || !is_around_place(root)) return false;
        std::vector<NodeNumber> parts;
        for (NodeNumber i = 1; i < outline_.size(); ++i)
            if (outline_[i].size > 1) parts.push_back(i);
        std::ranges::stable_sort(parts, {}, [&](NodeNumber part) { return outline_[part].bytes(); });
        if (parts.size() > kMostParts) parts.resize(kMostParts);
        std::vector<std::vector<Edit>> candidates;
        std::vector<NodeNumber> around = path_to_place(root);
        if (around.size() > kMostAround) around.resize(kMostAround);
        for (const NodeNumber kept : around) {
            std::size_t names = 0;
            for (NodeNumber name = kept; name < kept + outline_[kept].size && names < kMostNames; ++name) {
                if (outline_[name].role != OutlineNode::Role::name) continue;
                ++names;
                for (const NodeNumber part : parts) join(kept, name, part, candidates);
            }
        }
        return context_.trials
            .first(candidates.size(),
                   [&](std::size_t number) {
                       auto made = context_.edited(file_, candidates[number]);
                       return made && made->bytes() < context_.trials.best().bytes() ? made : std::nullopt;
                   })
            .has_value();
    }

    [[nodiscard]] NodeNumber top_of(NodeNumber node) const {
        while (outline_[node].parent != 0) node = outline_[node].parent;
        return node;
    }

    // Two candidates: nothing but the joined text, and beside it what stands at the top of the file and has no part in it.
    void join(NodeNumber kept, NodeNumber name, NodeNumber part, std::vector<std::vector<Edit>>& candidates) const {
        const OutlineNode &outer = outline_[kept], &hole = outline_[name], &value = outline_[part];
        if (value.begin < outer.end && outer.begin < value.end) return;
        const std::string text(text_of(part));
        const OutlineNode &top = outline_[top_of(kept)], &other = outline_[top_of(part)];
        const auto end = static_cast<std::size_t>(outline_[0].end);
        candidates.push_back({{0, outer.begin, {}}, {hole.begin, hole.end, text}, {outer.end, end, {}}});
        std::vector<Edit> beside{{top.begin, outer.begin, {}}, {hole.begin, hole.end, text}, {outer.end, top.end, {}}};
        if (other.begin != top.begin) beside.insert(other.begin < top.begin ? beside.begin() : beside.end(), Edit{other.begin, other.end, {}});
        candidates.push_back(std::move(beside));
    }

    bool try_each(const std::vector<Edit>& edits) {
        return context_.trials.first(edits.size(), [&](std::size_t number) { return context_.edited(file_, std::span(&edits[number], 1)); })
            .has_value();
    }

    PassContext& context_;
    std::size_t file_;
    Outline outline_;
    std::vector<std::vector<NodeNumber>> levels_; // of the tree, in order of the text
    std::size_t level_ = 0, number_ = 0; // where the sweep is
    std::map<std::uint16_t, std::string> smallest_; // by kind
};

} // namespace

bool reduce_tree(PassContext& context, std::size_t file) { return TreePass(context, file).run(); }

} // namespace squire::bugreport
