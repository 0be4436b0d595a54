// SPDX-License-Identifier: MIT
#include "syntax/tree_builder.h"

#include <algorithm>
#include <cctype>
#include <memory>

namespace squire::syntax {

namespace {

struct Cursor {
    TSTreeCursor at;
    explicit Cursor(TSNode root) : at(ts_tree_cursor_new(root)) {}
    ~Cursor() { ts_tree_cursor_delete(&at); }
    Cursor(const Cursor&) = delete;
    Cursor& operator=(const Cursor&) = delete;
};

/// A node whose children are being read.
struct Open {
    NodeId node = kNoNode; // kNoNode: it is dropped
    const Symbol* symbol = nullptr;
    NodeId member = kNoNode; // the member expression made inside a merged call
    bool member_is_open = false;
    bool has_insertion = false;
};

class Builder {
public:
    Builder(const Grammar& grammar, std::string_view text, std::uint32_t most) : grammar_(grammar), text_(text), most_(most) {}

    Result<std::vector<Node>> run(TSNode root);
    [[nodiscard]] std::uint32_t error_bytes() const { return error_bytes_; }

private:
    /// Adds the node where it counts; true where its children are to be read.
    bool enter(TSNode node, TSFieldId field_id);
    void leave();
    NodeId add(Kind kind, Field field, std::uint32_t begin, std::uint32_t end);
    Field field_in(Open& parent, TSFieldId field_id);
    void close_member(Open& open);
    [[nodiscard]] bool counts_as_leaf(TSNode node, const Symbol& symbol) const;
    std::vector<Node> compact();

    const Grammar& grammar_;
    std::string_view text_;
    std::uint32_t most_;
    std::vector<Node> nodes_;
    std::vector<bool> gone_; // stands for its only child
    std::vector<Open> open_;
    std::uint32_t error_bytes_ = 0;
};

NodeId Builder::add(Kind kind, Field field, std::uint32_t begin, std::uint32_t end) {
    nodes_.push_back({.kind = kind, .field = field, .begin = begin, .end = end});
    gone_.push_back(false);
    return static_cast<NodeId>(nodes_.size() - 1);
}

void Builder::close_member(Open& open) {
    if (!open.member_is_open) return;
    open.member_is_open = false;
    Node& member = nodes_[open.member];
    member.size = static_cast<std::uint32_t>(nodes_.size() - open.member);
    member.end = nodes_.back().end;
    for (NodeId at = open.member + 1; at < nodes_.size(); at += nodes_[at].size) member.end = nodes_[at].end;
}

/// A call that holds receiver and name itself ("a.b(c)" as one node) becomes a call of a member expression, as in the other languages.
Field Builder::field_in(Open& parent, TSFieldId field_id) {
    if ((parent.symbol->traits & kMergedCall) == 0 || field_id == 0) return grammar_.field(*parent.symbol, field_id);
    if (field_id == parent.symbol->role_fields[0]) return kObjectField;
    if (field_id == parent.symbol->role_fields[1]) return parent.member == kNoNode ? kFunctionField : kMemberField;
    if (field_id == parent.symbol->role_fields[2]) {
        close_member(parent);
        return kArgumentsField;
    }
    const Field field = grammar_.field(*parent.symbol, field_id);
    if (field == kBodyField || field >= kFirstOwnField) {
        // type arguments stand between receiver and name; a block behind the arguments
        if (parent.member != kNoNode && nodes_.size() > parent.member + 2) close_member(parent);
    }
    return field;
}

bool Builder::counts_as_leaf(TSNode node, const Symbol& symbol) const {
    if ((symbol.traits & kAtom) != 0) return true;
    const std::uint32_t count = ts_node_child_count(node);
    if (count == 0) return true;
    if (count > 1 || (symbol.traits & (kString | kBlock | kTransparent | kSet | kOpenSet)) != 0) return false;
    const TSNode only = ts_node_child(node, 0);
    return !ts_node_is_named(only) && ts_node_end_byte(only) > ts_node_start_byte(only) &&
           std::isalpha(static_cast<unsigned char>(text_[ts_node_start_byte(only)])) != 0;
}

bool Builder::enter(TSNode node, TSFieldId field_id) {
    const TSSymbol id = ts_node_symbol(node);
    const bool error = ts_node_is_error(node);
    const std::uint32_t begin = ts_node_start_byte(node);
    const std::uint32_t end = ts_node_end_byte(node);
    static constexpr Symbol kErrorSymbol{};
    const Symbol& symbol = error ? kErrorSymbol : grammar_.symbol(id);
    if (ts_node_is_missing(node)) {
        ++error_bytes_;
        return false;
    }
    if (error) error_bytes_ += std::max<std::uint32_t>(1, end - begin);
    if (symbol.kind == kTokenKind) {
        Open* parent = open_.empty() ? nullptr : &open_.back();
        if (parent == nullptr) return false;
        const Field field = grammar_.field(*parent->symbol, field_id);
        const bool kept = (symbol.traits & kKeptToken) != 0 || field == kOperatorField || (parent->symbol->traits & kBinary) != 0;
        const std::string_view token = text_.substr(begin, end - begin);
        if (token == ";" && parent->node != kNoNode) nodes_[parent->node].marked_end = true;
        const bool access = (token == "." || token == "&." || token == "::") && (parent->symbol->traits & kBinary) == 0;
        if (!kept || access || token == "=" || token == ":=" || token == "(" || token == ")") return false;
        const NodeId added = add(kTokenKind, field_in(*parent, field_id), begin, end);
        nodes_[added].leaf = true;
        nodes_[added].hash = hash_of(token);
        return false;
    }
    if ((symbol.traits & kDropped) != 0) return false;
    if (!error && ts_node_is_extra(node) && (symbol.traits & kString) == 0) return false;
    Open* parent = open_.empty() ? nullptr : &open_.back();
    Field field = kNoField;
    if (parent != nullptr) {
        if ((symbol.traits & kInsertion) != 0) parent->has_insertion = true;
        const bool merged = (parent->symbol->traits & kMergedCall) != 0;
        if (merged && field_id != 0 && field_id == parent->symbol->role_fields[0] && parent->member == kNoNode) {
            parent->member = add(kMemberKind, kFunctionField, begin, end);
            parent->member_is_open = true;
        }
        field = field_in(*parent, field_id);
    }
    const NodeId added = add(symbol.kind, field, begin, end);
    if (counts_as_leaf(node, symbol)) {
        Node& leaf = nodes_[added];
        leaf.leaf = true;
        const std::string_view whole = text_.substr(begin, end - begin);
        leaf.hash = symbol.kind == kIdentifierKind ? hash_of_name(whole, grammar_.language())
                                                   : hash_of(symbol.kind == kStringKind ? unquoted(whole) : whole);
        return false;
    }
    open_.push_back({.node = added, .symbol = &symbol});
    return true;
}

void Builder::leave() {
    Open& open = open_.back();
    close_member(open);
    Node& node = nodes_[open.node];
    if ((open.symbol->traits & kString) != 0 && !open.has_insertion) {
        nodes_.resize(open.node + 1);
        gone_.resize(open.node + 1);
        Node& leaf = nodes_[open.node];
        leaf.leaf = true;
        leaf.hash = hash_of(unquoted(text_.substr(leaf.begin, leaf.end - leaf.begin)));
        leaf.size = 1;
    } else {
        node.size = static_cast<std::uint32_t>(nodes_.size() - open.node);
        while (node.end > node.begin && std::isspace(static_cast<unsigned char>(text_[node.end - 1])) != 0) --node.end;
        // A call without arguments is the member alone: "a.b" of Ruby.
        if (open.member == open.node + 1 && nodes_[open.member].size + 1 == node.size) gone_[open.node] = true;
        if ((open.symbol->traits & kTransparent) != 0 && open.node != 0 && node.size > 1 && nodes_[open.node + 1].size + 1 == node.size)
            gone_[open.node] = true;
    }
    open_.pop_back();
}

std::vector<Node> Builder::compact() {
    std::vector<std::uint32_t> kept_before(nodes_.size() + 1, 0);
    for (std::size_t i = 0; i < nodes_.size(); ++i) kept_before[i + 1] = kept_before[i] + (gone_[i] ? 0 : 1);
    std::vector<Node> result;
    result.reserve(kept_before.back());
    std::vector<std::pair<NodeId, std::uint32_t>> parents; // new id, end in old ids
    Field passed_on = kNoField;
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
        while (!parents.empty() && parents.back().second <= i) parents.pop_back();
        Node node = nodes_[i];
        if (gone_[i]) {
            if (passed_on == kNoField) passed_on = node.field;
            continue;
        }
        const std::uint32_t old_end = i + node.size;
        node.size = kept_before[old_end] - kept_before[i];
        node.parent = parents.empty() ? kNoNode : parents.back().first;
        if (passed_on != kNoField) node.field = passed_on;
        passed_on = kNoField;
        result.push_back(node);
        parents.emplace_back(static_cast<NodeId>(result.size() - 1), old_end);
    }
    return result;
}

Result<std::vector<Node>> Builder::run(TSNode root) {
    Cursor cursor(root);
    bool descend = enter(root, 0);
    if (nodes_.empty()) add(kErrorKind, kNoField, ts_node_start_byte(root), ts_node_end_byte(root));
    nodes_[0].begin = 0;
    nodes_[0].end = static_cast<std::uint32_t>(text_.size());
    if (!descend) return std::move(nodes_);
    bool going = ts_tree_cursor_goto_first_child(&cursor.at);
    if (!going) leave();
    while (going) {
        if (nodes_.size() > most_) return fail(ErrorKind::limit, "more nodes than the limit allows");
        if (enter(ts_tree_cursor_current_node(&cursor.at), ts_tree_cursor_current_field_id(&cursor.at))) {
            if (ts_tree_cursor_goto_first_child(&cursor.at)) continue;
            leave();
        }
        while (!ts_tree_cursor_goto_next_sibling(&cursor.at)) {
            if (!ts_tree_cursor_goto_parent(&cursor.at) || open_.empty()) {
                going = false;
                break;
            }
            leave();
            if (open_.empty()) {
                going = false;
                break;
            }
        }
    }
    while (!open_.empty()) leave();
    return compact();
}

} // namespace

Result<std::vector<Node>> build_nodes(const Grammar& grammar, std::string_view text, TSNode root, std::uint32_t most,
                                      std::uint32_t& error_bytes) {
    Builder builder(grammar, text, most);
    auto nodes = builder.run(root);
    error_bytes = builder.error_bytes();
    return nodes;
}

} // namespace squire::syntax
