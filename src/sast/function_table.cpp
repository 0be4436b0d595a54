// SPDX-License-Identifier: MIT
#include "sast/function_table.h"

#include <algorithm>
#include <array>

namespace squire::sast {
namespace {

using namespace syntax;

constexpr auto kReceivers = std::to_array<std::string_view>({"this", "self", "cls", "$this", "static", "parent", "super"});

bool is_receiver(std::string_view name) { return std::ranges::find(kReceivers, name) != kReceivers.end(); }

} // namespace

FunctionTable::FunctionTable(const Tree& tree, const FlowShapes& shapes) : tree_(tree) {
    struct Open {
        NodeId node, end;
    };
    std::vector<Open> functions;
    std::vector<Open> classes;
    for (NodeId id = 0; id < tree.nodes().size(); ++id) {
        while (!functions.empty() && id >= functions.back().end) functions.pop_back();
        while (!classes.empty() && id >= classes.back().end) classes.pop_back();
        if ((tree.traits(id) & kClass) != 0) {
            if (const NodeId name = tree.child(id, kNameField); name != kNoNode) classes_.emplace(tree.text(name), id);
            classes.push_back({id, tree.after(id)});
        }
        if (shapes.of(tree[id].kind) != FlowShape::function || tree[id].leaf) continue;
        const bool in_class = !classes.empty() && (functions.empty() || functions.back().node < classes.back().node);
        add(id, functions.empty() ? kNoNode : functions.back().node, in_class ? classes.back().node : kNoNode);
        functions.push_back({id, tree.after(id)});
    }
}

std::string FunctionTable::name_of(NodeId function) const {
    if (const NodeId name = tree_.child(function, kNameField); name != kNoNode) return std::string(tree_.text(name));
    const NodeId parent = tree_[function].parent;
    if (parent == kNoNode) return {};
    for (const Field field : {kLeftField, kNameField}) { // `const f = () => …`
        const NodeId left = tree_[parent].kind == kAssignmentKind ? tree_.child(parent, field) : kNoNode;
        if (left != kNoNode && tree_[left].leaf && left < function) return std::string(tree_.text(left));
    }
    for (NodeId child = tree_.first_child(function); child != kNoNode; child = tree_.next_sibling(child)) { // C's declarators hold the name
        if (tree_.grammar().kind_name(tree_[child].kind) != "function_declarator" &&
            tree_.grammar().kind_name(tree_[child].kind) != "pointer_declarator")
            continue;
        for (NodeId id = child; id < tree_.after(child); ++id) {
            if (tree_[id].leaf && tree_[id].kind == kIdentifierKind) return std::string(tree_.text(id));
        }
    }
    return {};
}

void FunctionTable::bound_names(NodeId pattern, std::vector<NodeId>& to) const {
    const NodeId end = tree_.after(pattern);
    for (NodeId id = pattern; id < end;) {
        const Node& node = tree_[id];
        const bool type = node.field == kTypeField && id != pattern;
        const bool value = id != pattern && (node.field == kRightField || tree_.grammar().kind_name(node.kind) == "modifiers");
        if (type || value) {
            id = tree_.after(id);
            continue;
        }
        const bool names = node.leaf && (node.kind == kIdentifierKind || tree_.grammar().kind_name(node.kind).contains("variable"));
        if (names) {
            const NodeId parent = node.parent;
            const bool key = id != pattern && parent != kNoNode && tree_.grammar().kind_name(tree_[parent].kind) == "pair" &&
                             tree_.first_child(parent) == id && tree_.next_sibling(id) != kNoNode; // {a: b} binds b
            if (!key) to.push_back(id);
        }
        ++id;
    }
}

void FunctionTable::add(NodeId node, NodeId around, NodeId in_class) {
    FunctionInFile made{.node = node, .body = tree_.child(node, kBodyField), .around = around, .in_class = in_class, .name = name_of(node)};
    NodeId parameters = tree_.child(node, kParametersField);
    for (NodeId id = node + 1; parameters == kNoNode && id < tree_.after(node) && (made.body == kNoNode || id < made.body); ++id) {
        if (tree_[id].field == kParametersField) parameters = id; // inside C's declarator
    }
    std::vector<NodeId> each;
    if (parameters != kNoNode) {
        if (tree_[parameters].leaf)
            each.push_back(parameters); // `v -> …`
        else
            each = tree_.children(parameters);
    }
    for (const NodeId parameter : each) {
        FunctionInFile::Parameter bound{.node = parameter};
        std::vector<NodeId> names;
        for (NodeId child = tree_.first_child(parameter); child != kNoNode; child = tree_.next_sibling(child)) {
            if (tree_[child].field == kNameField) names.push_back(child); // Go: `a, b string`
        }
        if (names.empty()) {
            // The first thing that is no type and no mark: "q: str = None", "e = 1", "...r"
            NodeId target = parameter;
            const bool takes_apart = tree_.grammar().kind_name(tree_[parameter].kind).contains("object") ||
                                     tree_.grammar().kind_name(tree_[parameter].kind).contains("array_pattern") ||
                                     tree_.grammar().kind_name(tree_[parameter].kind) == "array" ||
                                     tree_.grammar().kind_name(tree_[parameter].kind).contains("tuple");
            if (!tree_[parameter].leaf && !takes_apart) {
                for (NodeId child = tree_.first_child(parameter); child != kNoNode; child = tree_.next_sibling(child)) {
                    const bool passed_over = tree_[child].field == kTypeField || tree_[child].kind == kTokenKind ||
                                             (tree_.traits(child) & kOptional) != 0 ||
                                             tree_.grammar().kind_name(tree_[child].kind) == "modifiers" ||
                                             tree_.grammar().kind_name(tree_[child].kind).contains("annotation");
                    if (passed_over) continue;
                    target = child;
                    break;
                }
            }
            bound_names(target, names);
            if (names.size() > 1 && target != parameter && !takes_apart && tree_.grammar().kind_name(tree_[target].kind).contains("declarator"))
                names.resize(1);
        }
        if (names.empty()) continue;
        const bool receiver = made.parameters.empty() && is_receiver(tree_.text(names.front())) && in_class != kNoNode;
        if (receiver) continue;
        const bool several_parameters = tree_[parameter].kind != kIdentifierKind && names.size() > 1 && tree_[names.front()].field == kNameField;
        if (several_parameters) {
            for (const NodeId name : names) made.parameters.push_back({.node = name, .names = {name}, .name = std::string(tree_.text(name))});
            continue;
        }
        bound.names = names;
        if (names.size() == 1) bound.name = tree_.text(names.front());
        made.parameters.push_back(std::move(bound));
    }
    const auto index = static_cast<std::uint32_t>(functions_.size());
    by_node_.emplace(node, index);
    if (!made.name.empty()) by_name_[made.name].push_back(index);
    functions_.push_back(std::move(made));
}

std::optional<std::uint32_t> FunctionTable::at(NodeId node) const {
    const auto found = by_node_.find(node);
    return found == by_node_.end() ? std::nullopt : std::optional(found->second);
}

// A class's name, or `new Class(…)` / `Class()`.
bool FunctionTable::is_object_of_this_file(NodeId object) const {
    if (tree_[object].leaf) return is_receiver(tree_.text(object)) || classes_.contains(std::string(tree_.text(object)));
    const NodeId first = tree_.first_child(object);
    if (tree_.grammar().kind_name(tree_[object].kind).contains("new_expression") ||
        tree_.grammar().kind_name(tree_[object].kind).contains("creation_expression") || tree_[object].kind == kCallKind) {
        return first != kNoNode && tree_[first].leaf && classes_.contains(std::string(tree_.text(first)));
    }
    return false;
}

std::optional<std::uint32_t> FunctionTable::called(NodeId call) const {
    const NodeId function = tree_.child(call, kFunctionField);
    if (function == kNoNode) return std::nullopt;
    NodeId name = function;
    NodeId in_class = kNoNode;
    bool on_object = false;
    if (tree_[function].kind == kMemberKind) {
        const NodeId object = tree_.child(function, kObjectField);
        name = tree_.child(function, kMemberField);
        if (object == kNoNode || name == kNoNode || !is_object_of_this_file(object)) return std::nullopt;
        on_object = true;
        if (tree_[object].leaf && is_receiver(tree_.text(object))) {
            for (NodeId id = call; id != kNoNode; id = tree_[id].parent) {
                if ((tree_.traits(id) & kClass) != 0) {
                    in_class = id;
                    break;
                }
            }
        }
    }
    if (!tree_[name].leaf) return at(name); // a lambda that is called on the spot
    const auto found = by_name_.find(std::string(tree_.text(name)));
    if (found == by_name_.end()) return std::nullopt;
    std::vector<std::uint32_t> fitting;
    for (const std::uint32_t index : found->second) {
        const FunctionInFile& each = functions_[index];
        if (each.body == kNoNode) continue;
        if (in_class != kNoNode && each.in_class != in_class && each.in_class != kNoNode) continue;
        if (on_object && each.in_class == kNoNode && in_class != kNoNode) continue;
        fitting.push_back(index);
    }
    return fitting.size() == 1 ? std::optional(fitting.front()) : std::nullopt;
}

} // namespace squire::sast
