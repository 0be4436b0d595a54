// SPDX-License-Identifier: MIT
// Import statements: what they import counts, not how many statements it takes.
#include <algorithm>
#include <utility>

#include "sast/matching.h"

namespace squire::sast {

using syntax::kNoNode;

namespace {

using syntax::NodeId;

/// One thing that Python imports: the names of its path, and the name it gets.
struct Item {
    std::vector<NodeId> path;
    NodeId alias = kNoNode;
    std::string_view dots; // of "from ..a import b": how far up the path begins
};

void add_names(const syntax::Tree& tree, NodeId id, std::vector<NodeId>& path) {
    for (NodeId at = id; at < tree.after(id); ++at)
        if (tree[at].leaf && tree[at].kind == syntax::kIdentifierKind) path.push_back(at);
}

template <class Children> std::vector<Item> items_of(const syntax::Tree& tree, NodeId id, const Children& children, bool& wildcard) {
    const bool from = tree.grammar().kind_name(tree[id].kind) == "import_from_statement";
    std::vector<Item> items;
    std::vector<NodeId> module;
    std::string_view dots;
    bool first = from;
    for (const NodeId child : children) {
        if (tree[child].kind == syntax::kTokenKind) continue;
        if (std::exchange(first, false)) {
            add_names(tree, child, module);
            const std::string_view path = tree.text(child);
            dots = path.substr(0, std::min(path.find_first_not_of('.'), path.size()));
            continue;
        }
        if (tree.grammar().kind_name(tree[child].kind) == "wildcard_import") {
            wildcard = true;
            items.push_back({.path = module, .dots = dots});
            continue;
        }
        Item item{.path = module, .dots = dots};
        if (tree.grammar().kind_name(tree[child].kind) == "aliased_import" && tree[child].size > 1) {
            add_names(tree, child + 1, item.path);
            for (NodeId at = tree.after(child + 1); at < tree.after(child); at = tree.after(at))
                if (tree[at].kind == syntax::kIdentifierKind) item.alias = at;
        } else
            add_names(tree, child, item.path);
        items.push_back(std::move(item));
    }
    return items;
}

} // namespace

bool Matching::import_statement(NodeId p, NodeId t, Continuation next) { // NOLINT(misc-no-recursion): bounded by the pattern
    const std::string_view kind = grammar_.kind_name(shape_[p].kind);
    const std::string_view other = grammar_.kind_name(tree_[t].kind);
    if (kind == "import_declaration" && other == kind && grammar_.language().imports == syntax::ImportStyle::go) {
        for (NodeId spec = p + 1; spec < shape_.after(p); ++spec) {
            if (grammar_.kind_name(shape_[spec].kind) != "import_spec" || mark(spec) != Mark::plain) continue;
            for (NodeId at = t + 1; at < tree_.after(t); ++at)
                if (tree_[at].kind == shape_[spec].kind && node(spec, at, next)) return true;
            return false; // a list of several is compared as a set
        }
        return false;
    }
    if (grammar_.language().imports != syntax::ImportStyle::python) return false;
    const auto imports = [](std::string_view name) { return name == "import_statement" || name == "import_from_statement"; };
    if (!imports(kind) || !imports(other)) return false;
    bool p_wildcard = false;
    bool t_wildcard = false;
    const std::vector<Item> wanted = items_of(shape_, p, pattern_.children(p), p_wildcard);
    const std::vector<Item> given = items_of(tree_, t, tree_.children(t), t_wildcard);
    if (p_wildcard != t_wildcard && p_wildcard) return false;
    const auto each = [&](const auto& self, std::size_t i) -> bool {
        if (i == wanted.size()) return next();
        const Item& item = wanted[i];
        for (const Item& one : given) {
            if (!budget_.spend()) return false;
            if (item.dots != one.dots && !item.dots.starts_with("...")) continue; // an ellipsis stands for any path
            const auto path = [&](const auto& again, std::size_t j) -> bool {
                if (j == item.path.size()) {
                    if (item.alias == kNoNode) return self(self, i + 1);
                    return one.alias != kNoNode && node(item.alias, one.alias, [&] { return self(self, i + 1); });
                }
                if (is_ellipsis(item.path[j])) return self(self, i + 1);
                if (j >= one.path.size()) return false;
                return node(item.path[j], one.path[j], [&] { return again(again, j + 1); });
            };
            if (path(path, 0)) return true;
        }
        return false;
    };
    return each(each, 0);
}

} // namespace squire::sast
