// SPDX-License-Identifier: MIT
#include "sast/imports.h"

#include <algorithm>

#include "base/text.h"

namespace squire::sast {

using syntax::kNoNode;
using syntax::NodeId;

namespace {

constexpr std::size_t kMostImports = 20'000;

std::vector<std::string> cut(std::string_view path, std::string_view separators) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= path.size(); ++i) {
        if (i < path.size() && separators.find(path[i]) == std::string_view::npos) continue;
        if (i > begin) parts.emplace_back(path.substr(begin, i - begin));
        begin = i + 1;
    }
    return parts;
}

} // namespace

Imports::Imports(const syntax::Tree& tree) : tree_(tree) {
    const syntax::ImportStyle style = tree.grammar().language().imports;
    if (style == syntax::ImportStyle::none) return;
    const syntax::Grammar& grammar = tree.grammar();
    for (NodeId id = 0; id < tree.nodes().size() && count_ < kMostImports; ++id) {
        statement_ = id;
        const std::string_view kind = grammar.kind_name(tree[id].kind);
        switch (style) {
        case syntax::ImportStyle::python:
            if (kind == "import_statement" || kind == "import_from_statement") python(id);
            break;
        case syntax::ImportStyle::javascript:
            if (kind == "import_statement")
                javascript(id);
            else if (tree[id].kind == syntax::kAssignmentKind)
                javascript_require(id);
            break;
        case syntax::ImportStyle::go:
            if (kind == "import_spec") go(id);
            break;
        case syntax::ImportStyle::java:
            if (kind == "import_declaration") dotted(id);
            break;
        case syntax::ImportStyle::c_sharp:
            if (kind == "using_directive") dotted(id);
            break;
        case syntax::ImportStyle::rust:
            if (kind == "use_declaration") rust(id);
            break;
        case syntax::ImportStyle::php:
            if (kind == "namespace_use_clause") php(id);
            break;
        case syntax::ImportStyle::none: break;
        }
    }
}

const Imports::Import* Imports::import_of(std::string_view name, NodeId at) const {
    const auto found = imports_.find(name);
    if (found == imports_.end()) return nullptr;
    for (auto one = found->second.rbegin(); one != found->second.rend(); ++one)
        if (one->begin <= at && at < one->end) return &*one;
    return nullptr;
}

const std::vector<std::string>& Imports::path_of(std::string_view name, NodeId at) const {
    static const std::vector<std::string> kNone;
    const Import* found = import_of(name, at);
    return found == nullptr ? kNone : found->path;
}

void Imports::add(std::string_view name, std::vector<std::string> path) {
    if (name.empty() || path.empty()) return;
    NodeId scope = 0;
    for (NodeId at = tree_[statement_].parent; at != kNoNode && scope == 0; at = tree_[at].parent)
        if ((tree_.traits(at) & syntax::kFunction) != 0) scope = at;
    imports_[std::string(name)].push_back(
        {.path = std::move(path), .statement = statement_, .begin = tree_.after(statement_), .end = tree_.after(scope)});
    ++count_;
}

/// The names of a dotted or scoped path, leaf by leaf.
std::vector<std::string> Imports::parts(NodeId id) const {
    std::vector<std::string> result;
    for (NodeId at = id; at < tree_.after(id); ++at)
        if (tree_[at].leaf && tree_[at].kind == syntax::kIdentifierKind) result.emplace_back(tree_.text(at));
    return result;
}

void Imports::python(NodeId id) {
    const bool from = tree_.grammar().kind_name(tree_[id].kind) == "import_from_statement";
    std::vector<std::string> module;
    bool first = true;
    for (const NodeId child : tree_.children(id)) {
        const std::string_view kind = tree_.grammar().kind_name(tree_[child].kind);
        if (from && first) {
            module = parts(child);
            first = false;
            continue;
        }
        if (kind == "wildcard_import") {
            wildcards_.push_back(module);
            continue;
        }
        std::vector<std::string> path = module;
        std::string name;
        if (kind == "aliased_import") {
            const std::vector<NodeId> sides = tree_.children(child);
            if (sides.size() < 2) continue;
            const std::vector<std::string> tail = parts(sides.front());
            path.insert(path.end(), tail.begin(), tail.end());
            name = tree_.text(sides.back());
        } else {
            const std::vector<std::string> tail = parts(child);
            if (tail.empty()) continue;
            if (!from) {
                add(tail.front(), {tail.front()}); // "import a.b" binds a
                continue;
            }
            path.insert(path.end(), tail.begin(), tail.end());
            name = tail.back();
        }
        add(name, std::move(path));
    }
}

void Imports::javascript(NodeId id) {
    std::string module;
    for (NodeId at = id + 1; at < tree_.after(id); ++at)
        if (tree_[at].kind == syntax::kStringKind) module = tree_.content(at);
    if (module.empty()) return;
    for (NodeId at = id + 1; at < tree_.after(id); ++at) {
        const std::string_view kind = tree_.grammar().kind_name(tree_[at].kind);
        if (kind == "import_specifier") {
            const std::vector<std::string> names = parts(at);
            if (!names.empty()) add(names.back(), {module, names.front()});
            at = tree_.after(at) - 1;
        } else if (kind == "namespace_import" || tree_[at].kind == syntax::kIdentifierKind)
            add(kind == "namespace_import" && tree_[at].size > 1 ? tree_.text(at + 1) : tree_.text(at), {module});
    }
}

/// "const x = require('m')", "const {a, b: c} = require('m')"
void Imports::javascript_require(NodeId id) {
    const std::vector<NodeId> sides = tree_.children(id);
    if (sides.size() < 2 || tree_[sides.back()].kind != syntax::kCallKind) return;
    const NodeId call = sides.back();
    if (tree_.text(call + 1) != "require" || !tree_[call + 1].leaf) return;
    NodeId argument = kNoNode;
    for (NodeId at = call + 2; at < tree_.after(call); ++at)
        if (tree_[at].kind == syntax::kStringKind) argument = at;
    if (argument == kNoNode) return;
    const std::string module(tree_.content(argument));
    const NodeId left = sides.front();
    if (tree_[left].leaf) return add(tree_.text(left), {module});
    for (const NodeId child : tree_.children(left)) {
        const std::vector<std::string> names = parts(child);
        if (!names.empty()) add(names.back(), {module, names.front()});
    }
}

void Imports::go(NodeId id) {
    std::string_view path;
    std::string_view name;
    for (const NodeId child : tree_.children(id)) {
        if (tree_[child].kind == syntax::kStringKind)
            path = tree_.content(child);
        else
            name = tree_.text(child);
    }
    std::vector<std::string> parts = cut(path, "/");
    if (parts.empty()) return;
    if (name.empty()) {
        name = parts.back();
        const bool version = parts.size() > 1 && name.size() > 1 && name[0] == 'v' &&
                             std::ranges::all_of(name.substr(1), [](char byte) { return byte >= '0' && byte <= '9'; });
        if (version) name = parts[parts.size() - 2];
    }
    const std::string bound(name);
    std::vector<std::string> full{std::string(path)};
    add(bound, std::move(full));
}

/// Java's and C#'s: a path of names, with an alias in front in C#.
void Imports::dotted(NodeId id) {
    std::vector<NodeId> children = tree_.children(id);
    std::erase_if(children, [&](NodeId child) { return tree_[child].kind == syntax::kTokenKind; });
    if (children.empty()) return;
    const bool wildcard = tree_.grammar().kind_name(tree_[children.back()].kind) == "asterisk";
    if (wildcard) {
        wildcards_.push_back(parts(children.front()));
        return;
    }
    std::vector<std::string> path = parts(children.back());
    if (path.empty()) return;
    if (tree_.grammar().language().imports == syntax::ImportStyle::c_sharp) {
        if (children.size() > 1)
            add(tree_.text(children.front()), std::move(path));
        else
            wildcards_.push_back(std::move(path));
        return;
    }
    const std::string name = path.back();
    add(name, std::move(path));
}

/// A tree of paths: "use a::{b, c as d}"; each leaf of it binds its last name.
void Imports::rust(NodeId id) {
    struct Open {
        NodeId end;
        std::vector<std::string> prefix;
    };
    std::vector<Open> open{{tree_.after(id), {}}};
    for (NodeId at = id + 1; at < tree_.after(id);) {
        while (at >= open.back().end) open.pop_back();
        const std::string_view kind = tree_.grammar().kind_name(tree_[at].kind);
        if (kind == "scoped_use_list" && tree_[at].size > 1) {
            std::vector<std::string> prefix = open.back().prefix;
            const std::vector<std::string> head = parts(at + 1);
            prefix.insert(prefix.end(), head.begin(), head.end());
            open.push_back({tree_.after(at), std::move(prefix)});
            at = tree_.after(at + 1);
        } else if (kind == "use_list") {
            ++at;
        } else {
            std::vector<std::string> path = open.back().prefix;
            std::vector<std::string> tail = parts(at);
            const bool alias = kind == "use_as_clause" && tail.size() > 1;
            const std::string name = tail.empty() ? std::string() : tail.back();
            if (alias) tail.pop_back();
            path.insert(path.end(), tail.begin(), tail.end());
            if (kind == "use_wildcard")
                wildcards_.push_back(std::move(path));
            else if (name != "self")
                add(name, std::move(path));
            at = tree_.after(at);
        }
    }
}

void Imports::php(NodeId id) {
    const std::vector<NodeId> children = tree_.children(id);
    if (children.empty()) return;
    std::vector<std::string> path;
    if (const NodeId group = tree_[id].parent; group != kNoNode && tree_.grammar().kind_name(tree_[group].kind) == "namespace_use_group")
        for (NodeId at = tree_[group].parent + 1; at < group; at = tree_.after(at)) // "use A\B\{C, D};"
            if (tree_[at].kind != syntax::kTokenKind) path = cut(tree_.text(at), "\\");
    for (std::string& part : cut(tree_.text(children.front()), "\\")) path.push_back(std::move(part));
    if (path.empty()) return;
    const std::string name =
        children.size() > 1 && tree_[children.back()].kind == syntax::kIdentifierKind ? std::string(tree_.text(children.back())) : path.back();
    add(name, std::move(path));
}

} // namespace squire::sast
