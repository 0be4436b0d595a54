// SPDX-License-Identifier: MIT
#include "sast/matching.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "sast/types.h"

namespace squire::sast {

using syntax::kNoNode;
using syntax::Node;

namespace {

/// What a literal of any of the languages stands for.
std::optional<double> number_of(std::string_view text) {
    std::string digits;
    for (const char byte : text)
        if (byte != '_') digits += byte;
    while (digits.size() > 1 &&
           (digits.back() == 'L' || digits.back() == 'l' || digits.back() == 'u' || digits.back() == 'U' || digits.back() == 'n'))
        digits.pop_back();
    const bool hex = digits.starts_with("0x") || digits.starts_with("0X");
    const bool octal = !hex && (digits.starts_with("0o") || digits.starts_with("0O") ||
                                (digits.size() > 1 && digits[0] == '0' && digits.find('.') == std::string::npos));
    const bool binary = digits.starts_with("0b") || digits.starts_with("0B");
    if (hex || octal || binary) {
        std::uint64_t number = 0;
        const char* begin = digits.data() + (hex || binary || digits.starts_with("0o") || digits.starts_with("0O") ? 2 : 1);
        const auto read = std::from_chars(begin, digits.data() + digits.size(), number, hex ? 16 : octal ? 8 : 2);
        if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size()) return std::nullopt;
        return static_cast<double>(number);
    }
    double number = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size()) return std::nullopt;
    return number;
}

/// The name in "name: value" of an object of JavaScript.
bool is_key(const syntax::Tree& tree, syntax::NodeId id) {
    const syntax::NodeId parent = tree[id].parent;
    return parent != syntax::kNoNode && parent + 1 == id && tree.grammar().kind_name(tree[parent].kind) == "pair" &&
           tree.grammar().language().imports == syntax::ImportStyle::javascript;
}

} // namespace

bool Matching::is_literal(NodeId t) const {
    return tree_[t].kind == syntax::kStringKind || tree_[t].kind == syntax::kNumberKind || tree_.text(t) == "null";
}

/// "a", 'a' and a are one key of an object, and so are 0x1 and 1.
bool Matching::same_key(NodeId a, NodeId b) const {
    const auto number = [&](NodeId id) { return tree_[id].kind == syntax::kNumberKind ? number_of(tree_.text(id)) : std::nullopt; };
    return tree_.content(a) == tree_.content(b) || (number(a) && number(a) == number(b));
}

bool Matching::same_binding(const Binding& a, const Binding& b) const {
    if (a.node != kNoNode && b.node != kNoNode && a.count == b.count && a.count > 0) {
        syntax::NodeId at = a.node;
        syntax::NodeId bt = b.node;
        for (std::uint32_t i = 0; i < a.count; ++i) {
            const bool a_content = tree_[at].kind == syntax::kStringKind && a.begin != tree_[at].begin;
            const bool b_content = tree_[bt].kind == syntax::kStringKind && b.begin != tree_[bt].begin;
            if (a_content != b_content) break;
            if (!syntax::Tree::same(tree_, at, tree_, bt)) break;
            if (i + 1 == a.count) return true;
            at = tree_.after(at);
            bt = tree_.after(bt);
        }
    }
    if (tree_.text().substr(a.begin, a.end - a.begin) == tree_.text().substr(b.begin, b.end - b.begin)) return true;
    if (a.node != kNoNode && b.node != kNoNode && is_key(tree_, a.node) && is_key(tree_, b.node) && same_key(a.node, b.node)) return true;
    if (!options_.constant_propagation || a.node == kNoNode || b.node == kNoNode || a.count != 1 || b.count != 1) return false;
    if (tree_[a.node].kind == tree_[b.node].kind || (!is_literal(a.node) && !is_literal(b.node))) return false;
    const auto one = file_.constants().of(a.node); // "x" and the literal that it is known to hold
    const auto other = one ? file_.constants().of(b.node) : std::nullopt;
    return other && one->kind == other->kind && one->value_is_known && other->value_is_known && one->value == other->value;
}

bool Matching::bind(MetavariableId metavariable, Binding binding, Continuation next) {
    if (metavariable == kAnonymous) return next();
    binding.metavariable = metavariable;
    for (const Binding& known : bindings_)
        if (known.metavariable == metavariable) return same_binding(known, binding) && next();
    bindings_.push_back(binding);
    const bool done = next();
    if (!done) std::erase_if(bindings_, [&](const Binding& known) { return known.metavariable == metavariable; });
    return done;
}

bool Matching::bind_node(MetavariableId metavariable, NodeId t, Continuation next) {
    // The name of a parameter with more than a name, of an argument's wrapper: what stands for it in the body.
    const syntax::Traits traits = tree_.traits(t);
    if ((traits & syntax::kParameter) != 0 && !tree_[t].leaf) {
        NodeId name = tree_.child(t, syntax::kNameField);
        if (name == kNoNode)
            for (NodeId at = t + 1; at < tree_.after(t) && name == kNoNode; at = tree_.after(at))
                if (tree_[at].leaf && tree_[at].kind != syntax::kTokenKind && tree_[at].field != syntax::kTypeField &&
                    (tree_.traits(at) & syntax::kOptional) == 0)
                    name = at;
        if (name != kNoNode) return bind(metavariable, {.begin = tree_[name].begin, .end = tree_[name].end, .node = name}, next);
    }
    return bind(metavariable, {.begin = tree_[t].begin, .end = tree_[t].end, .node = t}, next);
}

bool Matching::bind_sequence(MetavariableId metavariable, Nodes ts, std::uint32_t at, Continuation next) {
    if (ts.empty()) return bind(metavariable, {.begin = at, .end = at, .count = 0}, next);
    return bind(
        metavariable,
        {.begin = tree_[ts.front()].begin, .end = tree_[ts.back()].end, .node = ts.front(), .count = static_cast<std::uint32_t>(ts.size())},
        next);
}

bool Matching::go_on_after(std::uint32_t end, Continuation next) {
    const std::uint32_t before = std::exchange(reached_, std::max(reached_, end));
    if (next()) return true;
    reached_ = before;
    return false;
}

/// Words of PHP that may be written in any case.
static bool is_word_constant(std::string_view word) {
    const std::string lower = to_lower(word);
    return lower == "true" || lower == "false" || lower == "null";
}

/// "f" of "f()" and "new f()", which PHP compares in any case.
static bool names_function_or_class(const syntax::Tree& tree, syntax::NodeId id) {
    if (tree[id].kind != syntax::kIdentifierKind || tree.text(id).starts_with('$') || tree[id].parent == kNoNode) return false;
    const syntax::NodeId parent = tree[id].parent;
    return (tree[id].field == syntax::kFunctionField && tree[parent].kind == syntax::kCallKind) ||
           tree.grammar().kind_name(tree[parent].kind) == "object_creation_expression";
}

bool Matching::leaf(NodeId p, NodeId t) const {
    const Node& a = shape_[p];
    const Node& b = tree_[t];
    const std::string_view one = shape_.content(p);
    const std::string_view other = tree_.content(t);
    if (a.hash == b.hash && one == other) return true;
    if ((grammar_.traits(a.kind) & syntax::kSymbol) != 0) { // ":a" and "a:" of Ruby
        const auto bare = [](std::string_view symbol) {
            if (symbol.starts_with(':')) symbol.remove_prefix(1);
            return symbol.ends_with(':') ? symbol.substr(0, symbol.size() - 1) : symbol;
        };
        if (bare(one) == bare(other)) return true;
    }
    if (grammar_.language().imports == syntax::ImportStyle::php && one.size() == other.size() && is_word_constant(one) &&
        std::ranges::equal(one, other, [](char x, char y) {
            return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
        }))
        return true;
    if (grammar_.language().imports == syntax::ImportStyle::php && a.hash == b.hash && names_function_or_class(shape_, p) &&
        names_function_or_class(tree_, t) && to_lower(one) == to_lower(other))
        return true;
    if (a.kind == syntax::kTokenKind && options_.let_is_var && one == "var" && (other == "let" || other == "const")) return true;
    if (a.kind == syntax::kStringKind && a.parent != kNoNode && grammar_.kind_name(shape_[a.parent].kind).starts_with("import_s"))
        return other.size() > one.size() && other.starts_with(one) && other[one.size()] == '/'; // a package below
    if (a.kind != syntax::kNumberKind) return false;
    const auto first = number_of(one);
    return first && first == number_of(other);
}

bool Matching::constant(NodeId p, NodeId t) const {
    if (!options_.constant_propagation) return false;
    const syntax::Kind kind = tree_[t].kind;
    if (kind == syntax::kStringKind && mark(p) != Mark::any_string) return false;
    if (kind == syntax::kNumberKind) return false;
    const auto value = file_.constants().of(t);
    if (!value) return false;
    if (mark(p) == Mark::any_string) return value->kind == Constant::Kind::string;
    if (shape_[p].kind == syntax::kStringKind)
        return value->kind == Constant::Kind::string && value->value_is_known && value->value == shape_.content(p);
    if (shape_[p].kind == syntax::kNumberKind) return value->kind == Constant::Kind::number && value->value == shape_.text(p);
    return value->kind == Constant::Kind::other && value->value == shape_.text(p);
}

bool Matching::holds_regex(NodeId p, std::string_view text) const {
    search::PcreMatch match;
    const auto outcome = pattern_.regex(p).find(text, 0, match);
    if (outcome == search::Pcre::Outcome::limit) budget_.hit(Bound::regex);
    return outcome == search::Pcre::Outcome::found;
}

bool Matching::text_of_string(NodeId p, NodeId t, Continuation next) {
    const Pattern::Meaning& meaning = pattern_.meaning(p);
    const bool is_string = tree_[t].kind == shape_[p].kind;
    if (meaning.mark == Mark::any_string) {
        if (const char first = shape_.text()[shape_[p].begin];
            first == 'f' || first == '`' || first == '$') // an interpolated string, with or without values in it
            return tree_[t].kind == syntax::kStringKind && tree_.text()[tree_[t].begin] == first && next();
        if (grammar_.language().name == "bash" || grammar_.language().name == "dockerfile") { // quotes count where a value is put in
            const std::string_view text = tree_.text(t);
            return tree_[t].kind == syntax::kStringKind && text.starts_with('"') && text.find('$') != std::string_view::npos && next();
        }
        if (tree_[t].kind == syntax::kStringKind && tree_[t].leaf) return next();
        if (tree_[t].kind == shape_[p].kind && shape_[p].kind != syntax::kStringKind) {
            const std::string_view flags = shape_.text(p).substr(shape_.text(p).rfind('/') + 1); // of a regex
            const bool regex = shape_.text(p).starts_with('/') && !flags.empty();
            if (!regex || tree_.text(t).substr(tree_.text(t).rfind('/') + 1) == flags) return next();
            return false;
        }
        return constant(p, t) && next();
    }
    if (meaning.mark == Mark::string_metavariable && is_string && grammar_.language().name == "bash") {
        if (tree_[t].leaf) return false;
        const NodeId only = t + 1; // "$HOME", and nothing else between the quotes
        return tree_.after(only) == tree_.after(t) && tree_[only].end - tree_[only].begin + 2 == tree_[t].end - tree_[t].begin &&
               bind_node(meaning.metavariable, only, next);
    }
    if (meaning.mark == Mark::string_regex && tree_[t].kind == syntax::kStringKind && !tree_[t].leaf && holds_regex(p, tree_.content(t)))
        return next(); // what is put in counts as it is written
    NodeId literal = t;
    if (meaning.mark == Mark::string_regex && options_.constant_propagation && (!is_string || !tree_[t].leaf)) {
        const auto value = file_.constants().of(t);
        if (!value || value->kind != Constant::Kind::string || !value->value_is_known) return false;
        return holds_regex(p, value->value) && next();
    }
    const bool whole_regex = (tree_.traits(t) & syntax::kRegex) != 0 && tree_.text(t).find("#{") == std::string_view::npos;
    if (!is_string || (!tree_[t].leaf && !whole_regex)) {
        literal = kNoNode;
        if (options_.constant_propagation && tree_[t].leaf && tree_[t].kind == syntax::kIdentifierKind) {
            const NodeId value = file_.constants().value_of(t);
            const bool same_kind = value != kNoNode && (tree_[value].kind == syntax::kStringKind || tree_[value].kind == shape_[p].kind);
            if (same_kind && tree_[value].leaf) literal = value;
        }
        if (literal == kNoNode) {
            if (meaning.mark != Mark::string_metavariable || shape_[p].kind != syntax::kStringKind || !options_.constant_propagation)
                return false;
            const auto value = file_.constants().of(t); // put together of several
            return value && value->kind == Constant::Kind::string && value->value_is_known && bind_node(meaning.metavariable, t, next);
        }
    }
    std::string_view content = tree_.content(literal);
    if ((tree_.traits(literal) & syntax::kSymbol) != 0 && content.starts_with(':')) content.remove_prefix(1);
    if ((tree_.traits(literal) & syntax::kRegex) != 0 && content.size() > 1) content = content.substr(1, content.rfind('/') - 1);
    if (meaning.mark == Mark::string_regex) return holds_regex(p, content) && next();
    const auto begin = static_cast<std::uint32_t>(content.data() - tree_.text().data());
    return bind(meaning.metavariable, {.begin = begin, .end = begin + static_cast<std::uint32_t>(content.size()), .node = literal}, next);
}

bool Matching::typed(NodeId p, NodeId t, Continuation next) {
    const Pattern::Meaning& meaning = pattern_.meaning(p);
    const std::string& wanted = pattern_.type(meaning.type);
    const MetavariableId in_type = pattern_.type_metavariable(meaning.type);
    if (in_type == kAnonymous) return has_type(file_, t, wanted) && bind_node(meaning.metavariable, t, next);
    NodeId named = declared_type(file_, t);
    if (named == kNoNode) return false;
    if (!wanted.starts_with('$')) { // "List<$T>"
        if (!has_type(file_, t, std::string_view(wanted).substr(0, wanted.find('<')))) return false;
        NodeId arguments = kNoNode;
        for (NodeId at = named + 1; at < tree_.after(named); at = tree_.after(at))
            if (grammar_.kind_name(tree_[at].kind).find("argument") != std::string_view::npos) arguments = at;
        if (arguments == kNoNode || tree_[arguments].size < 2) return false;
        named = arguments + 1;
    }
    return bind(in_type, {.begin = tree_[named].begin, .end = tree_[named].end, .node = named},
                [&] { return bind_node(meaning.metavariable, t, next); });
}

bool Matching::deep(NodeId p, NodeId t, Continuation next) {
    const NodeId wanted = pattern_.meaning(p).type;
    if (!options_.go_deeper_expr) return node(wanted, t, next);
    for (NodeId at = t; at < tree_.after(t); ++at) {
        if (!budget_.spend()) return false;
        if (tree_[at].kind == syntax::kTokenKind) continue;
        if (node(wanted, at, next)) return true;
    }
    return false;
}

/// "$X" among the members of a set of Python or the words of ARG is no "key: value" or "name=value".
bool Matching::is_whole_pair(NodeId p, NodeId t) const {
    const std::string_view name = grammar_.language().name;
    if (name != "python" && name != "dockerfile") return false;
    return grammar_.kind_name(tree_[t].kind) == "pair" && shape_[p].parent != kNoNode && pattern_.is_inside(shape_[p].parent);
}

/// A run of plain text in a string that has values in it.
bool Matching::is_text_of_string(NodeId t) const {
    if (tree_[t].parent == kNoNode || !holds_text(tree_, tree_[t].parent)) return false;
    const std::string_view kind = grammar_.kind_name(tree_[t].kind);
    return kind.ends_with("_content") || kind.ends_with("_fragment");
}

/// "${$X}" of a string.
bool Matching::is_put_in(NodeId p) const {
    const NodeId parent = shape_[p].parent;
    return parent != kNoNode && holds_text(shape_, parent) && pattern_.is_inside(parent);
}

bool Matching::node(NodeId p, NodeId t, Continuation next) { // NOLINT(misc-no-recursion): bounded by the pattern
    if (!budget_.spend()) return false;
    const Pattern::Meaning& meaning = pattern_.meaning(p);
    switch (meaning.mark) {
    case Mark::metavariable:
        if (tree_[t].kind == syntax::kTokenKind || tree_[t].kind == import_list_) return false;
        if ((tree_.traits(t) & syntax::kNamedArgument) != 0 && tree_[tree_[t].parent].field == syntax::kArgumentsField &&
            pattern_.is_inside(shape_[p].parent))
            return false; // "f($X)" is no "f(name=x)"
        if (is_whole_pair(p, t)) return false;
        if (is_text_of_string(t) && is_put_in(p) && grammar_.language().name != "php") return false; // there it stands for text as well
        if (tree_[t].kind == syntax::kCallKind && in_annotation(p) && has_arguments(tree_, t)) return false;
        return bind_node(meaning.metavariable, t, next);
    case Mark::ellipsis_metavariable: return bind_node(meaning.metavariable, t, next);
    case Mark::ellipsis: return next();
    case Mark::typed_metavariable: return typed(p, t, next);
    case Mark::deep: return deep(p, t, next);
    case Mark::any_string:
    case Mark::string_metavariable:
    case Mark::string_regex: return text_of_string(p, t, next);
    case Mark::plain:
    case Mark::absorbed: break;
    }
    const Node& a = shape_[p];
    const Node& b = tree_[t];
    if (excludes_ && is_excluded(p, t)) return false;
    if (a.kind == b.kind) {
        if (a.leaf && b.leaf) {
            if (leaf(p, t)) return next();
        } else {
            const bool strings = !a.leaf && !b.leaf && a.kind == syntax::kStringKind;
            if ((strings || (a.kind != syntax::kStringKind && a.kind != syntax::kIdentifierKind)) && children(p, t, next)) return true;
        }
    }
    return equivalent(p, t, next);
}

bool Matching::may_skip(NodeId t) const {
    const Node& node = tree_[t];
    if (node.field != syntax::kNoField && grammar_.optional_field(node.field)) return true;
    const auto is_expression = [&](NodeId function) { // a function without a name in the pattern is no declaration
        const NodeId around = tree_[function].parent;
        return around != kNoNode && (tree_.traits(around) & syntax::kBlock) == 0 && grammar_.kind_name(tree_[around].kind) != "export_statement";
    };
    if (node.field == syntax::kNameField && node.parent != kNoNode &&
        ((tree_[node.parent].kind == syntax::kFunctionKind && is_expression(node.parent)) ||
         grammar_.kind_name(tree_[node.parent].kind) == "import_spec"))
        return true;
    if (node.kind == syntax::kTokenKind) {
        const std::string_view text = tree_.text(t);
        return node.field != syntax::kOperatorField && !text.empty() && ((text[0] >= 'a' && text[0] <= 'z') || text == "?" || text == "!");
    }
    return (tree_.traits(t) & syntax::kOptional) != 0 || is_empty_creation(tree_, t);
}

std::vector<std::vector<syntax::NodeId>> commands_of(const syntax::Tree& tree, syntax::NodeId instruction) {
    std::vector<std::vector<syntax::NodeId>> commands(1);
    const syntax::Kind flag = tree.grammar().kind_named("flag");
    for (const syntax::NodeId word : tree.children(instruction)) {
        const std::string_view text = tree.text(word);
        if (tree[word].kind == flag) continue;
        if (text == "&&" || text == "||" || text == "|" || text == ";" || text == "&")
            commands.emplace_back();
        else
            commands.back().push_back(word);
    }
    return commands;
}

/// "RUN a" is any RUN with the command "a" in it; with a semicolon no list of strings.
bool Matching::instruction(NodeId p, NodeId t, Continuation next) { // NOLINT(misc-no-recursion): bounded by the pattern
    const std::vector<NodeId> ps = pattern_.children(p);
    const std::vector<NodeId> ts = tree_.children(t);
    const syntax::Kind array = grammar_.kind_named("array");
    const bool exec = std::ranges::any_of(ts, [&](NodeId one) { return tree_[one].kind == array; });
    if (shape_[p].marked_end && exec) return false;
    if (statements(ps, ts, pattern_.meaning(p).partial, true, next)) return true;
    const syntax::Kind flag = grammar_.kind_named("flag");
    if (exec || std::ranges::any_of(ps, [&](NodeId one) { return one != kNoNode && shape_[one].kind == flag; })) return false;
    const bool several = std::ranges::any_of(ps, [&](NodeId one) { return shape_.text(one) == "&&" || shape_.text(one) == "|"; });
    if (several || !options_.implicit_deep_exprstmt) return false;
    for (const std::vector<NodeId>& command : commands_of(tree_, t))
        if (!command.empty() && list(ps, command, t, next)) return true;
    return false;
}

/// "x.a" against "y.b", to be told before looking at x and y.
bool Matching::is_other_member(NodeId p, NodeId t) const {
    if (shape_[p].kind != syntax::kMemberKind || shape_[p].leaf) return false;
    const NodeId name = pattern_.member_name(p);
    if (name == kNoNode) return false;
    NodeId last = kNoNode;
    for (NodeId at = t + 1; at < tree_.after(t); at = tree_.after(at)) last = at;
    return last != kNoNode && tree_[last].leaf && tree_[last].kind == syntax::kIdentifierKind && tree_[last].hash != shape_[name].hash;
}

bool Matching::children(NodeId p, NodeId t, Continuation next) { // NOLINT(misc-no-recursion): bounded by the pattern
    const std::vector<NodeId>& wanted_children = pattern_.children(p);
    if (is_other_member(p, t)) return false;
    const syntax::ChildList given(tree_, t);
    const Nodes ts = given.span();
    const syntax::Traits traits = grammar_.traits(shape_[p].kind);
    const bool own_kind = shape_[p].kind >= syntax::kFirstOwnKind;
    if (!own_kind && (traits & (syntax::kBinary | syntax::kSet | syntax::kOpenSet | syntax::kBlock)) == 0 && !pattern_.meaning(p).partial)
        return list(wanted_children, ts, t, next); // calls, members, assignments
    std::vector<NodeId> ps = wanted_children;
    const std::string_view kind = grammar_.kind_name(shape_[p].kind);
    if ((traits & syntax::kBinary) != 0 && operands(p, t, next)) return true;
    if (kind == "expansion" && ps.size() == 1 && ts.size() > 1 && mark(ps[0]) == Mark::metavariable) return node(ps[0], ts[0], next); // "${x%y}"
    if (kind == "concatenated_string" && ts.size() > ps.size() && // "..." "..." of Python: two or more
        std::ranges::all_of(ps, [&](NodeId one) { return mark(one) == Mark::any_string; }))
        return next();
    if (kind == "pipeline" && !ps.empty()) { // part of a longer one
        ps.insert(ps.begin(), kNoNode);
        ps.push_back(kNoNode);
        return list(ps, ts, t, next);
    }
    if (kind == "regex" && ps.size() == 1 && mark(ps[0]) == Mark::metavariable && // "/$X/": all of it, where nothing is put in
        std::ranges::all_of(
            ts, [&](NodeId part) { return grammar_.kind_name(tree_[part].kind).find('_') != std::string_view::npos && tree_[part].leaf; }))
        return bind_sequence(pattern_.meaning(ps[0]).metavariable, ts, tree_[t].begin, next);
    const auto has_keys = [&](NodeId one) {
        return one == kNoNode || is_ellipsis(one) || grammar_.kind_name(shape_[one].kind) == "keyed_element";
    };
    if (kind == "literal_value" && !std::ranges::all_of(ps, has_keys))
        return list(ps, ts, t, next); // elements of Go without keys stand in order
    if ((traits & (syntax::kSet | syntax::kOpenSet)) != 0) {
        std::vector<NodeId> wanted;
        bool open = (traits & syntax::kOpenSet) != 0 && options_.implicit_ellipsis;
        for (const NodeId one : ps)
            if (mark(one) == Mark::ellipsis)
                open = true;
            else
                wanted.push_back(one);
        if (set(wanted, ts, open, next)) return true;
        const bool names_keys = std::ranges::any_of(wanted, [&](NodeId one) { return shape_[one].kind == syntax::kAssignmentKind; });
        if (kind != "body" || wanted.size() == ps.size() || names_keys) return false;
        std::vector<NodeId> nested; // blocks inside blocks, as statements inside statements
        for (NodeId at = t + 1; at < tree_.after(t); ++at)
            if (tree_[tree_[at].parent].kind == tree_[t].kind) nested.push_back(at);
        return nested.size() > ts.size() && set(wanted, nested, open, next);
    }
    const NodeId parent = shape_[p].parent;
    const bool members = (traits & syntax::kBlock) != 0 && parent != kNoNode && (grammar_.traits(shape_[parent].kind) & syntax::kClass) != 0;
    if (members) { // of a class, whose order says nothing
        std::vector<NodeId> wanted;
        for (const NodeId one : ps)
            if (mark(one) != Mark::ellipsis) wanted.push_back(one);
        return set(wanted, ts, true, next);
    }
    if (grammar_.language().name == "dockerfile" && (kind == "run" || kind == "cmd" || kind == "entrypoint")) return instruction(p, t, next);
    if ((traits & syntax::kBlock) != 0) return statements(ps, ts, pattern_.meaning(p).partial, true, next);
    if (kind.starts_with("jsx_") && kind.ends_with("ing_element") && !ps.empty() && !ts.empty()) { // a name, then attributes in any order
        std::vector<NodeId> wanted;
        for (std::size_t i = 1; i < ps.size(); ++i)
            if (mark(ps[i]) != Mark::ellipsis) wanted.push_back(ps[i]);
        return node(ps[0], ts[0], [&] { return set(wanted, Nodes(ts).subspan(1), options_.xml_attrs_implicit_ellipsis, next); });
    }
    if (kind == "jsx_element" && !options_.xml_children_ordered && !ps.empty() && !ts.empty()) {
        std::vector<NodeId> wanted;
        for (std::size_t i = 1; i < ps.size(); ++i)
            if (mark(ps[i]) != Mark::ellipsis) wanted.push_back(ps[i]);
        const bool open = wanted.size() + 1 < ps.size();
        return node(ps[0], ts[0], [&] { return set(wanted, Nodes(ts).subspan(1), open, next); });
    }
    if (pattern_.meaning(p).partial) ps.push_back(kNoNode);
    return list(ps, ts, t, next);
}

} // namespace squire::sast
