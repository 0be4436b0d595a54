// SPDX-License-Identifier: MIT
#include "sast/types.h"

#include <algorithm>
#include <array>

namespace squire::sast {

using syntax::kNoNode;
using syntax::NodeId;

namespace {

constexpr int kMostSteps = 4; // from a variable to what it holds

std::string without_blanks(std::string_view text) {
    std::string result;
    for (const char byte : text)
        if (byte != ' ' && byte != '\n' && byte != '\t' && byte != '\r') result += byte;
    return result;
}

std::string_view last_part(std::string_view name) { return name.substr(name.find_last_of(".:\\") + 1); }

bool is_one_of(std::string_view type, std::initializer_list<std::string_view> names) { return std::ranges::find(names, type) != names.end(); }

/// Boxed types as what they box; the last part of what the standard library names in full.
std::string_view plain_name(std::string_view type) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kSame{{{"Integer", "int"},
                                                                                         {"Boolean", "boolean"},
                                                                                         {"bool", "boolean"},
                                                                                         {"Long", "long"},
                                                                                         {"Double", "double"},
                                                                                         {"Float", "float"},
                                                                                         {"Character", "char"},
                                                                                         {"string", "String"},
                                                                                         {"str", "String"}}};
    if (type.starts_with("java.lang.")) type.remove_prefix(10);
    const auto* same = std::ranges::find(kSame, type, &std::pair<std::string_view, std::string_view>::first);
    return same == kSame.end() ? type : same->second;
}

bool names_type(const SourceFile& file, NodeId at, std::string_view wanted) {
    const std::string_view written = file.tree().text(at);
    std::string is = without_blanks(written);
    if (is.starts_with(':')) is.erase(0, 1);
    if (is == wanted) return true;
    if (is_one_of(wanted, {"java.lang.Boolean", "java.lang.Integer", "java.lang.String"})) { // written in full, it is asked for as such
        const std::vector<std::string>& path = file.imports().path_of(is, at);
        return path.size() > 1 && path.back() == last_part(wanted);
    }
    std::string bare = is.substr(0, is.find('<'));
    if (bare.starts_with('*') && !wanted.starts_with('*')) bare.erase(0, 1);
    if (bare == wanted || plain_name(bare) == plain_name(wanted)) return true;
    if (wanted.find('<') != std::string_view::npos) return false;
    const std::vector<std::string>& path = file.imports().path_of(bare, at);
    std::string full;
    for (const std::string& part : path) full += (full.empty() ? "" : ".") + part;
    if (full == wanted) return true;
    return last_part(bare) == last_part(wanted) && (bare == last_part(bare) || wanted == last_part(wanted));
}

/// The type's name in "new T(...)", "T(...)" of C#'s and Java's object creations, "(T) x".
NodeId constructed(const syntax::Tree& tree, NodeId id) {
    for (NodeId at = id + 1; at < tree.after(id); at = tree.after(at))
        if (tree[at].kind != syntax::kTokenKind && tree[at].field != syntax::kArgumentsField) return at;
    return kNoNode;
}

bool holds_type(const SourceFile& file, NodeId id, std::string_view wanted, int steps) { // NOLINT(misc-no-recursion): bounded by steps
    if (steps > kMostSteps) return false;
    const syntax::Tree& tree = file.tree();
    const syntax::Node& node = tree[id];
    const std::string_view kind = tree.grammar().kind_name(node.kind);
    if (node.kind == syntax::kStringKind)
        return (wanted != "java.lang.String" && plain_name(wanted) == "String") || is_one_of(wanted, {"char*", "constchar*", "&str"});
    if (is_one_of(kind, {"true", "false"}) || (node.leaf && is_one_of(tree.text(id), {"true", "false", "True", "False"})))
        return wanted != "java.lang.Boolean" && plain_name(wanted) == "boolean";
    if ((tree.traits(id) & syntax::kBinary) != 0) {
        std::string_view op;
        std::vector<NodeId> sides;
        for (const NodeId child : tree.children(id)) {
            if (tree[child].kind == syntax::kTokenKind)
                op = tree.text(child);
            else
                sides.push_back(child);
        }
        if (is_one_of(op, {"==", "!=", "===", "!==", "<", ">", "<=", ">=", "&&", "||"})) return plain_name(wanted) == "boolean";
        if (sides.size() != 2 || !is_one_of(op, {"+", "-", "*", "/", "%"})) return false;
        const bool left = holds_type(file, sides[0], wanted, steps + 1);
        const bool right = holds_type(file, sides[1], wanted, steps + 1);
        return op == "+" && plain_name(wanted) == "String" ? left || right : left && right;
    }
    if (kind == "ternary_expression" || kind == "conditional_expression")
        return std::ranges::any_of(tree.children(id), [&](NodeId part) {
            return (tree[part].field == syntax::kConsequenceField || tree[part].field == syntax::kAlternativeField) &&
                   holds_type(file, part, wanted, steps + 1);
        });
    if (kind == "unary_expression" && tree.text(id).starts_with('!')) return plain_name(wanted) == "boolean";
    if (node.kind == syntax::kNumberKind) {
        const bool fraction = tree.text(id).find('.') != std::string_view::npos;
        const bool script = tree.grammar().language().imports == syntax::ImportStyle::javascript; // numbers are of one type
        if (wanted == "number") return true;
        const bool is_fraction = is_one_of(plain_name(wanted), {"float", "double", "float64", "f64"});
        const bool is_whole = wanted != "java.lang.Integer" && is_one_of(plain_name(wanted), {"int", "long", "i32"});
        return script ? is_fraction || is_whole : fraction ? is_fraction : is_whole;
    }
    if (kind.starts_with("object_creation") || kind == "new_expression" || kind == "composite_literal") {
        const NodeId type = constructed(tree, id);
        return type != kNoNode && names_type(file, type, wanted);
    }
    if (kind == "cast_expression" || kind == "type_assertion_expression") {
        const NodeId type = tree.child(id, syntax::kTypeField);
        return type != kNoNode && names_type(file, type, wanted);
    }
    if (kind == "unary_expression" && tree.text(id).starts_with('&') && node.size > 2) {
        const NodeId inner = tree.after(id + 1) < tree.after(id) ? tree.after(id + 1) : id + 1;
        return holds_type(file, inner, wanted.starts_with('*') ? wanted.substr(1) : wanted, steps + 1);
    }
    NodeId name = id;
    if (node.kind == syntax::kMemberKind) { // "this.x"
        const std::vector<NodeId> parts = tree.children(id);
        if (parts.size() == 2 && is_one_of(tree.text(parts[0]), {"this", "self"})) name = parts[1];
    } else if ((tree.traits(id) & syntax::kParameter) != 0) {
        if (const NodeId type = tree.child(id, syntax::kTypeField); type != kNoNode) return names_type(file, type, wanted);
    }
    if (!tree[name].leaf) return false;
    const NodeId type = file.constants().type_of(name);
    if (type != kNoNode && !is_one_of(tree.text(type), {"var", "auto", "let", "const"})) {
        if (names_type(file, type, wanted)) return true;
        if (!wanted.ends_with('*')) return false; // of C the star stands at the name
        const std::size_t end = tree[type].end;
        return tree.text().substr(end, 3).find('*') != std::string_view::npos && names_type(file, type, wanted.substr(0, wanted.size() - 1));
    }
    const NodeId value = file.constants().value_of(name);
    return value != kNoNode && value != id && holds_type(file, value, wanted, steps + 1);
}

} // namespace

NodeId declared_type(const SourceFile& file, NodeId id) {
    const syntax::Tree& tree = file.tree();
    NodeId name = id;
    if (tree[id].kind == syntax::kMemberKind) {
        const std::vector<NodeId> parts = tree.children(id);
        if (parts.size() == 2 && is_one_of(tree.text(parts[0]), {"this", "self"})) name = parts[1];
    }
    if (!tree[name].leaf) return kNoNode;
    const NodeId type = file.constants().type_of(name);
    if (type != kNoNode && !is_one_of(tree.text(type), {"var", "auto", "let", "const"})) return type;
    const NodeId value = file.constants().value_of(name);
    if (value == kNoNode) return kNoNode;
    const std::string_view kind = tree.grammar().kind_name(tree[value].kind);
    return kind.starts_with("object_creation") || kind == "new_expression" ? constructed(tree, value) : kNoNode;
}

bool has_type(const SourceFile& file, NodeId id, std::string_view type) {
    const bool blanks = type.find_first_of(" \t\r\n") != std::string_view::npos;
    return blanks ? holds_type(file, id, without_blanks(type), 0) : holds_type(file, id, type, 0);
}

} // namespace squire::sast
