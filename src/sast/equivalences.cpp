// SPDX-License-Identifier: MIT
// Code that is written in another way and means what the pattern says.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "sast/matching.h"

namespace squire::sast {

using syntax::kNoNode;
using syntax::Node;

namespace {

constexpr std::size_t kMostOperands = 200;
constexpr int kMostHeldValues = 8;

/// The nodes of "a.b.c", outermost name last; empty where it is no such chain. A call or subscript ends it: it stands for the rest.
std::vector<syntax::NodeId> links(const syntax::Tree& tree, syntax::NodeId id) {
    std::vector<syntax::NodeId> result;
    while (tree[id].kind == syntax::kMemberKind && !tree[id].leaf) {
        syntax::NodeId object = kNoNode;
        syntax::NodeId member = kNoNode;
        for (syntax::NodeId at = id + 1; at < tree.after(id); at = tree.after(at)) {
            if (tree[at].kind == syntax::kTokenKind) continue;
            if (object == kNoNode)
                object = at;
            else
                member = at;
        }
        if (member == kNoNode) break;
        result.push_back(member);
        id = object;
        if (result.size() > 64) break;
    }
    result.push_back(id);
    std::ranges::reverse(result);
    return result;
}

} // namespace

std::string_view Matching::operator_of(const syntax::Tree& tree, NodeId id) const {
    for (NodeId at = id + 1; at < tree.after(id); at = tree.after(at))
        if (tree[at].kind == syntax::kTokenKind) return tree.text(at);
    return {};
}

std::vector<syntax::NodeId> Matching::flat_operands(const syntax::Tree& tree, NodeId id, std::string_view op, const Pattern* pattern) const {
    std::vector<NodeId> result;
    std::vector<NodeId> open{id};
    while (!open.empty() && result.size() < kMostOperands) {
        const NodeId at = open.back();
        open.pop_back();
        const bool inner = !tree[at].leaf && (tree.traits(at) & syntax::kBinary) != 0 && operator_of(tree, at) == op &&
                           (pattern == nullptr || pattern->meaning(at).mark == Mark::plain);
        if (!inner) {
            result.push_back(at);
            continue;
        }
        std::vector<NodeId> sides = tree.children(at);
        std::erase_if(sides, [&](NodeId side) { return tree[side].kind == syntax::kTokenKind; });
        for (auto side = sides.rbegin(); side != sides.rend(); ++side) open.push_back(*side);
    }
    return result;
}

bool Matching::operands(NodeId p, NodeId t, Continuation next) { // NOLINT(misc-no-recursion): bounded by the pattern
    static constexpr std::array<std::string_view, 9> kAssociative{"&&", "||", "and", "or", "&", "|", "^", "+", "."};
    const std::string_view op = operator_of(shape_, p);
    if (op != operator_of(tree_, t) || std::ranges::find(kAssociative, op) == kAssociative.end()) {
        if (options_.symmetric_eq && (op == "==" || op == "===" || op == "!=" || op == "!==") && op == operator_of(tree_, t)) {
            std::vector<NodeId> ps = pattern_.children(p);
            std::vector<NodeId> ts = tree_.children(t);
            if (ps.size() == 3 && ts.size() == 3) return node(ps[0], ts[2], [&] { return node(ps[2], ts[0], next); });
        }
        return false;
    }
    const std::vector<NodeId> ps = flat_operands(shape_, p, op, &pattern_);
    const std::vector<NodeId> ts = flat_operands(tree_, t, op, nullptr);
    const bool has_ellipsis = std::ranges::any_of(ps, [&](NodeId one) { return is_ellipsis(one); });
    const bool concatenates = op == "+" || op == ".";
    if (concatenates && !has_ellipsis) return false;
    const auto in_order = [&](const auto& self, std::size_t i, std::size_t j) -> bool {
        if (!budget_.spend()) return false;
        if (i == ps.size()) return j == ts.size() && next();
        if (is_ellipsis(ps[i])) {
            for (std::size_t k = j; k <= ts.size(); ++k)
                if (self(self, i + 1, k)) return true;
            return false;
        }
        if (j >= ts.size()) return false;
        if (node(ps[i], ts[j], [&] { return self(self, i + 1, j + 1); })) return true;
        if (mark(ps[i]) != Mark::metavariable || !options_.ac_matching) return false;
        for (std::size_t k = j + 1; k < ts.size() && ts.size() - k >= ps.size() - i - 1; ++k) { // several operands in a row
            const Binding run{.begin = tree_[ts[j]].begin, .end = tree_[ts[k]].end};
            if (bind(pattern_.meaning(ps[i]).metavariable, run, [&] { return self(self, i + 1, k + 1); })) return true;
        }
        return false;
    };
    if ((ps.size() > 2 || ts.size() > 2 || has_ellipsis) && in_order(in_order, 0, 0)) return true;
    const bool commutes = op == "&" || op == "|" || op == "^" || (options_.commutative_boolop && !concatenates);
    if (!commutes || !options_.ac_matching || ts.size() > 8) return false;
    std::vector<NodeId> wanted;
    for (const NodeId one : ps)
        if (!is_ellipsis(one)) wanted.push_back(one);
    if (wanted.size() > ts.size()) return false; // operands may be left
    std::vector<bool> used(ts.size(), false);
    const auto any_order = [&](const auto& self, std::size_t i) -> bool {
        if (i == wanted.size()) return next();
        for (std::size_t j = 0; j < ts.size(); ++j) {
            if (used[j] || !budget_.spend()) continue;
            used[j] = true;
            const bool done = node(wanted[i], ts[j], [&] { return self(self, i + 1); });
            used[j] = false;
            if (done) return true;
        }
        return false;
    };
    return any_order(any_order, 0);
}

/// "foo.bar.baz" against a name that an import made stand for it.
bool Matching::chain(NodeId p, NodeId t, Continuation next) { // NOLINT(misc-no-recursion): bounded by the pattern
    const NodeId given_head = first_link(tree_, t);
    if (!tree_[given_head].leaf) return false;
    const Imports::Import* import = file_.imports().import_of(tree_.text(given_head), given_head);
    if (file_.imports().wildcards().empty() && import == nullptr) return false;
    const std::vector<NodeId> wanted = links(shape_, p);
    const std::vector<NodeId> given = links(tree_, t);
    if (!tree_[given[0]].leaf || !shape_[wanted[0]].leaf) return false;
    if (import != nullptr && std::ranges::any_of(wanted, [&](NodeId one) { return mark(one) == Mark::metavariable; }))
        return chain_with_metavariables(wanted, given, *import, next);
    if (mark(wanted[0]) != Mark::plain) return false;
    static const std::vector<std::string> kNoPath;
    const std::vector<std::string>& path = import == nullptr ? kNoPath : import->path;
    const auto fits = [&](const std::vector<std::string>& head, std::size_t first_given) {
        // The head's names may be one string with separators of its own ("crypto/md5"); a pattern may name only its last part.
        std::vector<std::string_view> parts;
        for (const std::string& part : head) parts.emplace_back(part);
        const std::size_t tail = given.size() - first_given;
        if (parts.empty() || parts.size() + tail != wanted.size()) return false;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (mark(wanted[i]) != Mark::plain) return false;
            const std::string_view name = shape_.text(wanted[i]);
            if (name == parts[i]) continue;
            const std::string_view last = parts[i].substr(parts[i].rfind('/') + 1);
            if (i != 0 || name != last) return false;
        }
        const auto match_tail = [&](const auto& self, std::size_t i) -> bool {
            if (i == tail) return next();
            return node(wanted[parts.size() + i], given[first_given + i], [&] { return self(self, i + 1); });
        };
        return match_tail(match_tail, 0);
    };
    if (!path.empty() && !(path.size() == 1 && path[0] == tree_.text(given[0])) && fits(path, 1)) return true;
    for (const std::vector<std::string>& module : file_.imports().wildcards())
        if (module.size() + given.size() == wanted.size() && fits(module, 0)) return true;
    return false;
}

/// "$A.b.$C" against such a name. A metavariable stands for a part of the path where the import names it; one at the head also for several parts.
bool Matching::chain_with_metavariables(Nodes wanted, Nodes given, const Imports::Import& import, Continuation next) {
    const std::vector<std::string>& path = import.path;
    const std::size_t given_parts = path.size() + given.size() - 1;
    if (path.size() == 1 && path[0] == tree_.text(given[0])) return false; // not another name: compared as it is written
    if (wanted.size() > given_parts || (wanted.size() < given_parts && mark(wanted[0]) != Mark::metavariable)) return false;
    const std::size_t skipped = given_parts - wanted.size(); // more parts for the first
    const auto place_of = [&](std::size_t part) {
        for (NodeId at = import.statement; at < tree_.after(import.statement); ++at)
            if (tree_[at].leaf && tree_.content(at) == path[part]) return at;
        return given[0];
    };
    const auto match_from = [&](const auto& self, std::size_t i) -> bool {
        if (i == wanted.size()) return next();
        const auto go_on = [&] { return self(self, i + 1); };
        const std::size_t part = i == 0 ? 0 : i + skipped;
        const std::size_t last = i + skipped;
        if (part >= path.size()) return node(wanted[i], given[part - path.size() + 1], go_on);
        if (mark(wanted[i]) != Mark::metavariable) return mark(wanted[i]) == Mark::plain && shape_.text(wanted[i]) == path[part] && go_on();
        const MetavariableId metavariable = pattern_.meaning(wanted[i]).metavariable;
        if (last >= path.size()) return false; // what is behind the name is no part of it
        if (part == last && part + 1 == path.size() && part > 0) return bind_node(metavariable, given[0], go_on);
        const NodeId begin = place_of(part);
        const NodeId end = place_of(last);
        if (begin == end) return bind_node(metavariable, begin, go_on);
        return bind(metavariable, {.begin = tree_[begin].begin, .end = std::max(tree_[begin].end, tree_[end].end)}, go_on);
    };
    return match_from(match_from, 0);
}

/// "$X. ... .f": the member before the last is an ellipsis; what it stands on is any link of the chain.
bool Matching::member_chain(NodeId p, NodeId t, Continuation next) { // NOLINT(misc-no-recursion): bounded by the pattern
    std::vector<NodeId> ps = pattern_.children(p);
    if (ps.size() < 2 || !is_ellipsis(ps.back())) return false;
    for (NodeId at = t;;) {
        if (!budget_.spend()) return false;
        if (node(ps.front(), at, next)) return true;
        const syntax::Kind kind = tree_[at].kind;
        if (tree_[at].leaf ||
            (kind != syntax::kMemberKind && kind != syntax::kCallKind && grammar_.kind_name(kind).find("subscript") == std::string_view::npos))
            return false;
        ++at;
    }
}

bool Matching::has_arguments(const syntax::Tree& tree, NodeId call) {
    const NodeId arguments = tree.child(call, syntax::kArgumentsField);
    return arguments != kNoNode && tree[arguments].size > 1;
}

/// "@f(a)" is a call of f to a pattern that is one.
bool Matching::annotation_as_call(NodeId p, NodeId t, Continuation next) { // NOLINT(misc-no-recursion): bounded by the pattern
    const NodeId function = shape_.child(p, syntax::kFunctionField);
    const NodeId arguments = shape_.child(p, syntax::kArgumentsField);
    const std::vector<NodeId> parts = tree_.children(t);
    if (function == kNoNode || arguments == kNoNode || parts.empty() || parts.size() > 2) return false;
    const std::vector<NodeId> given = parts.size() > 1 ? tree_.children(parts[1]) : std::vector<NodeId>();
    const std::vector<NodeId> wanted = pattern_.children(arguments);
    return node(function, parts[0], [&] { return list(wanted, given, parts.back(), next); });
}

/// What the variable holds for certain, in its place.
bool Matching::held_value(NodeId p, NodeId t, Continuation next) { // NOLINT(misc-no-recursion): bounded by kMostHeldValues
    const syntax::Field field = tree_[t].field;
    if (held_values_ >= kMostHeldValues || field == syntax::kLeftField || field == syntax::kNameField || field == syntax::kMemberField)
        return false;
    const NodeId value = file_.constants().value_of(t);
    if (value == kNoNode || tree_[value].kind == syntax::kStringKind || tree_[value].kind == syntax::kNumberKind) return false;
    ++held_values_;
    const bool done = node(p, value, next);
    --held_values_;
    return done;
}

namespace {

/// "(a) => a"
bool is_arrow(const syntax::Tree& tree, syntax::NodeId function) {
    const syntax::NodeId body = tree.child(function, syntax::kBodyField);
    if (body == kNoNode) return false;
    const std::string_view head = tree.text().substr(tree[function].begin, tree[body].begin - tree[function].begin);
    const std::size_t last = head.find_last_not_of(" \t\r\n(");
    return last != std::string_view::npos && last > 0 && head.substr(last - 1, 2) == "=>";
}

} // namespace

/// What the rule's options take out of the meaning that patterns have by default.
bool Matching::is_excluded(NodeId p, NodeId t) const {
    const syntax::Kind kind = shape_[p].kind;
    const auto kind_around = [](const syntax::Tree& tree, NodeId id) {
        return tree[id].parent == kNoNode ? std::string_view() : tree.grammar().kind_name(tree[tree[id].parent].kind);
    };
    if (kind != tree_[t].kind) return false;
    if (kind == syntax::kAssignmentKind) return !options_.vardef_assign && is_declaration(tree_, t) && !is_declaration(shape_, p);
    if (kind == syntax::kFunctionKind) return !options_.arrow_is_function && is_arrow(tree_, t) != is_arrow(shape_, p);
    if (kind == syntax::kCallKind) {
        const NodeId parent = tree_[t].parent;
        const bool annotates = parent != kNoNode && (tree_.traits(parent) & syntax::kAnnotation) != 0;
        return !options_.attr_expr && annotates && !in_annotation(p);
    }
    return !options_.xml_singleton_loose_matching && grammar_.kind_name(kind) == "jsx_self_closing_element" &&
           kind_around(tree_, t) == "jsx_element" && kind_around(shape_, p) != "jsx_element";
}

/// Whether a call of the pattern has arguments of which none has to be there.
bool Matching::only_ellipses(NodeId p) const {
    for (NodeId at = p + 1; at < shape_.after(p); at = shape_.after(at)) {
        const bool list = grammar_.kind_name(shape_[at].kind).find("argument") != std::string_view::npos;
        if (!list || shape_[at].leaf) continue;
        const std::vector<NodeId> arguments = pattern_.children(at);
        return std::ranges::all_of(arguments, [&](NodeId one) { return is_ellipsis(one); });
    }
    return false;
}

/// A name of Ruby that nothing assigns is a call without arguments.
bool Matching::bare_call(NodeId p, NodeId t, Continuation next) { // NOLINT(misc-no-recursion): bounded by the pattern
    if (grammar_.language().name != "ruby" || tree_[t].kind != syntax::kIdentifierKind || !tree_[t].leaf || shape_[p].size < 2) return false;
    if (tree_[t].field == syntax::kFunctionField || tree_[t].field == syntax::kMemberField || tree_[t].field == syntax::kNameField) return false;
    const NodeId function = p + 1;
    if (!shape_[function].leaf || mark(function) != Mark::plain || shape_.text(function) != tree_.text(t)) return false;
    const bool empty = shape_.after(function) == shape_.after(p);
    if (!empty && !only_ellipses(p)) return false;
    return !file_.constants().is_variable(t) && next();
}

/// "include x" of PHP against a call.
bool Matching::inclusion(NodeId p, NodeId t, Continuation next) { // NOLINT(misc-no-recursion): bounded by the pattern
    const NodeId function = shape_.child(p, syntax::kFunctionField);
    const NodeId arguments = shape_.child(p, syntax::kArgumentsField);
    const std::vector<NodeId> given = tree_.children(t);
    if (function == kNoNode || arguments == kNoNode || given.empty()) return false;
    const std::string_view text = tree_.text(t);
    const std::string_view word = text.substr(0, text.find_first_of(" \t\r\n('\"$_"));
    const std::vector<NodeId>& wanted = pattern_.children(arguments);
    const auto match_rest = [&] { return list(wanted, Nodes(given).last(1), t, next); };
    if (mark(function) == Mark::metavariable) {
        const auto end = tree_[t].begin + static_cast<std::uint32_t>(word.size());
        return bind(pattern_.meaning(function).metavariable, {.begin = tree_[t].begin, .end = end}, match_rest);
    }
    return mark(function) == Mark::plain && to_lower(shape_.text(function)) == to_lower(word) && match_rest();
}

bool Matching::equivalent(NodeId p, NodeId t, Continuation next) { // NOLINT(misc-no-recursion): bounded by the pattern
    const Node& a = shape_[p];
    const Node& b = tree_[t];
    const Pattern::Equivalences& may_be = pattern_.equivalences(p);
    // A call is written as a call, or in few other ways.
    if (a.kind == syntax::kCallKind && b.kind < syntax::kFirstOwnKind && b.kind != syntax::kCallKind && b.kind != syntax::kIdentifierKind &&
        !may_be.annotation)
        return false;
    if (a.kind == syntax::kMemberKind && member_chain(p, t, next)) return true;
    if (may_be.import && !b.leaf && import_statement(p, t, next)) return true;
    if (may_be.names && (b.kind == syntax::kMemberKind || b.kind == syntax::kIdentifierKind) && chain(p, t, next)) return true;
    if (may_be.constant && (a.kind != b.kind || a.kind == syntax::kIdentifierKind) && b.kind != syntax::kTokenKind && constant(p, t))
        return next();
    const syntax::Traits at = grammar_.traits(a.kind);
    const syntax::Traits bt = tree_.traits(t);
    if ((at & syntax::kList) != 0 && (bt & syntax::kListComprehension) != 0) {
        const std::vector<NodeId> items = pattern_.children(p); // "[...]" of Python is any list
        return items.size() == 1 && mark(items[0]) == Mark::ellipsis && next();
    }
    if (may_be.annotation) { // "@f" and "@f()" are one
        const auto function_of = [](const syntax::Tree& tree, NodeId call) { return tree.child(call, syntax::kFunctionField); };
        if (a.kind != syntax::kCallKind && b.kind == syntax::kCallKind && !has_arguments(tree_, t))
            if (const NodeId function = function_of(tree_, t); function != kNoNode) return node(p, function, next);
        if (a.kind == syntax::kCallKind && b.kind != syntax::kCallKind && b.kind != syntax::kTokenKind && only_ellipses(p))
            if (a.size > 1) return node(p + 1, t, next);
    }
    if (a.kind == syntax::kCallKind && grammar_.language().imports == syntax::ImportStyle::php &&
        std::ranges::find(kInclusions, grammar_.kind_name(b.kind)) != kInclusions.end())
        return inclusion(p, t, next);
    if (a.kind == syntax::kCallKind && bare_call(p, t, next)) return true;
    if (a.kind == syntax::kCallKind && options_.attr_expr && (bt & syntax::kAnnotation) != 0 && !b.leaf) return annotation_as_call(p, t, next);
    if (a.kind == syntax::kAssignmentKind && options_.flddef_assign && (bt & syntax::kPair) != 0) {
        const std::vector<NodeId> ps = pattern_.children(p);
        const std::vector<NodeId> ts = tree_.children(t);
        return ps.size() == 2 && ts.size() == 2 && node(ps[0], ts[0], [&] { return node(ps[1], ts[1], next); });
    }
    if (options_.symbolic_propagation && !a.leaf && b.leaf && b.kind == syntax::kIdentifierKind && held_value(p, t, next)) return true;
    if ((bt & syntax::kCast) != 0 && (at & syntax::kCast) == 0) { // what is cast, whatever to, and however often
        NodeId value = t;
        for (NodeId part = t + 1; part < tree_.after(value);) {
            if (tree_[part].field == syntax::kTypeField || tree_[part].kind == syntax::kTokenKind) {
                part = tree_.after(part);
                continue;
            }
            value = part;
            if ((tree_.traits(value) & syntax::kCast) == 0) return node(p, value, next);
            part = value + 1;
        }
    }
    const bool script = grammar_.language().imports == syntax::ImportStyle::javascript;
    if (script && a.leaf && b.leaf && (at & syntax::kRegex) != 0 && b.kind == syntax::kIdentifierKind && options_.constant_propagation)
        if (const NodeId value = file_.constants().value_of(t); value != kNoNode) return tree_[value].kind == a.kind && node(p, value, next);
    const auto is_pair = [](const syntax::Tree& tree, NodeId key) { // "name: value" of an object, whose key may stand in quotes
        const NodeId parent = tree[key].parent;
        return parent != kNoNode && parent + 1 == key && (tree.traits(parent) & syntax::kPair) != 0;
    };
    if (script && a.leaf && b.leaf && a.kind != b.kind && is_pair(shape_, p) && is_pair(tree_, t) && shape_.content(p) == tree_.content(t))
        return next();
    if (script && (at & syntax::kPair) != 0 && b.leaf && b.kind == syntax::kIdentifierKind && b.parent != kNoNode &&
        grammar_.kind_name(tree_[b.parent].kind) == "object") { // "{name}" is "{name: name}"
        const std::vector<NodeId>& ps = pattern_.children(p);
        return ps.size() == 2 && node(ps[0], t, [&] { return node(ps[1], t, next); });
    }
    if (script && a.field == syntax::kParametersField && b.field == a.field) { // "a => 1" and "(a) => 1"
        if (a.leaf && b.size > 1 && tree_.after(t + 1) == tree_.after(t)) return node(p, t + 1, next);
        if (b.leaf && a.size > 1 && shape_.after(p + 1) == shape_.after(p)) return node(p + 1, t, next);
    }
    if (grammar_.language().name == "ruby" && a.kind == syntax::kIdentifierKind && a.leaf && b.kind == syntax::kCallKind && b.size > 1 &&
        !has_arguments(tree_, t) && tree_[t + 1].leaf && tree_.text(t).ends_with(')'))
        return node(p, t + 1, next); // "params" and "params()"
    // An element of JSX without children in the pattern is any with that tag.
    if (options_.xml_singleton_loose_matching && !a.leaf && a.size > 1 && b.kind == shape_[p + 1].kind && (at & syntax::kJsxElement) != 0 &&
        shape_.after(p + 1) == shape_.after(p))
        return node(p + 1, t, next);
    // A name of PHP in full against what "use" made it.
    if (a.leaf && b.leaf && grammar_.language().imports == syntax::ImportStyle::php && shape_.text(p).find('\\') != std::string_view::npos) {
        std::string full;
        for (const std::string& part : file_.imports().path_of(tree_.text(t), t)) full += "\\" + part;
        const std::string_view wanted = shape_.text(p);
        if (full == wanted || (!full.empty() && std::string_view(full).substr(1) == wanted)) return next();
    }
    // A parameter's name stands for the parameter.
    if (a.leaf && a.kind == syntax::kIdentifierKind && (tree_.traits(t) & syntax::kParameter) != 0 && !b.leaf) {
        const NodeId name = tree_.child(t, syntax::kNameField);
        const NodeId first = name != kNoNode ? name : t + 1;
        return tree_[first].leaf && node(p, first, next);
    }
    if (grammar_.language().name == "terraform" && grammar_.kind_name(a.kind) == "object" && grammar_.kind_name(b.kind) == "block") {
        std::vector<NodeId> wanted;
        for (const NodeId one : pattern_.children(p))
            if (!is_ellipsis(one)) wanted.push_back(one);
        for (const NodeId part : tree_.children(t)) // "{a = 1}" is also a block
            if (grammar_.kind_name(tree_[part].kind) == "body") return set(wanted, tree_.children(part), true, next);
        return false;
    }
    if (grammar_.language().name == "go" && grammar_.kind_name(a.kind) == "var_declaration" && grammar_.kind_name(b.kind) == "const_declaration")
        return children(p, t, next);
    // One statement with or without its block.
    if ((bt & syntax::kBlock) != 0 && (at & syntax::kBlock) == 0 && b.size > 1 && a.field != syntax::kNoField &&
        tree_.after(t + 1) == tree_.after(t))
        return statement(p, t + 1, next);
    if ((at & syntax::kBlock) != 0 && (bt & syntax::kBlock) == 0 && a.field != syntax::kNoField && b.field == a.field) {
        const std::vector<NodeId> ps = pattern_.children(p);
        const std::array<NodeId, 1> one{t};
        return statements(ps, one, false, true, next);
    }
    // An expression as a statement against the same with nothing around it.
    if ((at & syntax::kExpressionStatement) != 0 && (bt & (syntax::kExpressionStatement | syntax::kStatement | syntax::kNotAnExpression)) == 0 &&
        a.size > 1 && mark(p + 1) != Mark::absorbed)
        return node(p + 1, t, next);
    if ((bt & syntax::kExpressionStatement) != 0 && (at & (syntax::kExpressionStatement | syntax::kStatement | syntax::kNotAnExpression)) == 0 &&
        b.size > 1)
        return node(p, t + 1, next);
    return false;
}

} // namespace squire::sast
