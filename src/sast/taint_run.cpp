// SPDX-License-Identifier: MIT
#include "sast/taint_run.h"

#include <algorithm>

#include "sast/truth.h"

namespace squire::sast {
namespace {

using namespace syntax;

constexpr std::uint32_t kDeepest = 300;  // calls of `value` within each other
constexpr int kMostRounds = 4;           // of a loop: taint grows along chains of assignments

} // namespace

TaintSet TaintRun::value(NodeId id, TaintEnvironment& environment) { // NOLINT(misc-no-recursion): bounded by kDeepest
    if (!environment.reachable() || !budget_.spend()) return {};
    if (depth_ >= kDeepest) {
        ++too_deep_;
        return {};
    }
    ++depth_;
    TaintSet taint = unmarked(id, environment);
    --depth_;
    apply_marks(id, taint, environment);
    return taint;
}

TaintSet TaintRun::unmarked(NodeId id, TaintEnvironment& environment) { // NOLINT(misc-no-recursion)
    const Node& node = tree_[id];
    if (node.field == kTypeField || node.kind == kTokenKind || node.kind == kNumberKind) return {};
    if (node.leaf) {
        const FlowShape shape = shapes_.of(node.kind);
        if (shape == FlowShape::exit) environment.set_unreachable();
        if (shape == FlowShape::leave) return leave(id, environment);
        if (node.kind == kStringKind || shape == FlowShape::exit) return {};
        return environment.whole(Lvalue(tree_.text(id)));
    }
    switch (node.kind) {
    case kAssignmentKind: return assignment(id, environment);
    case kCallKind: return call(id, environment);
    case kMemberKind: return member(id, environment);
    default: break;
    }
    if ((tree_.traits(id) & kNamedArgument) != 0) return value(tree_.children(id).back(), environment); // its name is no variable
    switch (shapes_.of(node.kind)) {
    case FlowShape::choice: return choice(id, environment);
    case FlowShape::loop: return loop(id, environment);
    case FlowShape::attempt: return attempt(id, environment);
    case FlowShape::augmented: return augmented(id, environment);
    case FlowShape::index: return index(id, environment);
    case FlowShape::function: return literal_function(id, environment);
    case FlowShape::exit: {
        TaintSet taint = children(id, environment);
        frames_.back().returned.add(taint);
        environment.set_unreachable();
        return taint;
    }
    case FlowShape::leave: return leave(id, environment);
    case FlowShape::comparison: {
        TaintSet taint = children(id, environment);
        return options_.taint_assume_safe_booleans || options_.taint_assume_safe_comparisons ? TaintSet() : taint;
    }
    default: break;
    }
    if (has_alternatives(id)) return alternatives(id, environment);
    const std::string_view name = tree_.grammar().kind_name(node.kind);
    if (name == "as_pattern" || name == "resource") { // "with open(x) as h", "try (R r = open(x))"
        const std::vector<NodeId> parts = tree_.children(id);
        const NodeId bound = name == "resource" ? tree_.child(id, kNameField) : parts.back();
        const TaintSet taint = value(name == "resource" ? parts.back() : parts.front(), environment);
        if (bound != kNoNode) assign(bound, taint, environment);
        return taint;
    }
    if (name == "let_condition") { // Rust: "if let Some(x) = y"
        const std::vector<NodeId> parts = tree_.children(id);
        const TaintSet taint = value(parts.back(), environment);
        if (parts.size() > 1) assign(parts[parts.size() - 2], taint, environment);
        return taint;
    }
    if (name == "range_clause") { // Go
        bind_loop_variables(id, environment);
        return {};
    }
    if (name.contains("comprehension") || name == "generator_expression") { // what is made stands before what it is made of
        for (const NodeId part : tree_.children(id)) {
            if (shapes_.of(tree_[part].kind) == FlowShape::loop) bind_loop_variables(part, environment);
        }
        return children(id, environment);
    }
    TaintSet taint = children(id, environment);
    if ((tree_.traits(id) & kBlock) != 0) return shapes_.last_value_is_returned() ? taint : TaintSet();
    if ((tree_.traits(id) & kBinary) != 0) {
        const NodeId sign = tree_.child(id, kOperatorField);
        const std::string_view op = sign == kNoNode ? std::string_view() : tree_.text(sign);
        const bool compares =
            op == "==" || op == "!=" || op == "<" || op == ">" || op == "<=" || op == ">=" || op == "===" || op == "!==" || op == "in";
        if (compares && (options_.taint_assume_safe_comparisons || options_.taint_assume_safe_booleans)) return {};
        const bool counts = op == "-" || op == "*" || op == "/" || op == "%" || op == "<<" || op == ">>" || op == "&" || op == "|" || op == "^";
        if (counts && options_.taint_assume_safe_numbers) return {};
    }
    const bool wrapper = tree_.first_child(id) != kNoNode && tree_.next_sibling(tree_.first_child(id)) == kNoNode;
    if (options_.taint_only_propagate_through_assignments && !wrapper) return {};
    return taint;
}

TaintSet TaintRun::children(NodeId id, TaintEnvironment& environment) { // NOLINT(misc-no-recursion)
    TaintSet taint;
    const bool last_only = (tree_.traits(id) & kBlock) != 0; // statements: the value is the last one's
    for (NodeId child = tree_.first_child(id); child != kNoNode; child = tree_.next_sibling(child)) {
        TaintSet each = value(child, environment);
        if (last_only)
            taint = std::move(each);
        else
            taint.add(each);
        if (!environment.reachable()) break;
    }
    return taint;
}

// Children that are no branch run first. Alternatives stand in a row (Python, PHP) or in each other (the others).
TaintSet TaintRun::choice(NodeId id, TaintEnvironment& environment) { // NOLINT(misc-no-recursion)
    const auto is_branch = [&](NodeId child) {
        const Field field = tree_[child].field;
        return field == kConsequenceField || field == kBodyField || field == kAlternativeField;
    };
    std::vector<NodeId> branches;
    const auto truth_of = [&](NodeId choice) -> std::optional<bool> { // of the condition: what stands last before the branches
        NodeId condition = kNoNode;
        for (const NodeId child : tree_.children(choice)) {
            if (is_branch(child)) break;
            if (tree_[child].kind != kTokenKind) condition = child;
        }
        const auto known = condition == kNoNode ? std::nullopt : Truth(file_).of(condition);
        return known && tree_.grammar().kind_name(tree_[choice].kind).starts_with("unless") ? !*known : known;
    };
    TaintSet taint;
    std::vector<NodeId> parts;
    for (const NodeId child : tree_.children(id)) {
        if (tree_[child].kind != kTokenKind) parts.push_back(child);
        if (is_branch(child)) branches.push_back(child);
    }
    if (branches.empty()) { // "a if b else c" of Python has no names for its parts
        const auto known = parts.size() == 3 ? Truth(file_).of(parts[1]) : std::nullopt;
        for (std::size_t i = 0; i < parts.size(); ++i)
            if (!known || i != (*known ? 2U : 0U)) taint.add(value(parts[i], environment));
        return taint;
    }
    for (const NodeId part : parts)
        if (!is_branch(part)) (void)value(part, environment);
    std::optional<bool> truth = truth_of(id);
    const bool has_value = (tree_.traits(id) & kStatement) == 0;
    TaintEnvironment out;
    out.set_unreachable();
    bool covers_all = truth == true;
    for (std::size_t i = 0; i < branches.size() && environment.reachable(); ++i) {
        const NodeId branch = branches[i];
        const bool alternative = tree_[branch].field == kAlternativeField;
        if (truth == alternative) continue; // never taken
        const bool more = i + 1 < branches.size();
        const bool otherwise_if = alternative && more && shapes_.of(tree_[branch].kind) == FlowShape::choice;
        if (otherwise_if) { // its condition runs on the way to what follows, too
            TaintEnvironment taken;
            bool body_seen = false;
            const std::optional<bool> own_truth = truth_of(branch);
            if (own_truth == true) truth = covers_all = true;
            for (const NodeId part : tree_.children(branch)) {
                if (is_branch(part)) {
                    if (own_truth == false) continue;
                    taken = environment;
                    body_seen = true;
                    taint.add(value(part, taken));
                } else {
                    (void)value(part, environment);
                }
            }
            if (body_seen) out.join(taken);
            continue;
        }
        TaintEnvironment taken = environment;
        taint.add(value(branch, taken));
        out.join(taken);
        covers_all = covers_all || alternative;
    }
    if (!covers_all) out.join(environment);
    environment = std::move(out);
    return has_value ? taint : TaintSet();
}

void TaintRun::bind_loop_variables(NodeId id, TaintEnvironment& environment) { // NOLINT(misc-no-recursion)
    NodeId target = tree_.child(id, kLeftField);
    NodeId from = tree_.child(id, kRightField);
    const std::vector<NodeId> parts = tree_.children(id);
    if (target == kNoNode && tree_.child(id, kNameField) != kNoNode) { // Java: `for (T name : value)`
        target = tree_.child(id, kNameField);
        for (const NodeId part : parts) {
            if (part > target && tree_[part].field != kBodyField) from = part;
        }
    }
    if (target == kNoNode && parts.size() >= 3) {
        for (std::size_t i = 1; i + 1 < parts.size(); ++i) { // PHP: `value as target`; Ruby, Rust: `target in value`
            if (tree_[parts[i]].kind != kTokenKind) continue;
            const bool as = tree_.text(parts[i]) == "as";
            target = as ? parts[i + 1] : parts[i - 1];
            from = as ? parts[i - 1] : parts[i + 1];
        }
        const std::string_view name = tree_.grammar().kind_name(tree_[id].kind);
        if (target == kNoNode && (name == "for_expression" || name == "for")) target = parts[0], from = parts[1];
    }
    if (target == kNoNode && from != kNoNode) { // C++: `for (T name : value)`
        for (const NodeId part : parts) {
            if (part < from && tree_[part].field != kTypeField && (tree_.traits(part) & kOptional) == 0) target = part;
        }
    }
    if (target == kNoNode || from == kNoNode) return;
    assign(target, value(from, environment), environment);
}

TaintSet TaintRun::loop(NodeId id, TaintEnvironment& environment) { // NOLINT(misc-no-recursion)
    frames_.back().left.emplace_back();
    for (int round = 0; round < kMostRounds && !budget_.spent(); ++round) {
        TaintEnvironment once = environment;
        bind_loop_variables(id, once);
        for (const NodeId child : tree_.children(id)) (void)value(child, once);
        bool changed = environment.join(once);
        for (const TaintEnvironment& left : frames_.back().left.back()) changed = environment.join(left) || changed;
        frames_.back().left.back().clear();
        if (!changed) break;
    }
    frames_.back().left.pop_back();
    return {};
}

bool TaintRun::has_alternatives(NodeId id) const {
    for (NodeId child = tree_.first_child(id); child != kNoNode; child = tree_.next_sibling(child)) {
        if (shapes_.of(tree_[child].kind) == FlowShape::alternative) return true;
    }
    return false;
}

TaintSet TaintRun::alternatives(NodeId id, TaintEnvironment& environment) { // NOLINT(misc-no-recursion)
    frames_.back().left.emplace_back();
    TaintEnvironment out;
    out.set_unreachable();
    TaintEnvironment through; // falls through into the next one
    through.set_unreachable();
    bool covers_all = false;
    TaintSet taint;
    for (const NodeId child : tree_.children(id)) {
        const std::string_view name = tree_.grammar().kind_name(tree_[child].kind);
        const bool otherwise = name == "else" || name == "else_clause";
        if (shapes_.of(tree_[child].kind) != FlowShape::alternative && !otherwise) {
            (void)value(child, environment);
            continue;
        }
        const NodeId first = tree_.first_child(child);
        covers_all = covers_all || otherwise || name.contains("default") || (first != kNoNode && tree_.text(first).starts_with("default")) ||
                     (first != kNoNode && tree_.text(first) == "_");
        TaintEnvironment taken = environment;
        taken.join(through);
        taint.add(children(child, taken));
        through = taken;
        out.join(taken); // a language without falling through leaves here; in one with it, more is joined than need be
    }
    if (!covers_all) out.join(environment);
    for (const TaintEnvironment& left : frames_.back().left.back()) out.join(left);
    frames_.back().left.pop_back();
    environment = std::move(out);
    return taint;
}

TaintSet TaintRun::attempt(NodeId id, TaintEnvironment& environment) { // NOLINT(misc-no-recursion)
    const TaintEnvironment before = environment;
    TaintEnvironment out;
    out.set_unreachable();
    bool handled = false;
    for (const NodeId child : tree_.children(id)) {
        const FlowShape shape = shapes_.of(tree_[child].kind);
        if (shape == FlowShape::handler) {
            TaintEnvironment taken = before; // the body may be left before, between or after its statements
            taken.join(environment);
            (void)value(child, taken);
            out.join(taken);
            handled = true;
        } else if (shape == FlowShape::last) {
            if (handled) environment.join(out);
            handled = false;
            (void)value(child, environment);
        } else {
            (void)value(child, environment);
        }
    }
    if (handled) environment.join(out);
    return {};
}

TaintSet TaintRun::leave(NodeId id, TaintEnvironment& environment) { // NOLINT(misc-no-recursion)
    TaintSet taint = children(id, environment);
    const std::string_view name = tree_.grammar().kind_name(tree_[id].kind);
    const bool jumps = name.starts_with("break") || name.starts_with("continue") || name == "next";
    if (jumps && !frames_.back().left.empty()) frames_.back().left.back().push_back(environment);
    environment.set_unreachable();
    return taint;
}

TaintSet TaintRun::assignment(NodeId id, TaintEnvironment& environment) { // NOLINT(misc-no-recursion)
    const NodeId left = tree_.child(id, kLeftField);
    NodeId right = tree_.child(id, kRightField);
    if (left == kNoNode) return children(id, environment);
    if (right == kNoNode) // C# gives what a variable begins with no field of its own
        for (NodeId part = tree_.next_sibling(left); part != kNoNode; part = tree_.next_sibling(part))
            if (tree_[part].field == kNoField && tree_[part].kind != kTokenKind) right = part;
    if (right == kNoNode) return {}; // a declaration
    const TaintSet taint = value(right, environment);
    if (!tree_[left].leaf) { // what is computed on the left has marks as well, and an index reaches the sink that the whole may be
        TaintSet of_index;
        for (const NodeId part : tree_.children(left)) {
            const TaintSet of_part = value(part, environment);
            if (shapes_.of(tree_[left].kind) == FlowShape::index && part != left + 1) of_index.add(of_part);
        }
        if (!of_index.empty()) apply_marks(left, of_index, environment);
    }
    assign_from(left, right, taint, environment);
    TaintSet of_left = stepped(taint, left);
    apply_marks(left, of_left, environment);
    if (!of_left.same(taint)) assign(left, of_left, environment);
    return taint;
}

// "a, b = c, d": each its own.
void TaintRun::assign_from(NodeId target, NodeId right, const TaintSet& taint, TaintEnvironment& environment) { // NOLINT(misc-no-recursion)
    const auto is_row = [&](NodeId id) {
        const std::string_view name = tree_.grammar().kind_name(tree_[id].kind);
        return !tree_[id].leaf &&
               (name == "tuple" || name == "expression_list" || name == "array" || name == "list" || name == "left_assignment_list" ||
                name == "right_assignment_list" || name == "pattern_list" || name == "tuple_pattern" || name == "tuple_expression");
    };
    if (is_row(target) && is_row(right)) {
        const std::vector<NodeId> targets = tree_.children(target);
        const std::vector<NodeId> values = tree_.children(right);
        if (targets.size() == values.size()) {
            std::vector<TaintSet> taints;
            for (const NodeId each : values) taints.push_back(value(each, environment));
            for (std::size_t i = 0; i < targets.size(); ++i) assign(targets[i], taints[i], environment);
            return;
        }
    }
    assign(target, taint, environment);
}

void TaintRun::assign(NodeId target, const TaintSet& taint, TaintEnvironment& environment) { // NOLINT(misc-no-recursion)
    if (const auto place = lvalue(target)) {
        environment.assign(*place, stepped(taint, target));
        return;
    }
    const FlowShape shape = shapes_.of(tree_[target].kind);
    if (shape == FlowShape::index || tree_[target].kind == kMemberKind) { // one element of many: the rest stays what it was
        if (taint.empty()) return;
        for (NodeId object = tree_.first_child(target); object != kNoNode; object = tree_.first_child(object)) {
            if (const auto place = lvalue(object)) return environment.add(*place, stepped(taint, object));
        }
        return;
    }
    std::vector<NodeId> names;
    functions_.bound_names(target, names);
    for (const NodeId name : names) environment.assign(Lvalue(tree_.text(name)), stepped(taint, name));
}

TaintSet TaintRun::augmented(NodeId id, TaintEnvironment& environment) { // NOLINT(misc-no-recursion)
    const NodeId left = tree_.child(id, kLeftField);
    TaintSet taint = children(id, environment);
    if (left == kNoNode) return taint;
    if (const auto place = lvalue(left))
        environment.add(*place, stepped(taint, left));
    else
        assign(left, taint, environment);
    return taint;
}

TaintSet TaintRun::member(NodeId id, TaintEnvironment& environment) { // NOLINT(misc-no-recursion)
    const NodeId object = tree_.child(id, kObjectField);
    if (object == kNoNode) return children(id, environment);
    TaintSet of_object = value(object, environment);
    if (options_.taint_only_propagate_through_assignments && !lvalue(id)) return {};
    const auto place = lvalue(id);
    if (!place) return of_object;
    TaintSet taint = environment.of(*place);
    const TaintSet known = environment.of(*lvalue(object)); // a field may be clean where the object is not
    for (const TaintItem& item : of_object.items()) {
        if (std::ranges::none_of(known.items(), [&](const TaintItem& each) { return each.same(item); })) taint.add(item);
    }
    return taint;
}

TaintSet TaintRun::index(NodeId id, TaintEnvironment& environment) { // NOLINT(misc-no-recursion)
    const std::vector<NodeId> parts = tree_.children(id);
    if (parts.empty()) return {};
    TaintSet taint = value(parts.front(), environment);
    const auto place = lvalue(id);
    const auto object = lvalue(parts.front());
    if (place && object) {
        const TaintSet known = environment.of(*object);
        TaintSet own = environment.of(*place);
        for (const TaintItem& item : taint.items()) {
            if (std::ranges::none_of(known.items(), [&](const TaintItem& each) { return each.same(item); })) own.add(item);
        }
        taint = std::move(own);
    }
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const TaintSet of_index = value(parts[i], environment);
        if (!options_.taint_assume_safe_indexes) taint.add(of_index);
    }
    return taint;
}

std::optional<Lvalue> TaintRun::lvalue(NodeId id) const { // NOLINT(misc-no-recursion): as deep as the chain, which is bounded here
    Lvalue name;
    for (int fields = 0; fields < 8; ++fields) {
        const Node& node = tree_[id];
        if (node.leaf) {
            if (node.kind == kStringKind || node.kind == kNumberKind || node.kind == kTokenKind) return std::nullopt;
            return Lvalue(tree_.text(id)) + name;
        }
        NodeId part = kNoNode;
        if (node.kind == kMemberKind) {
            part = tree_.child(id, kMemberField);
            id = tree_.child(id, kObjectField);
        } else if (shapes_.of(node.kind) == FlowShape::index) {
            const std::vector<NodeId> parts = tree_.children(id);
            const bool constant =
                parts.size() == 2 && tree_[parts[1]].leaf &&
                (tree_[parts[1]].kind == kStringKind || tree_[parts[1]].kind == kNumberKind || tree_.text(parts[1]).starts_with(':'));
            if (!constant) return std::nullopt;
            id = parts[0];
            part = parts[1];
        } else {
            return std::nullopt;
        }
        if (part == kNoNode || id == kNoNode || !tree_[part].leaf) return std::nullopt;
        name.insert(0, kFieldSeparator + std::string(tree_.content(part)));
    }
    return std::nullopt;
}

} // namespace squire::sast
