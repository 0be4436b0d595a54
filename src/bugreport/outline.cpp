// SPDX-License-Identifier: MIT
#include "bugreport/outline.h"

#include <algorithm>
#include <chrono>

#include "syntax/grammar.h"
#include "syntax/languages.h"
#include "syntax/tree.h"

namespace squire::bugreport {
namespace {

constexpr std::size_t kLargestParsed = 4U << 20U;
constexpr std::chrono::milliseconds kParseTime{2'000};

OutlineNode::Role role_of(const syntax::Node& node) {
    switch (node.kind) {
    case syntax::kIdentifierKind: return OutlineNode::Role::name;
    case syntax::kStringKind: return OutlineNode::Role::string;
    case syntax::kNumberKind: return OutlineNode::Role::number;
    case syntax::kAssignmentKind: return OutlineNode::Role::assignment;
    case syntax::kCallKind: return OutlineNode::Role::call;
    case syntax::kMemberKind: return OutlineNode::Role::member;
    default: return OutlineNode::Role::plain;
    }
}

// Some nodes of the tree overlap or leave their parent, as a Dockerfile's heredoc does: those are left out, with what is in them.
Outline from_tree(const syntax::Tree& tree) {
    Outline outline;
    std::vector<std::uint32_t> open; // numbers in the outline
    std::vector<syntax::NodeId> ends; // of these in the tree
    const auto nodes = tree.nodes();
    for (syntax::NodeId id = 0; id < nodes.size();) {
        while (!ends.empty() && ends.back() <= id) {
            outline[open.back()].size = static_cast<std::uint32_t>(outline.size()) - open.back();
            ends.pop_back();
            open.pop_back();
        }
        const syntax::Node& node = nodes[id];
        OutlineNode made{.begin = node.begin, .end = node.end, .kind = node.kind, .role = role_of(node)};
        if (open.empty()) {
            if (id > 0) break; // behind the root
            made.begin = 0;
            made.end = static_cast<std::uint32_t>(tree.text().size());
        } else {
            const OutlineNode& parent = outline[open.back()];
            std::uint32_t from = parent.begin; // behind the sibling before it
            if (outline.size() - 1 > open.back()) {
                std::uint32_t sibling = static_cast<std::uint32_t>(outline.size()) - 1;
                while (outline[sibling].parent != open.back()) sibling = outline[sibling].parent;
                from = outline[sibling].end;
            }
            if (node.begin < from || node.end > parent.end || node.begin >= node.end) {
                id = tree.after(id);
                continue;
            }
            made.parent = open.back();
        }
        open.push_back(static_cast<std::uint32_t>(outline.size()));
        ends.push_back(tree.after(id));
        outline.push_back(made);
        ++id;
    }
    while (!open.empty()) {
        outline[open.back()].size = static_cast<std::uint32_t>(outline.size()) - open.back();
        open.pop_back();
    }
    return outline;
}

} // namespace

Outline outline_of(std::string_view path, std::string_view text) {
    if (path.ends_with(".xml") || path.ends_with(".csproj") || path.ends_with(".props") || path.ends_with(".config"))
        return outline_of_xml(text);
    if (const syntax::Language* const language = syntax::language_of_path(path); language != nullptr && text.size() <= kLargestParsed) {
        const auto tree = syntax::Tree::parse(syntax::grammar_of(*language), text, {.time = kParseTime});
        if (tree) return from_tree(*tree);
    }
    return outline_of_lines(text);
}

std::vector<std::uint32_t> children_of(const Outline& outline, std::uint32_t node) {
    std::vector<std::uint32_t> children;
    for (std::uint32_t at = node + 1; at < node + outline[node].size; at += outline[at].size) children.push_back(at);
    return children;
}

std::vector<Edit> deletions_of(const Outline& outline, std::uint32_t node) {
    if (node == 0) return {};
    const std::uint32_t parent = outline[node].parent;
    std::uint32_t before = 0; // the sibling
    for (std::uint32_t at = parent + 1; at < node; at += outline[at].size) before = at;
    const std::uint32_t after = node + outline[node].size;
    const OutlineNode& self = outline[node];
    std::vector<Edit> edits;
    if (before != 0) edits.push_back({outline[before].end, self.end, {}});
    if (after < parent + outline[parent].size) edits.push_back({self.begin, outline[after].begin, {}});
    edits.push_back({self.begin, self.end, {}});
    return edits;
}

} // namespace squire::bugreport
