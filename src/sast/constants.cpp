// SPDX-License-Identifier: MIT
#include "sast/constants.h"

#include <algorithm>
#include <array>
#include <ranges>

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

/// "a[i]"
bool is_element(const syntax::Tree& tree, NodeId id) {
    const std::string_view kind = tree.grammar().kind_name(tree[id].kind);
    return kind.find("subscript") != std::string_view::npos || kind.find("element_") != std::string_view::npos || kind.starts_with("index");
}

} // namespace

Constants::Constants(const syntax::Tree& tree)
    : tree_(tree), scopes_(tree.nodes().size(), 0), values_(tree.nodes().size(), kNotAsked), constants_(tree.nodes().size(), 0) {
    for (NodeId id = 1; id < scopes_.size(); ++id) {
        const NodeId parent = tree_[id].parent;
        scopes_[id] = (tree_.traits(parent) & (syntax::kFunction | syntax::kClass)) != 0 ? parent : scopes_[parent];
    }
    collect();
    for (auto& [name, writes] : writes_) {
        std::ranges::stable_sort(writes.all, {}, &Write::name);
        for (std::uint32_t i = 0; i < writes.all.size(); ++i) writes.by_scope.emplace_back(writes.all[i].scope, i);
        std::ranges::sort(writes.by_scope);
    }
}

NodeId Constants::block_of(NodeId id) const {
    for (NodeId at = tree_[id].parent; at != kNoNode; at = tree_[at].parent) {
        if ((tree_.traits(at) & (syntax::kBlock | syntax::kFunction | syntax::kBinary)) != 0) return at; // "a && (b = c)" may not assign
        const syntax::Field field = tree_[at].field; // a branch without braces
        if (field == syntax::kConsequenceField || field == syntax::kAlternativeField || field == syntax::kBodyField) return at;
    }
    return 0;
}

bool Constants::is_loop(NodeId id) const { return (tree_.traits(id) & syntax::kLoop) != 0; }

void Constants::add_write(NodeId name, NodeId value, bool declares) {
    writes_[tree_[name].hash].all.push_back(
        {.name = name, .value = value, .scope = scope_of(name), .block = block_of(name), .declares = declares});
}

bool Constants::is_written_within(NodeId id, NodeId scope) const {
    static constexpr std::array<std::string_view, 7> kCapturing{"javascript", "typescript", "tsx", "go", "csharp", "rust", "cpp"};
    if (std::ranges::find(kCapturing, tree_.grammar().language().name) == kCapturing.end()) return false;
    const auto found = writes_.find(tree_[id].hash);
    if (found == writes_.end() || found->second.all.size() > kMostWritesLookedAt) return found != writes_.end();
    const auto is_own = [&](const Write& write) { // of the inner function, or of one between
        return std::ranges::any_of(found->second.all, [&](const Write& other) {
            return other.declares && other.scope > scope && other.scope <= write.scope && write.scope < tree_.after(other.scope);
        });
    };
    return std::ranges::any_of(found->second.all, [&](const Write& write) {
        return write.scope > scope && write.scope < tree_.after(scope) && tree_.text(write.name) == tree_.text(id) && !is_own(write);
    });
}

bool is_declaration(const syntax::Tree& tree, NodeId assignment) {
    const NodeId parent = tree[assignment].parent;
    if (parent != kNoNode && tree.grammar().kind_name(tree[parent].kind).find("declaration") != std::string_view::npos) return true;
    const std::string_view text = tree.text(assignment);
    if (text.starts_with("let ") || text.starts_with("var ") || text.starts_with("const ")) return true;
    const NodeId right = tree.child(assignment, syntax::kRightField); // ":=" of Go
    return right != kNoNode && text.substr(0, tree[right].begin - tree[assignment].begin).find(":=") != std::string_view::npos;
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
            const bool declaration = is_declaration(tree_, id);
            while (!tree_[left].leaf && tree_[left].size > 1 && tree_.grammar().kind_name(tree_[left].kind).ends_with("declarator")) {
                NodeId inner = left + 1;
                while (inner < tree_.after(left) && tree_[inner].kind == syntax::kTokenKind) inner = tree_.after(inner);
                if (inner >= tree_.after(left)) break;
                left = inner;
            }
            if (is_name(tree_, left))
                add_write(left, plain ? right : kNoNode, declaration);
            else if (tree_[left].kind == syntax::kMemberKind)
                written_members_.insert(tree_[tree_.after(left) - 1].hash);
            else if (!is_element(tree_, left))
                for (NodeId at = left + 1; at < tree_.after(left); ++at)
                    if (is_name(tree_, at)) add_write(at, kNoNode, declaration);
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
    if (node.kind == syntax::kCallKind || kind == "binary") mutate(id);
    const bool parameters = node.field == syntax::kParametersField || kind.ends_with("parameters") || kind == "parameter_list";
    if (parameters)
        for (NodeId at = id + 1; at < tree_.after(id); at = tree_.after(at)) {
            if (is_name(tree_, at))
                add_write(at, kNoNode, true);
            else if (const NodeId name = tree_.child(at, syntax::kNameField); name != kNoNode && is_name(tree_, name))
                add_write(name, kNoNode, true);
            else if (tree_[at].size > 1)
                for (NodeId inner = at + 1; inner < tree_.after(at); ++inner)
                    if (is_name(tree_, inner) && tree_[inner].field != syntax::kTypeField) {
                        add_write(inner, kNoNode, true);
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

/// Ruby's strings change in place: "a << b", "a.concat(b)".
void Constants::mutate(NodeId id) {
    if (tree_.grammar().language().name != "ruby") return;
    const std::vector<NodeId> parts = tree_.children(id);
    if (parts.size() < 2) return;
    NodeId object = parts[0];
    NodeId added = parts.back();
    if (tree_[id].kind == syntax::kCallKind) {
        if (tree_[object].kind != syntax::kMemberKind || tree_[object].size != 3) return;
        const std::string_view method = tree_.text(object + 2);
        if (method != "concat" && method != "prepend" && method != "insert" && method != "replace") return;
        ++object;
    } else if (parts.size() != 3 || tree_.text(parts[1]) != "<<") {
        return;
    }
    if (is_name(tree_, object) && std::ranges::any_of(std::views::iota(added, tree_.after(added)), [&](NodeId at) {
            return tree_[at].kind == syntax::kIdentifierKind || tree_[at].kind == syntax::kCallKind;
        }))
        add_write(object, kNoNode); // by literals it stays a constant text
}

bool Constants::is_written_at(NodeId id) const {
    const auto found = writes_.find(tree_[id].hash);
    return found != writes_.end() && std::ranges::binary_search(found->second.all, id, {}, &Write::name);
}

NodeId Constants::value_of(NodeId id) const {
    if (values_[id] == kNotAsked) values_[id] = compute_value(id);
    return values_[id];
}

NodeId Constants::compute_value(NodeId id) const {
    const auto found = writes_.find(tree_[id].hash);
    if (found == writes_.end() || found->second.all.size() > kMostWritesLookedAt) return kNoNode;
    const std::vector<Write>& all = found->second.all;
    // The innermost scope around the use that writes the name.
    NodeId scope = scope_of(id);
    std::vector<const Write*> writes = writes_of(id, scope);
    while (writes.empty() && scope != 0) {
        scope = scope_of(scope);
        writes = writes_of(id, scope);
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
            if (written_members_.contains(tree_[id].hash)) return kNoNode;
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
    if (is_written_within(id, scope)) return kNoNode;
    const Write* reaching = nullptr;
    for (const Write* write : writes)
        if (write->name < id && !(tree_[write->name].parent <= id && id < tree_.after(tree_[write->name].parent))) reaching = write;
    if (reaching == nullptr || reaching->value == kNoNode) return kNoNode;
    if (!(reaching->block <= id && id < tree_.after(reaching->block))) return kNoNode;
    for (NodeId at = tree_[id].parent; at != kNoNode && at >= reaching->block; at = tree_[at].parent) {
        if (!is_loop(at) || at <= reaching->block) continue;
        for (const Write* write : writes)
            if (write != reaching && write->name > at && write->name < tree_.after(at)) return kNoNode;
    }
    return reaching->value;
}

namespace {

/// One of the ways, whichever was taken: strings that differ are a string still.
std::optional<Constant> either(const std::optional<Constant>& a, const std::optional<Constant>& b) {
    if (!a || !b || a->kind != b->kind) return std::nullopt;
    if (a->value == b->value && a->value_is_known && b->value_is_known) return a;
    if (a->kind != Constant::Kind::string) return std::nullopt;
    return Constant{.value = {}, .value_is_known = false};
}

bool touches(const syntax::Tree& tree, NodeId node, const auto& writes) {
    return std::ranges::any_of(writes, [&](const auto* write) { return write->name >= node && write->name < tree.after(node); });
}

bool is_conditional(std::string_view kind) {
    return kind.starts_with("if") || kind.starts_with("elif") || kind.starts_with("elsif") || kind.starts_with("else") ||
           kind.starts_with("unless");
}

bool leaves(std::string_view kind) {
    return kind.starts_with("return") || kind.starts_with("throw") || kind.starts_with("raise") || kind.starts_with("break") ||
           kind.starts_with("continue");
}

} // namespace

std::vector<const Constants::Write*> Constants::writes_of(NodeId id, NodeId scope) const {
    std::vector<const Write*> writes;
    const auto found = writes_.find(tree_[id].hash);
    if (found == writes_.end() || found->second.all.size() > kMostWritesLookedAt) return writes;
    const auto in_scope = std::ranges::equal_range(found->second.by_scope, scope, {}, &std::pair<NodeId, std::uint32_t>::first);
    for (const auto& [_, index] : in_scope)
        if (tree_.text(found->second.all[index].name) == tree_.text(id)) writes.push_back(&found->second.all[index]);
    return writes;
}

std::optional<Constant> Constants::joined(NodeId id, int depth) const { // NOLINT(misc-no-recursion): bounded by depth
    const NodeId scope = scope_of(id);
    const std::vector<const Write*> writes = writes_of(id, scope);
    if (writes.empty() || depth > kMostDepth || steps_left_ == 0 || is_written_within(id, scope)) return std::nullopt;
    // The way from the scope down to the use; what stands before each step of it has run.
    std::vector<NodeId> way;
    for (NodeId at = id; at != kNoNode && at != scope; at = tree_[at].parent) {
        way.push_back(at);
        const NodeId parent = tree_[at].parent;
        if (parent != kNoNode && is_loop(parent) && touches(tree_, parent, writes)) return std::nullopt;
        if (way.size() > 200) return std::nullopt;
    }
    State state;
    NodeId from = scope;
    for (auto step = way.rbegin(); step != way.rend(); ++step) {
        const std::string_view kind = tree_.grammar().kind_name(tree_[from].kind);
        if ((kind.starts_with("try") && *step != from + 1) || kind.starts_with("switch") || kind.starts_with("case") ||
            kind.starts_with("match")) {
            if (touches(tree_, from, writes)) return std::nullopt;
        }
        for (NodeId at = from + 1; at < *step; at = tree_.after(at)) {
            if (is_conditional(kind) && touches(tree_, at, writes) && at == from + 1) return std::nullopt;
            if (is_conditional(kind) && tree_[at].field != syntax::kConditionField && at != from + 1) continue; // another branch
            state = after(at, writes, state, depth + 1);
        }
        from = *step;
    }
    return state.reached ? state.constant : std::nullopt;
}

Constants::State Constants::after_branches(NodeId node, const std::vector<const Write*>& writes,
                                           const State& before, // NOLINT(misc-no-recursion)
                                           int depth) const {
    State start = before;
    std::optional<State> all;
    bool has_else = false;
    const auto add = [&](const State& way) { all = all ? join(*all, way) : way; };
    bool condition = true;
    for (NodeId at = node + 1; at < tree_.after(node); at = tree_.after(at)) {
        const std::string_view kind = tree_.grammar().kind_name(tree_[at].kind);
        if (condition) { // the first child, whatever its field
            if (tree_[at].kind == syntax::kTokenKind) continue;
            if (touches(tree_, at, writes)) start.constant.reset(); // "a && (b = c)" may not assign
            condition = false;
            continue;
        }
        if (tree_[at].kind == syntax::kTokenKind) continue;
        const bool last = kind.starts_with("else") || tree_[at].field == syntax::kAlternativeField;
        const bool chained = last && (kind.starts_with("if") || kind.starts_with("elif") || kind.starts_with("elsif"));
        has_else = has_else || (last && !kind.starts_with("elif"));
        add(kind.starts_with("elif") || chained ? after_branches(at, writes, start, depth) : after(at, writes, start, depth));
    }
    if (!has_else) add(start);
    return all ? *all : start;
}

namespace {

bool leaves_early(const syntax::Tree& tree, NodeId loop) {
    for (NodeId at = loop; at < tree.after(loop); ++at) {
        const std::string_view kind = tree.grammar().kind_name(tree[at].kind);
        if (kind.starts_with("break") || kind.starts_with("continue") || kind.starts_with("next")) return true;
    }
    return false;
}

bool may_throw(const syntax::Tree& tree, NodeId node) {
    for (NodeId at = node; at < tree.after(node); ++at) {
        const std::string_view kind = tree.grammar().kind_name(tree[at].kind);
        if (tree[at].kind == syntax::kCallKind || kind.starts_with("raise") || kind.starts_with("throw") ||
            kind.starts_with("object_creation") || kind.starts_with("new_expr"))
            return true;
    }
    return false;
}

} // namespace

/// The body runs to its end, or a handler does from any point of it; then what is to be done either way.
Constants::State Constants::after_try(NodeId node, const std::vector<const Write*>& writes, const State& before, // NOLINT(misc-no-recursion)
                                      int depth) const {
    NodeId body = node + 1;
    while (body < tree_.after(node) && tree_[body].kind == syntax::kTokenKind) ++body;
    if (body >= tree_.after(node)) return before;
    State normal = after(body, writes, before, depth);
    State thrown = before;
    thrown.reached = may_throw(tree_, body);
    if (touches(tree_, body, writes)) thrown.constant.reset();
    State handled{.constant = {}, .reached = false};
    std::optional<State> last;
    for (NodeId at = tree_.after(body); at < tree_.after(node); at = tree_.after(at)) {
        const std::string_view kind = tree_.grammar().kind_name(tree_[at].kind);
        if (kind.starts_with("except") || kind.starts_with("catch")) {
            handled = join(handled, thrown.reached ? after_parts(at, writes, thrown, depth) : thrown);
        } else if (kind.starts_with("else")) {
            normal = normal.reached ? after_parts(at, writes, normal, depth) : normal;
        } else if (kind.starts_with("finally")) {
            const State either_way = join(normal, handled);
            last = after_parts(at, writes, either_way.reached ? either_way : State{}, depth);
            last->reached = last->reached && either_way.reached;
        }
    }
    return last ? *last : join(normal, handled);
}

/// After each of the node's children that is a block or a statement.
Constants::State Constants::after_parts(NodeId node, const std::vector<const Write*>& writes, State before, // NOLINT(misc-no-recursion)
                                        int depth) const {
    for (NodeId at = node + 1; at < tree_.after(node) && before.reached; at = tree_.after(at)) {
        if ((tree_.traits(at) & (syntax::kBlock | syntax::kStatement)) != 0)
            before = after(at, writes, before, depth);
        else if (touches(tree_, at, writes)) // Go's block with its list of statements, the head of a loop
            before.constant.reset();
    }
    return before;
}

Constants::State Constants::join(const State& one, const State& other) {
    if (!one.reached) return other;
    if (!other.reached) return one;
    return {.constant = either(one.constant, other.constant)};
}

Constants::State Constants::after(NodeId node, const std::vector<const Write*>& writes, State before, // NOLINT(misc-no-recursion): bounded
                                  int depth) const {
    const std::string_view kind = tree_.grammar().kind_name(tree_[node].kind);
    if (steps_left_ == 0) return {};
    --steps_left_;
    if (!before.reached || leaves(kind)) return {.constant = {}, .reached = false};
    const bool is_block = (tree_.traits(node) & syntax::kBlock) != 0;
    const bool written = touches(tree_, node, writes);
    if (!written && !is_block && !is_conditional(kind)) return before;
    if (depth > kMostDepth) return {};
    if ((tree_.traits(node) & (syntax::kFunction | syntax::kClass)) != 0) return before;
    if (kind.starts_with("if") || kind.starts_with("unless")) return after_branches(node, writes, before, depth + 1);
    if (kind == "try_statement") return after_try(node, writes, before, depth + 1);
    if (is_loop(node)) return leaves_early(tree_, node) ? State{} : join(before, after_parts(node, writes, before, depth + 1));
    if (is_block || kind.starts_with("else") || kind.starts_with("synchronized")) {
        for (NodeId at = node + 1; at < tree_.after(node) && before.reached; at = tree_.after(at))
            if (tree_[at].kind != syntax::kTokenKind) before = after(at, writes, before, depth + 1);
        return before;
    }
    // A plain assignment as a statement; anything else that writes is not followed.
    const Write* only = nullptr;
    for (const Write* write : writes)
        if (write->name >= node && write->name < tree_.after(node)) {
            if (only != nullptr) return {};
            only = write;
        }
    if (only == nullptr) return before;
    if (only->value == kNoNode) return {};
    for (NodeId at = tree_[only->name].parent; at != kNoNode && at > node; at = tree_[at].parent)
        if ((tree_.traits(at) & (syntax::kBlock | syntax::kBinary)) != 0) return {};
    return {.constant = of(only->value, depth + 1)};
}

bool Constants::is_variable(NodeId id) const {
    const auto found = writes_.find(tree_[id].hash);
    if (found == writes_.end()) return false;
    return std::ranges::any_of(found->second.all, [&](const Write& write) {
        return write.name <= id && write.scope <= id && id < tree_.after(write.scope) && tree_.text(write.name) == tree_.text(id);
    });
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
    if (depth > 0 || tree_[id].kind == syntax::kStringKind || tree_[id].kind == syntax::kNumberKind) return compute(id, depth);
    if (constants_[id] == 0) {
        auto value = compute(id, depth); // which may add others
        known_.push_back(std::move(value));
        constants_[id] = static_cast<std::uint32_t>(known_.size());
    }
    return known_[constants_[id] - 1];
}

std::optional<Constant> Constants::compute(NodeId id, int depth) const { // NOLINT(misc-no-recursion): bounded by depth
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
        return value == kNoNode ? joined(id, depth + 1) : of(value, depth + 1);
    }
    const std::string_view kind = tree_.grammar().kind_name(node.kind);
    if (kind == "ternary_expression" || kind == "conditional_expression" || kind == "conditional") {
        std::vector<NodeId> parts = tree_.children(id);
        std::erase_if(parts, [&](NodeId part) { return tree_[part].kind == syntax::kTokenKind; });
        if (parts.size() != 3) return std::nullopt;
        const bool python = tree_.grammar().language().imports == syntax::ImportStyle::python; // "a if b else c"
        return either(of(parts[python ? 0 : 1], depth + 1), of(parts[2], depth + 1));
    }
    if (node.kind == syntax::kCallKind) { // what makes a text of texts
        const std::string_view text = tree_.text(id);
        const bool known =
            text.starts_with("String.format(") || text.starts_with("java.lang.String.format(") || text.starts_with("escapeshellarg(");
        const NodeId arguments = tree_.child(id, syntax::kArgumentsField);
        if (!known || arguments == kNoNode || tree_[arguments].size < 2) return std::nullopt;
        for (const NodeId argument : tree_.children(arguments)) {
            const bool wrapped = !tree_[argument].leaf && tree_.grammar().kind_name(tree_[argument].kind) == "argument";
            if (!of(wrapped ? argument + 1 : argument, depth + 1)) return std::nullopt;
        }
        return Constant{.value = {}, .value_is_known = false};
    }
    if (node.kind == syntax::kMemberKind) { // "this.x", "self::X" of a field that does not change
        const std::vector<NodeId> parts = tree_.children(id);
        if (parts.size() != 2 || !is_name(tree_, parts[1])) return std::nullopt;
        if (const std::string_view owner = tree_.text(parts[0]); owner != "this" && owner != "self" && owner != "static") return std::nullopt;
        if (scope_of(id) == 0 || !writes_of(parts[1], scope_of(id)).empty()) return std::nullopt;
        const NodeId value = value_of(parts[1]);
        return value == kNoNode ? std::nullopt : of(value, depth + 1);
    }
    if (kind == "true" || kind == "false") return Constant{.kind = Constant::Kind::other, .value = std::string(tree_.text(id))};
    if (kind == "concatenated_string" || (tree_.traits(id) & syntax::kBinary) != 0) {
        if (tree_.grammar().language().imports == syntax::ImportStyle::python) { // "x" * n
            const std::vector<NodeId> parts = tree_.children(id);
            if (parts.size() == 3 && tree_.text(parts[1]) == "*") {
                auto text = of(parts[0], depth + 1);
                if (!text || text->kind != Constant::Kind::string) return std::nullopt;
                return Constant{.value = {}, .value_is_known = false};
            }
        }
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
            if (any && numbers != (part->kind == Constant::Kind::number) && tree_.grammar().language().imports == syntax::ImportStyle::python)
                return std::nullopt; // a fault, and no text
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
