// SPDX-License-Identifier: MIT
#include "sast/constants.h"

#include <algorithm>

namespace squire::sast {

using syntax::kNoNode;
using syntax::Node;
using syntax::NodeId;

namespace {

constexpr int kMostDepth = 12;
constexpr std::size_t kMostWritesLookedAt = 64;

bool is_name(const syntax::Tree& tree, NodeId id) {
    if (!tree[id].leaf) return false;
    return tree[id].kind == syntax::kIdentifierKind || tree.text(id).starts_with('$') || tree.text(id).starts_with('@');
}

} // namespace

Constants::Constants(const syntax::Tree& tree) : tree_(tree) { collect(); }

NodeId Constants::scope_of(NodeId id) const {
    for (NodeId at = tree_[id].parent; at != kNoNode; at = tree_[at].parent)
        if ((tree_.traits(at) & (syntax::kFunction | syntax::kClass)) != 0) return at;
    return 0;
}

NodeId Constants::block_of(NodeId id) const {
    for (NodeId at = tree_[id].parent; at != kNoNode; at = tree_[at].parent) {
        if ((tree_.traits(at) & (syntax::kBlock | syntax::kFunction | syntax::kBinary)) != 0) return at; // "a && (b = c)" may not assign
        const syntax::Field field = tree_[at].field; // a branch without braces
        if (field == syntax::kConsequenceField || field == syntax::kAlternativeField || field == syntax::kBodyField) return at;
    }
    return 0;
}

bool Constants::is_loop(NodeId id) const {
    const std::string_view kind = tree_.grammar().kind_name(tree_[id].kind);
    return kind.starts_with("for") || kind.starts_with("while") || kind.starts_with("do_st") || kind.starts_with("until") ||
           kind.starts_with("loop") || kind.starts_with("enhanced_for");
}

void Constants::add_write(NodeId name, NodeId value) {
    writes_[tree_[name].hash].push_back({.name = name, .value = value, .scope = scope_of(name), .block = block_of(name)});
}

void Constants::collect() {
    for (NodeId id = 0; id < tree_.nodes().size(); ++id) {
        const Node& node = tree_[id];
        if (node.kind == syntax::kAssignmentKind) {
            NodeId left = kNoNode;
            NodeId right = kNoNode;
            bool plain = true;
            for (NodeId at = id + 1; at < tree_.after(id); at = tree_.after(at)) {
                if (tree_[at].kind == syntax::kTokenKind)
                    plain = plain && tree_[at].field != syntax::kOperatorField;
                else if (left == kNoNode)
                    left = at;
                else if (tree_[at].field != syntax::kTypeField)
                    right = at;
            }
            if (left == kNoNode) continue;
            while (!tree_[left].leaf && tree_[left].size > 1 && tree_.grammar().kind_name(tree_[left].kind).ends_with("declarator")) {
                NodeId inner = left + 1;
                while (inner < tree_.after(left) && tree_[inner].kind == syntax::kTokenKind) inner = tree_.after(inner);
                if (inner >= tree_.after(left)) break;
                left = inner;
            }
            if (is_name(tree_, left))
                add_write(left, plain ? right : kNoNode);
            else if (tree_[left].kind != syntax::kMemberKind)
                for (NodeId at = left + 1; at < tree_.after(left); ++at)
                    if (is_name(tree_, at)) add_write(at, kNoNode);
            if (const NodeId type = tree_.child(id, syntax::kTypeField); type != kNoNode && is_name(tree_, left))
                types_[tree_[left].hash].push_back({left, type, scope_of(left)});
        }
        collect_declaration(id);
    }
}

/// Writes that are no plain assignment, and the types of what is declared.
void Constants::collect_declaration(NodeId id) {
    const Node& node = tree_[id];
    const std::string_view kind = tree_.grammar().kind_name(node.kind);
    const bool changes = kind.starts_with("augmented") || kind.starts_with("compound_assignment") || kind.starts_with("operator_assignment") ||
                         kind.starts_with("update") || kind.starts_with("for_in") || kind == "for_statement" || kind.starts_with("foreach") ||
                         kind == "inc_statement" || kind == "dec_statement" || kind == "range_clause" || kind == "enhanced_for_statement" ||
                         kind.starts_with("postfix") || kind.starts_with("as_pattern_target");
    if (changes) {
        for (NodeId at = id + 1; at < tree_.after(id); at = tree_.after(at))
            if (is_name(tree_, at)) {
                add_write(at, kNoNode);
                break;
            }
    }
    const bool parameters = node.field == syntax::kParametersField || kind.ends_with("parameters") || kind == "parameter_list";
    if (parameters)
        for (NodeId at = id + 1; at < tree_.after(id); at = tree_.after(at)) {
            if (is_name(tree_, at))
                add_write(at, kNoNode);
            else if (const NodeId name = tree_.child(at, syntax::kNameField); name != kNoNode && is_name(tree_, name))
                add_write(name, kNoNode);
            else if (tree_[at].size > 1)
                for (NodeId inner = at + 1; inner < tree_.after(at); ++inner)
                    if (is_name(tree_, inner) && tree_[inner].field != syntax::kTypeField) {
                        add_write(inner, kNoNode);
                        break;
                    }
        }
    const NodeId type = tree_.child(id, syntax::kTypeField);
    if (type == kNoNode) return;
    for (NodeId at = id + 1; at < tree_.after(id); at = tree_.after(at)) {
        if (at == type) continue;
        NodeId name = at;
        while (!tree_[name].leaf && tree_[name].size > 1 &&
               (tree_[name].kind == syntax::kAssignmentKind ||
                tree_.grammar().kind_name(tree_[name].kind).find("declarat") != std::string_view::npos)) {
            ++name;
            while (name < tree_.after(at) && tree_[name].kind == syntax::kTokenKind) ++name;
            if (name >= tree_.after(at)) break;
        }
        if (name < tree_.after(at) && is_name(tree_, name) && tree_[name].field != syntax::kTypeField)
            types_[tree_[name].hash].push_back({name, type, scope_of(name)});
    }
}

NodeId Constants::value_of(NodeId id) const {
    const auto found = writes_.find(tree_[id].hash);
    if (found == writes_.end() || found->second.size() > kMostWritesLookedAt) return kNoNode;
    const std::vector<Write>& all = found->second;
    // The innermost scope around the use that writes the name.
    NodeId scope = scope_of(id);
    std::vector<const Write*> writes;
    while (true) {
        for (const Write& write : all)
            if (write.scope == scope && tree_.text(write.name) == tree_.text(id)) writes.push_back(&write);
        if (!writes.empty() || scope == 0) break;
        scope = scope_of(scope);
    }
    if (writes.empty()) return kNoNode;
    const bool own_scope = scope == scope_of(id);
    if (!own_scope) { // from an inner function only what never changes
        if (writes.size() != 1) return kNoNode;
        for (const Write& write : all)
            if (&write != writes[0] && write.scope >= scope && write.scope < tree_.after(scope) && tree_.text(write.name) == tree_.text(id) &&
                write.value != kNoNode)
                return kNoNode;
        if ((tree_.traits(scope) & syntax::kClass) != 0) { // a field, when nobody else may change it
            const NodeId parent = tree_[writes[0]->name].parent;
            const NodeId declaration = parent == kNoNode ? kNoNode : tree_[parent].parent;
            if (declaration == kNoNode) return kNoNode;
            const std::string_view text = tree_.text(declaration);
            if (text.find("final") == std::string_view::npos && text.find("private") == std::string_view::npos &&
                text.find("const") == std::string_view::npos && text.find("readonly") == std::string_view::npos)
                return kNoNode;
        }
        return writes[0]->value;
    }
    const Write* reaching = nullptr;
    for (const Write* write : writes)
        if (write->name < id && !(tree_[write->name].parent <= id && id < tree_.after(tree_[write->name].parent))) reaching = write;
    if (reaching == nullptr || reaching->value == kNoNode) return kNoNode;
    if (!(reaching->block <= id && id < tree_.after(reaching->block))) return kNoNode;
    for (NodeId at = tree_[id].parent; at != kNoNode && at >= reaching->block; at = tree_[at].parent) {
        if (!is_loop(at) || at <= reaching->block) continue;
        for (const Write* write : writes)
            if (write != reaching && write->name > id && write->name < tree_.after(at)) return kNoNode;
    }
    return reaching->value;
}

NodeId Constants::type_of(NodeId id) const {
    const auto found = types_.find(tree_[id].hash);
    if (found == types_.end()) return kNoNode;
    const Declared* best = nullptr;
    for (const Declared& declared : found->second) {
        if (tree_.text(declared.name) != tree_.text(id)) continue;
        if (!(declared.scope <= id && id < tree_.after(declared.scope))) continue;
        if (best == nullptr || declared.scope >= best->scope) best = &declared;
    }
    return best == nullptr ? kNoNode : best->type;
}

std::optional<Constant> Constants::of(NodeId id, int depth) const { // NOLINT(misc-no-recursion): bounded by depth
    if (depth > kMostDepth) return std::nullopt;
    const Node& node = tree_[id];
    if (node.kind == syntax::kStringKind) {
        if (node.leaf) return Constant{.value = std::string(tree_.content(id))};
        Constant value;
        for (NodeId at = id + 1; at < tree_.after(id); at = tree_.after(at)) {
            const std::string_view kind = tree_.grammar().kind_name(tree_[at].kind);
            if (kind.ends_with("_content") || kind.ends_with("_fragment") || kind == "escape_sequence" || kind == "template_literal") {
                value.value += tree_.text(at);
                continue;
            }
            const auto part = of(at, depth + 1);
            if (!part) return std::nullopt;
            value.value += part->value;
            value.value_is_known = value.value_is_known && part->value_is_known;
        }
        return value;
    }
    if (node.kind == syntax::kNumberKind) return Constant{.kind = Constant::Kind::number, .value = std::string(tree_.text(id))};
    if (is_name(tree_, id)) {
        const std::string_view text = tree_.text(id);
        if (text == "true" || text == "false" || text == "True" || text == "False" || text == "null" || text == "None" || text == "nil" ||
            text == "NULL")
            return Constant{.kind = Constant::Kind::other, .value = std::string(text)};
        const NodeId value = value_of(id);
        return value == kNoNode ? std::nullopt : of(value, depth + 1);
    }
    const std::string_view kind = tree_.grammar().kind_name(node.kind);
    if (kind == "true" || kind == "false") return Constant{.kind = Constant::Kind::other, .value = std::string(kind)};
    if (kind == "concatenated_string" || (tree_.traits(id) & syntax::kBinary) != 0) {
        Constant result{.value = ""};
        bool any = false;
        bool numbers = true;
        for (NodeId at = id + 1; at < tree_.after(id); at = tree_.after(at)) {
            if (tree_[at].kind == syntax::kTokenKind) {
                if (tree_.text(at) != "+" && tree_.text(at) != ".") return std::nullopt;
                continue;
            }
            const auto part = of(at, depth + 1);
            if (!part) return std::nullopt;
            any = true;
            numbers = numbers && part->kind == Constant::Kind::number;
            result.value_is_known = result.value_is_known && part->value_is_known;
            result.value += part->value;
        }
        if (!any || numbers) return std::nullopt;
        return result;
    }
    return std::nullopt;
}

} // namespace squire::sast
