// SPDX-License-Identifier: MIT
//
// A text as a tree of what matters to patterns: tree-sitter's tree without comments and punctuation, with the kinds and fields that the table of
// languages gives. All nodes stand in one array in preorder, so a subtree is a run of it: walking, comparing and searching are loops, however deep
// the code is nested.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "syntax/grammar.h"

namespace squire::syntax {

using NodeId = std::uint32_t;
inline constexpr NodeId kNoNode = 0xFFFFFFFF;

struct Node {
    Kind kind = 0;
    Field field = kNoField;
    bool leaf = false; // its text is what counts
    bool marked_end = false; // the source ends it by a semicolon
    std::uint32_t begin = 0, end = 0; // bytes of the text
    std::uint32_t size = 1; // nodes of the subtree, with this one
    NodeId parent = kNoNode;
    std::uint32_t hash = 0; // of a leaf's text, of a string's content; 0 for inner nodes
};

struct ParseLimits {
    std::chrono::milliseconds time{5000};
    std::uint32_t bytes = 64U << 20U;
    std::uint32_t nodes = 16U << 20U;
};

class Tree {
public:
    /// `text` must outlive the tree. Code that does not parse becomes nodes of `kErrorKind` around what does. Errors: limit (time, size).
    [[nodiscard]] static Result<Tree> parse(const Grammar& grammar, std::string_view text, const ParseLimits& limits = {});

    Tree(const Grammar& grammar, std::string_view text, std::vector<Node> nodes, std::uint32_t error_bytes, bool repaired = false)
        : grammar_(&grammar), text_(text), nodes_(std::move(nodes)), error_bytes_(error_bytes), repaired_(repaired) {}

    [[nodiscard]] const Grammar& grammar() const { return *grammar_; }
    [[nodiscard]] std::string_view text() const { return text_; }
    [[nodiscard]] std::span<const Node> nodes() const { return nodes_; } // the first is the whole text; never empty
    [[nodiscard]] const Node& operator[](NodeId id) const { return nodes_[id]; }
    [[nodiscard]] std::string_view text(NodeId id) const { return text_.substr(nodes_[id].begin, nodes_[id].end - nodes_[id].begin); }
    /// What a string literal holds, between its quotes and without its prefix, as written; another node's whole text.
    [[nodiscard]] std::string_view content(NodeId id) const;

    [[nodiscard]] NodeId after(NodeId id) const { return id + nodes_[id].size; } // the node behind the subtree, in preorder
    [[nodiscard]] NodeId first_child(NodeId id) const { return nodes_[id].size > 1 ? id + 1 : kNoNode; }
    [[nodiscard]] NodeId next_sibling(NodeId id) const;
    [[nodiscard]] NodeId child(NodeId id, Field field) const; // the first in that field; kNoNode: none
    [[nodiscard]] std::vector<NodeId> children(NodeId id) const;
    [[nodiscard]] Traits traits(NodeId id) const { return grammar_->traits(nodes_[id].kind); }

    /// The same code, whatever comments and blanks stand in it.
    [[nodiscard]] static bool same(const Tree& a, NodeId at, const Tree& b, NodeId bt);

    /// Bytes that did not parse; a missing token counts as one, and so do all together that no node shows.
    [[nodiscard]] std::uint32_t error_bytes() const { return error_bytes_ + (repaired_ ? 1 : 0); }
    /// Whether all that is wrong with it are tokens that no node shows, such as the line break between two statements.
    [[nodiscard]] bool repaired() const { return repaired_; }

private:
    const Grammar* grammar_;
    std::string_view text_;
    std::vector<Node> nodes_;
    std::uint32_t error_bytes_ = 0;
    bool repaired_ = false;
};

/// The children of a node, without an allocation where they are few.
class ChildList {
public:
    ChildList(const Tree& tree, NodeId id) {
        for (NodeId at = id + 1; at < tree.after(id); at = tree.after(at)) {
            if (count_ < few_.size())
                few_[count_] = at;
            else {
                if (many_.empty()) many_.assign(few_.begin(), few_.end());
                many_.push_back(at);
            }
            ++count_;
        }
    }
    ChildList(const ChildList&) = delete; // a span of it may look into it
    ChildList& operator=(const ChildList&) = delete;
    [[nodiscard]] std::span<const NodeId> span() const { return many_.empty() ? std::span(few_).first(count_) : std::span(many_); }

private:
    std::array<NodeId, 12> few_; // NOLINT(cppcoreguidelines-pro-type-member-init): the first `count_` are set
    std::size_t count_ = 0;
    std::vector<NodeId> many_; // all of them, where they are more
};

[[nodiscard]] std::uint32_t hash_of(std::string_view text);
/// Of a name as its nodes have it: one for all cases in PHP, where functions and classes may be written in any.
[[nodiscard]] std::uint32_t hash_of_name(std::string_view name, const Language& language);

/// What stands between the quotes of a literal of any of the languages, as written; a text without quotes as it is.
[[nodiscard]] std::string_view unquoted(std::string_view literal);

/// An indented dump for tests and explanations: kind, field, text of leaves.
[[nodiscard]] std::string dump(const Tree& tree);

} // namespace squire::syntax
