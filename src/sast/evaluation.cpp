// SPDX-License-Identifier: MIT
#include "sast/evaluation.h"

#include <algorithm>
#include <numeric>

namespace squire::sast {

namespace {

using Kind = rules::Formula::Kind;
constexpr std::size_t kMostRanges = 20'000;

bool is_capture(std::string_view name) { return name.size() > 1 && name[1] >= '0' && name[1] <= '9'; }

} // namespace

RangeIndex Evaluation::index_of(const Ranges& ranges) {
    std::vector<ByteRange> places;
    places.reserve(ranges.size());
    for (const Range& range : ranges) places.push_back({range.match.begin, range.match.end});
    return RangeIndex(std::move(places));
}

bool same_code(const Subject& subject, const Binding& a, const Binding& b) {
    if (subject.file != nullptr && a.node != syntax::kNoNode && b.node != syntax::kNoNode && a.count == b.count && a.count == 1) {
        const syntax::Tree& tree = subject.file->tree();
        if (a.begin == tree[a.node].begin && b.begin == tree[b.node].begin && syntax::Tree::same(tree, a.node, tree, b.node)) return true;
    }
    return subject.text.substr(a.begin, a.end - a.begin) == subject.text.substr(b.begin, b.end - b.begin);
}

bool Evaluation::agree(const Match& a, const Match& b) const {
    return std::ranges::all_of(a.bindings, [&](const Binding& one) {
        const Binding* other = b.binding(one.metavariable);
        return other == nullptr || is_capture(names_.name(one.metavariable)) || same_code(subject_, one, *other) || holds(one, *other) ||
               holds(*other, one);
    });
}

/// Whether a variable is known to hold what the other one stands for, where the rule asks for symbolic propagation.
bool Evaluation::holds(const Binding& variable, const Binding& other) const {
    if (!options_.symbolic_propagation || subject_.file == nullptr || variable.node == syntax::kNoNode || variable.count != 1) return false;
    const syntax::NodeId value = subject_.file->constants().value_of(variable.node);
    return value != syntax::kNoNode && subject_.file->tree().text(value) == text(other);
}

bool Evaluation::included(const Range& a, const Range& b) const {
    const bool inside = a.match.begin >= b.match.begin && a.match.end <= b.match.end;
    return (inside || b.kind == RangeKind::anywhere) && agree(a.match, b.match);
}

/// `a` with the bindings of `b`, where it lies in it.
std::optional<Evaluation::Range> Evaluation::merged(const Range& a, const Range& b) const {
    if (a.kind == RangeKind::inside && b.kind != RangeKind::inside) return std::nullopt;
    if (!included(a, b)) return std::nullopt;
    Range result = a;
    for (const Binding& binding : b.match.bindings)
        if (result.match.binding(binding.metavariable) == nullptr) result.match.bindings.push_back(binding);
    std::ranges::sort(result.match.bindings, {}, &Binding::metavariable);
    return result;
}

Evaluation::Ranges Evaluation::intersect(const Ranges& xs, const Ranges& ys) {
    Ranges result;
    const auto is_anywhere = [](const Range& range) { return range.kind == RangeKind::anywhere; };
    const bool all_pairs = std::ranges::any_of(xs, is_anywhere) || std::ranges::any_of(ys, is_anywhere);
    std::vector<std::uint32_t> partners(ys.size());
    std::iota(partners.begin(), partners.end(), 0U);
    const RangeIndex index = index_of(ys);
    for (const Range& x : xs) {
        if (!budget_.spend()) return result;
        if (!all_pairs) index.overlapping({x.match.begin, x.match.end}, partners);
        for (const std::uint32_t number : partners) {
            const Range& y = ys[number];
            if (result.size() >= kMostRanges) {
                budget_.hit(Bound::ranges);
                return result;
            }
            if (!budget_.spend()) return result;
            if (auto one = merged(x, y)) result.push_back(std::move(*one));
            const bool same_range = x.match.begin == y.match.begin && x.match.end == y.match.end;
            if (same_range && x.kind == y.kind) continue;
            if (auto other = merged(y, x)) result.push_back(std::move(*other));
        }
    }
    return result;
}

void Evaluation::subtract(Ranges& from, const Ranges& what) {
    if (std::ranges::any_of(what, [](const Range& y) { return y.kind == RangeKind::anywhere; })) return from.clear();
    const RangeIndex index = index_of(what);
    std::vector<std::uint32_t> partners;
    std::erase_if(from, [&](const Range& x) {
        index.overlapping({x.match.begin, x.match.end}, partners);
        return std::ranges::any_of(partners, [&](std::uint32_t number) {
            if (!budget_.spend()) return false;
            const Range& y = what[number];
            switch (y.kind) {
            case RangeKind::inside: return included(x, y);
            case RangeKind::regex: return included(x, y) || included(y, x);
            case RangeKind::plain: return x.match.begin == y.match.begin && x.match.end == y.match.end && included(x, y);
            case RangeKind::anywhere: return true;
            }
            return false;
        });
    });
}

Evaluation::Ranges Evaluation::evaluate(const Formula& formula, const Near* near) { // NOLINT(misc-no-recursion): as deep as it was compiled
    Ranges ranges;
    switch (formula.kind_) {
    case Kind::pattern:
    case Kind::regex: {
        if (formula.anything_ && around_ != nullptr) { // of what a metavariable is bound to: all of it
            ranges.push_back({.match = *around_});
            break;
        }
        Subject subject = subject_;
        subject.near = near;
        for (Match& match : formula.leaf_->find(subject, options_, budget_))
            ranges.push_back({.match = std::move(match), .kind = formula.kind_ == Kind::regex ? RangeKind::regex : RangeKind::plain});
        break;
    }
    case Kind::any:
        for (const Formula& part : formula.parts_) {
            Ranges more = evaluate(part, near);
            std::ranges::move(more, std::back_inserter(ranges));
            if (ranges.size() > kMostRanges) {
                budget_.hit(Bound::ranges);
                break;
            }
        }
        break;
    case Kind::inside:
    case Kind::anywhere:
    case Kind::negation:
        for (const Formula& part : formula.parts_) ranges = evaluate(part, formula.kind_ == Kind::anywhere ? nullptr : near);
        if (formula.kind_ != Kind::negation)
            for (Range& range : ranges) range.kind = formula.kind_ == Kind::inside ? RangeKind::inside : RangeKind::anywhere;
        break;
    case Kind::all: ranges = all(formula, near); break;
    }
    for (const Condition& condition : formula.conditions_) filter(condition, ranges);
    return focus(formula, ranges);
}

// Only the first part is looked for everywhere: of the others, what is not near a range so far has no part in the result.
Evaluation::Ranges Evaluation::all(const Formula& formula, const Near* near) { // NOLINT(misc-no-recursion): as deep as it was compiled
    std::vector<const Formula*> positive;
    std::vector<const Formula*> inside;
    std::vector<const Formula*> chosen; // "$X": anything within the rest
    const auto gives_inside = [](const Formula& part) {
        return part.kind_ == Kind::inside || (part.kind_ == Kind::any && !part.parts_.empty() && part.parts_[0].kind_ == Kind::inside);
    };
    for (const Formula& part : formula.parts_) {
        if (part.kind_ == Kind::negation) continue;
        if (part.any_expression_)
            chosen.push_back(&part);
        else
            (gives_inside(part) ? inside : positive).push_back(&part);
    }
    positive.insert(positive.end(), inside.begin(), inside.end());
    positive.insert(positive.end(), chosen.begin(), chosen.end());
    std::optional<Ranges> ranges;
    if (positive.empty()) ranges = Ranges{{.match = around_ != nullptr ? *around_ : Match{.begin = subject_.begin, .end = subject_.end}}};
    for (const Formula* part : positive) {
        if (ranges && ranges->empty()) return {};
        if (!ranges) {
            ranges = evaluate(*part, near);
            continue;
        }
        const RangeIndex index = index_of(*ranges);
        const bool around =
            part->kind_ == Kind::inside && std::ranges::none_of(*ranges, [](const Range& range) { return range.kind == RangeKind::inside; });
        const Near here{.ranges = index, .around = around};
        const bool all_count = std::ranges::any_of(*ranges, [](const Range& range) { return range.kind == RangeKind::anywhere; });
        ranges = intersect(*ranges, evaluate(*part, all_count ? nullptr : &here));
    }
    for (const Formula& part : formula.parts_) {
        if (part.kind_ != Kind::negation || ranges->empty()) continue;
        const RangeIndex index = index_of(*ranges);
        const Near here{.ranges = index};
        subtract(*ranges, evaluate(part, &here));
    }
    return std::move(*ranges);
}

Evaluation::Ranges Evaluation::focus(const Formula& formula, const Ranges& ranges) const {
    if (formula.focus_.empty()) return ranges;
    Ranges result;
    for (const Range& range : ranges) {
        Ranges places{range};
        for (const std::vector<MetavariableId>& any_of : formula.focus_) {
            Ranges narrowed;
            for (const Range& place : places)
                for (const MetavariableId id : any_of) {
                    const Binding* binding = place.match.binding(id);
                    if (binding == nullptr) continue;
                    Range one = place;
                    const bool within = binding->begin >= place.match.begin && binding->end <= place.match.end;
                    if (!within && !(place.match.begin >= binding->begin && place.match.end <= binding->end)) continue;
                    if (within) {
                        one.match.begin = binding->begin;
                        one.match.end = binding->end;
                        one.match.node = binding->count == 1 ? binding->node : syntax::kNoNode;
                    }
                    narrowed.push_back(std::move(one));
                }
            places = std::move(narrowed);
        }
        std::ranges::move(places, std::back_inserter(result));
    }
    return result;
}

void Evaluation::filter(const Condition& condition, Ranges& ranges) { // NOLINT(misc-no-recursion): as deep as it was compiled
    Ranges kept;
    for (Range& range : ranges) {
        std::vector<Match> more;
        const bool holds = std::visit([&](const auto& one) { return test(condition, one, range.match, more); }, condition.test);
        if (!holds) continue;
        const RangeKind kind = range.kind;
        kept.push_back(std::move(range));
        for (Match& match : more) kept.push_back({.match = std::move(match), .kind = kind});
        if (kept.size() > kMostRanges) {
            budget_.hit(Bound::ranges);
            break;
        }
    }
    ranges = std::move(kept);
}

std::vector<Match> Evaluation::run(const Formula& formula) {
    std::vector<Match> result;
    for (Range& range : evaluate(formula, nullptr)) result.push_back(std::move(range.match));
    const auto key = [](const Match& match) { return std::tuple(match.begin, match.end); };
    std::ranges::stable_sort(result, {}, key);
    std::vector<Match> unique;
    std::size_t group = 0;
    for (Match& match : result) {
        if (unique.empty() || key(unique.back()) != key(match)) group = unique.size();
        if (std::find(unique.begin() + static_cast<std::ptrdiff_t>(group), unique.end(), match) == unique.end())
            unique.push_back(std::move(match));
    }
    return unique;
}

} // namespace squire::sast
