// SPDX-License-Identifier: MIT
// Lists of nodes: arguments, parameters, statements, sets. An ellipsis takes any number of them.
#include <algorithm>

#include "sast/matching.h"

namespace squire::sast {

using syntax::kNoNode;
using syntax::Node;

namespace {

bool fields_fit(const Node& a, const Node& b) { return a.field == syntax::kNoField || b.field == syntax::kNoField || a.field == b.field; }

} // namespace

bool Matching::list(Nodes ps, Nodes ts, NodeId t_parent, Continuation next) { // NOLINT(misc-no-recursion): bounded by the pattern
    if (!budget_.spend()) return false;
    for (const NodeId p : ps)
        if (p != kNoNode && (grammar_.traits(shape_[p].kind) & syntax::kNamedArgument) != 0 && mark(p) == Mark::plain && !shape_[p].leaf &&
            (tree_[t_parent].field == syntax::kArgumentsField || grammar_.kind_name(tree_[t_parent].kind).ends_with("list")))
            return named_arguments(ps, ts, t_parent, next);
    if (ps.empty()) return std::ranges::all_of(ts, [&](NodeId t) { return may_skip(t); }) && next();
    if (ts.empty() && ps.size() == 1 && is_empty_value(ps[0])) return next();
    const NodeId p = ps.front();
    if (is_ellipsis(p)) {
        const MetavariableId metavariable = p == kNoNode ? kAnonymous : pattern_.meaning(p).metavariable;
        const std::uint32_t at = ts.empty() ? (t_parent == kNoNode ? 0 : tree_[t_parent].end) : tree_[ts.front()].begin;
        const bool value = p != kNoNode && ps.size() == 1 && ts.empty() && shape_[shape_[p].parent].kind == syntax::kAssignmentKind;
        if (value) return false; // "x = ..." says that there is one
        if (ps.size() == 1) return mark(p) == Mark::ellipsis ? next() : bind_sequence(metavariable, ts, at, next);
        for (std::size_t taken = 0; taken <= ts.size(); ++taken) {
            const Nodes rest = ts.subspan(taken);
            const auto go_on = [&] { return list(ps.subspan(1), rest, t_parent, next); };
            if (mark(p) == Mark::ellipsis ? go_on() : bind_sequence(metavariable, ts.first(taken), at, go_on)) return true;
            if (budget_.spent()) return false;
        }
        return false;
    }
    // Decorators, modifiers and the like in any order.
    if (mark(p) == Mark::plain && (grammar_.traits(shape_[p].kind) & syntax::kOptional) != 0 && !options_.decorators_order_matters) {
        for (std::size_t i = 0; i < ts.size(); ++i) {
            if (tree_[ts[i]].kind != shape_[p].kind) continue;
            std::vector<NodeId> rest(ts.begin(), ts.end());
            rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
            if (node(p, ts[i], [&] { return list(ps.subspan(1), rest, t_parent, next); })) return true;
        }
        const bool is_default = grammar_.language().imports == syntax::ImportStyle::php && shape_.text(p) == "public" &&
                                std::ranges::none_of(ts, [&](NodeId t) { return tree_[t].kind == shape_[p].kind; });
        return is_default && list(ps.subspan(1), ts, t_parent, next);
    }
    // "(...)" may stand for what is not there: "class A(...)", of a class without parents.
    const bool of_attribute = mark(p) == Mark::plain && in_annotation(p) && grammar_.kind_name(shape_[p].kind) == "token_tree";
    const bool branch = mark(p) == Mark::plain && grammar_.language().name == "ruby" && shape_[p].field != syntax::kNoField &&
                        (grammar_.traits(shape_[p].kind) & syntax::kBlock) != 0; // which is not there where it is empty
    if (mark(p) == Mark::plain && (grammar_.optional_field(shape_[p].field) || of_attribute || branch) && !shape_[p].leaf) {
        const std::vector<NodeId> inner = pattern_.children(p);
        if (!inner.empty() && std::ranges::all_of(inner, [&](NodeId one) { return mark(one) == Mark::ellipsis; }) &&
            list(ps.subspan(1), ts, t_parent, next))
            return true;
    }
    if (names_function_expression(p) && std::ranges::none_of(ts, [&](NodeId t) { return tree_[t].field == syntax::kNameField; }))
        return list(ps.subspan(1), ts, t_parent, next);
    if (is_empty_creation(shape_, p) && list(ps.subspan(1), ts, t_parent, next)) return true; // "new T() {…}" of C# is "new T {…}"
    const bool any_field = grammar_.language().name == "bash"; // the words of a command: its name is the first of them
    for (std::size_t i = 0; i < ts.size(); ++i) {
        const NodeId t = ts[i];
        if ((any_field || fields_fit(shape_[p], tree_[t])) && node(p, t, [&] { return list(ps.subspan(1), ts.subspan(i + 1), t_parent, next); }))
            return true;
        if (!may_skip(t) || budget_.spent()) return false;
    }
    return false;
}

/// "$NAME" of "f(function $NAME() {…})" in JavaScript: such functions need no name.
bool Matching::names_function_expression(NodeId p) const {
    if (shape_[p].field != syntax::kNameField || grammar_.language().imports != syntax::ImportStyle::javascript) return false;
    const NodeId function = shape_[p].parent;
    if (mark(p) != Mark::metavariable || shape_[function].kind != syntax::kFunctionKind) return false;
    const NodeId around = shape_[function].parent;
    return around != kNoNode && pattern_.is_inside(around) && (grammar_.traits(shape_[around].kind) & (syntax::kBlock | syntax::kExport)) == 0;
}

/// The arguments of "new T()", where there are none.
bool Matching::is_empty_creation(const syntax::Tree& tree, NodeId id) const {
    return tree[id].size == 1 && tree[id].field == syntax::kArgumentsField && grammar_.language().name == "csharp" &&
           grammar_.kind_name(tree[tree[id].parent].kind) == "object_creation_expression";
}

/// The empty string that a pattern of YAML writes for a key without a value.
bool Matching::is_empty_value(NodeId p) const {
    return p != kNoNode && grammar_.language().name == "yaml" && mark(p) == Mark::plain && shape_[p].kind == syntax::kStringKind &&
           shape_[p].leaf && shape_.content(p).empty() && shape_[p].parent != kNoNode &&
           grammar_.kind_name(shape_[shape_[p].parent].kind) == "block_mapping_pair";
}

/// Arguments with names stand anywhere among the others.
bool Matching::named_arguments(Nodes ps, Nodes ts, NodeId t_parent, Continuation next) { // NOLINT(misc-no-recursion): bounded by the pattern
    const auto* named =
        std::ranges::find_if(ps.begin(), ps.end(), [&](NodeId p) {
            return p != kNoNode && mark(p) == Mark::plain && !shape_[p].leaf && (grammar_.traits(shape_[p].kind) & syntax::kNamedArgument) != 0;
        }).base();
    std::vector<NodeId> other(ps.begin(), ps.end());
    other.erase(other.begin() + (named - ps.data()));
    for (std::size_t i = 0; i < ts.size(); ++i) {
        if (tree_[ts[i]].kind != shape_[*named].kind) continue;
        std::vector<NodeId> rest(ts.begin(), ts.end());
        rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
        if (node(*named, ts[i], [&] { return list(other, rest, t_parent, next); })) return true;
    }
    return false;
}

bool Matching::set(Nodes ps, Nodes ts, bool open, Continuation next) { // NOLINT(misc-no-recursion): bounded by the pattern
    if (!budget_.spend()) return false;
    if (ps.empty()) return (open || std::ranges::all_of(ts, [&](NodeId t) { return may_skip(t); })) && next();
    const NodeId p = ps.front();
    if (mark(p) == Mark::ellipsis_metavariable && ps.size() == 1)
        return bind_sequence(pattern_.meaning(p).metavariable, ts, ts.empty() ? 0 : tree_[ts.front()].begin, next);
    // A field of an object is that field and not one inside of its value.
    const bool field = shape_[p].kind == syntax::kAssignmentKind && (grammar_.traits(shape_[shape_[p].parent].kind) & syntax::kBlock) == 0;
    const auto match_one = [&](NodeId t, Continuation then) { return field ? node(p, t, then) : statement(p, t, then); };
    for (std::size_t i = 0; i < ts.size(); ++i) {
        std::vector<NodeId> rest(ts.begin(), ts.end());
        rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
        if (match_one(ts[i], [&] { return go_on_after(tree_[ts[i]].end, [&] { return set(ps.subspan(1), rest, open, next); }); })) return true;
        if (budget_.spent()) return false;
    }
    return false;
}

/// All statements inside these, in order of the text, but for those of functions in expressions.
std::vector<syntax::NodeId> Matching::nested_statements(Nodes ts) const {
    std::vector<NodeId> all;
    for (const NodeId t : ts) {
        all.push_back(t);
        const NodeId end = tree_.after(t);
        NodeId at = t + 1;
        while (at < end) {
            const syntax::Traits traits = tree_.traits(at);
            const NodeId parent = tree_[at].parent;
            const bool in_block = (tree_.traits(parent) & syntax::kBlock) != 0 && tree_[at].field == syntax::kNoField;
            const bool is_branch = (traits & syntax::kStatement) != 0 && (traits & syntax::kBlock) == 0 && tree_[at].field != syntax::kNoField;
            if ((in_block || is_branch) && tree_[at].kind != syntax::kTokenKind && (traits & syntax::kBlock) == 0) all.push_back(at);
            at = (traits & syntax::kFunction) != 0 && !in_block ? tree_.after(at) : at + 1; // no function inside an expression
        }
    }
    return all;
}

bool Matching::statement(NodeId p, NodeId t, Continuation next) { // NOLINT(misc-no-recursion): bounded by the pattern
    if (node(p, t, next)) return true;
    if (grammar_.language().name == "yaml") return false; // what stands deeper is not of that list
    if (mark(p) != Mark::plain && mark(p) != Mark::deep && mark(p) != Mark::any_string) return false;
    const bool wrapped = (grammar_.traits(shape_[p].kind) & syntax::kExpressionStatement) != 0 && shape_[p].size > 1; // ";" is an empty one
    const NodeId wanted = wrapped ? p + 1 : p;
    if (mark(p) == Mark::deep || is_whole_pair(p, t)) return false;
    const syntax::Traits wanted_traits = grammar_.traits(shape_[wanted].kind);
    const bool is_command = grammar_.language().name == "bash" && grammar_.kind_name(shape_[wanted].kind) == "command"; // also inside "$(…)"
    if (!wrapped && !is_command && (wanted_traits & (syntax::kStatement | syntax::kNotAnExpression | syntax::kBlock)) != 0) {
        // a definition behind decorators or "export"
        const std::string_view kind = grammar_.kind_name(tree_[t].kind);
        if (kind == "decorated_definition" || kind == "export_statement")
            for (NodeId at = t + 1; at < tree_.after(t); at = tree_.after(at))
                if (tree_[at].kind == shape_[p].kind && node(p, at, next)) return true;
        return false;
    }
    if (wrapped && (mark(wanted) == Mark::metavariable || mark(wanted) == Mark::ellipsis)) return false;
    if (!options_.implicit_deep_exprstmt) {
        return wrapped && (tree_.traits(t) & syntax::kExpressionStatement) == 0 && node(wanted, t, next);
    }
    const syntax::Traits traits = tree_.traits(t);
    if ((traits & (syntax::kFunction | syntax::kClass | syntax::kBlock)) != 0) return false;
    for (NodeId at = t; at < tree_.after(t);) {
        if (!budget_.spend()) return false;
        const syntax::Traits inner = tree_.traits(at);
        if (at != t && (inner & (syntax::kBlock | syntax::kFunction | syntax::kClass)) != 0) {
            if (at == t + 1 || (tree_[at].parent == t && (inner & syntax::kBlock) != 0)) return false; // a compound statement
            at = tree_.after(at);
            continue;
        }
        if (tree_[at].kind != syntax::kTokenKind && node(wanted, at, next)) return true;
        ++at;
    }
    return false;
}

bool Matching::statements(Nodes ps, Nodes ts, bool rest_is_ok, bool may_go_deeper,
                          Continuation next) { // NOLINT(misc-no-recursion): bounded by the pattern
    if (!budget_.spend()) return false;
    if (ps.empty())
        return (rest_is_ok || ts.empty() || std::ranges::all_of(ts, [&](NodeId t) { return tree_[t].kind == syntax::kTokenKind; })) && next();
    const NodeId p = ps.front();
    if (is_ellipsis(p)) {
        const bool last = ps.size() == 1;
        const MetavariableId metavariable = pattern_.meaning(p).metavariable;
        if (last) {
            const auto go_on = [&] { return ts.empty() ? next() : go_on_after(tree_[ts.back()].end, next); };
            return mark(p) == Mark::ellipsis ? go_on() : bind_sequence(metavariable, ts, ts.empty() ? reached_ : tree_[ts.front()].begin, go_on);
        }
        for (std::size_t taken = 0; taken <= ts.size(); ++taken) {
            const Nodes rest = ts.subspan(taken);
            const bool named = mark(p) == Mark::ellipsis_metavariable;
            const auto go_on = [&] { return statements(ps.subspan(1), rest, named ? rest_is_ok : true, false, next); };
            if (named ? bind_sequence(metavariable, ts.first(taken), ts.empty() ? reached_ : tree_[ts.front()].begin, go_on) : go_on())
                return true;
            if (budget_.spent()) return false;
        }
        if (!may_go_deeper || !options_.go_deeper_stmt || mark(p) == Mark::ellipsis_metavariable) return false;
        const std::vector<NodeId> all = nested_statements(ts);
        if (all.size() == ts.size()) return false;
        for (std::size_t taken = 0; taken <= all.size(); ++taken) {
            if (taken < all.size() && std::ranges::find(ts, all[taken]) != ts.end() && ps.size() == 2) continue; // seen above
            const Nodes rest = Nodes(all).subspan(taken);
            if (statements(ps.subspan(1), rest, true, false, next)) return true;
            if (budget_.spent()) return false;
        }
        return false;
    }
    if (ts.empty()) return false;
    const NodeId t = ts.front();
    if (tree_[t].kind == syntax::kTokenKind && mark(p) != Mark::plain) return statements(ps, ts.subspan(1), rest_is_ok, may_go_deeper, next);
    if (statement(p, t, [&] {
            return go_on_after(tree_[t].end, [&] { return statements(ps.subspan(1), ts.subspan(1), rest_is_ok, may_go_deeper, next); });
        }))
        return true;
    // parts of the block itself, such as the value of a case, or a flag of a Dockerfile's instruction
    return may_skip(t) && (tree_[t].kind == syntax::kTokenKind || grammar_.kind_name(tree_[t].kind) == "flag") &&
           statements(ps, ts.subspan(1), rest_is_ok, may_go_deeper, next);
}

} // namespace squire::sast
