// SPDX-License-Identifier: MIT
#include "fix/added_import.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "sast/imports.h"

namespace squire::fix {
namespace {

using syntax::kNoNode;
using syntax::NodeId;
using syntax::Tree;

// Where statements of the file stand, as whole lines.
class Lines {
public:
    explicit Lines(const Tree& tree) : tree_(tree), text_(tree.text()) {
        const std::size_t end = text_.find('\n');
        ending_ = end != std::string_view::npos && end > 0 && text_[end - 1] == '\r' ? "\r\n" : "\n";
    }

    [[nodiscard]] sast::Edit before(NodeId node, std::string_view line, bool gap = false) const {
        const std::size_t at = tree_[node].begin == 0 ? 0 : text_.rfind('\n', tree_[node].begin - 1) + 1; // npos + 1 is 0
        return {.begin = at, .end = at, .text = std::string(line) + ending_ + (gap ? ending_ : "")};
    }
    [[nodiscard]] sast::Edit after(NodeId node, std::string_view line, bool gap = false) const {
        const std::size_t end = text_.find('\n', tree_[node].end);
        const std::string added = (gap ? ending_ : "") + std::string(line);
        if (end == std::string_view::npos) return {.begin = text_.size(), .end = text_.size(), .text = ending_ + added};
        return {.begin = end + 1, .end = end + 1, .text = added + ending_};
    }
    /// Whether nothing but blanks of one line end stands between two nodes.
    [[nodiscard]] bool adjoin(NodeId first, NodeId second) const {
        const std::string_view between = text_.substr(tree_[first].end, tree_[second].begin - tree_[first].end);
        return std::ranges::count(between, '\n') <= 1;
    }

private:
    const Tree& tree_;
    std::string_view text_;
    std::string ending_;
};

std::string_view kind_of(const Tree& tree, NodeId node) { return tree.grammar().kind_name(tree[node].kind); }

// A text alone, as a statement.
bool is_docstring(const Tree& tree, NodeId node) {
    const NodeId inner = tree.first_child(node);
    return tree[node].kind == syntax::kStringKind ||
           (inner != kNoNode && tree[inner].kind == syntax::kStringKind && tree[inner].end == tree[node].end);
}

// Whether an import stands by itself in the file, and not in a function or under a condition.
bool holds_everywhere(const Tree& tree, NodeId import) {
    for (NodeId at = tree[import].parent; at != 0 && at != kNoNode; at = tree[at].parent) {
        if (!kind_of(tree, at).starts_with("import_")) return false;
    }
    return true;
}

sast::Edit in_python(const Tree& tree, std::string_view statement) {
    const Lines lines(tree);
    NodeId opening = kNoNode; // docstring, and imports of __future__: what must stand first
    NodeId first = kNoNode;   // import of the first block
    NodeId last = kNoNode;
    std::vector<NodeId> plain; // "import x" of the first block
    const std::vector<NodeId> statements = tree.children(0);
    for (const NodeId node : statements) {
        const std::string_view kind = kind_of(tree, node);
        const bool is_plain = kind == "import_statement";
        if (kind == "future_import_statement" || (node == statements.front() && is_docstring(tree, node))) {
            opening = node;
        } else if (is_plain || kind == "import_from_statement") {
            if (last != kNoNode && !lines.adjoin(last, node)) break;
            if (first == kNoNode) first = node;
            if (is_plain) plain.push_back(node);
            last = node;
        } else {
            break;
        }
    }
    if (!plain.empty()) {
        const auto next = std::ranges::find_if(plain, [&](NodeId node) { return tree.text(node) > statement; });
        return next != plain.end() ? lines.before(*next, statement) : lines.after(plain.back(), statement);
    }
    if (first != kNoNode) return lines.before(first, statement, true);
    if (opening != kNoNode) return lines.after(opening, statement, true);
    if (statements.empty()) return {.begin = 0, .end = 0, .text = std::string(statement) + "\n"};
    return lines.before(statements.front(), statement, true);
}

Result<sast::Edit> in_go(const Tree& tree, std::string_view statement) {
    const Lines lines(tree);
    NodeId package = kNoNode;
    for (const NodeId node : tree.children(0)) {
        const std::string_view kind = kind_of(tree, node);
        if (kind == "package_clause") package = node;
        if (kind != "import_declaration") continue;
        if (!tree.text(node).contains('(')) return lines.after(node, statement);
        const std::string_view name = trim(statement.substr(std::string_view("import").size()));
        NodeId last = kNoNode; // of the first group
        for (NodeId spec = node + 1; spec < tree.after(node); ++spec) {
            if (kind_of(tree, spec) != "import_spec") continue;
            if (last != kNoNode && !lines.adjoin(last, spec)) break;
            if (tree.text(spec) > name) return lines.before(spec, "\t" + std::string(name));
            last = spec;
        }
        if (last == kNoNode) break; // "import ()"
        return lines.after(last, "\t" + std::string(name));
    }
    if (package == kNoNode) return fail(ErrorKind::unsupported, "the file has no package clause");
    return lines.after(package, statement, true);
}

} // namespace

Result<std::optional<sast::Edit>> added_import(const Tree& tree, std::string_view statement) {
    const auto wanted_tree = Tree::parse(tree.grammar(), statement);
    if (!wanted_tree) return std::unexpected(wanted_tree.error());
    const sast::Imports wanted(*wanted_tree);
    const sast::Imports known(tree);
    if (wanted.all().empty()) return fail(ErrorKind::unsupported, fmt::format("'{}' is no import that can be added here", statement));
    bool missing = false;
    for (const auto& [name, imports] : wanted.all()) {
        const auto found = known.all().find(name);
        bool is_known = false;
        for (const sast::Imports::Import& each : found == known.all().end() ? std::vector<sast::Imports::Import>() : found->second) {
            if (each.path != imports.front().path)
                return fail(ErrorKind::unsupported, fmt::format("'{}' is the name of something else in the file", name));
            is_known = is_known || holds_everywhere(tree, each.statement);
        }
        missing = missing || !is_known;
        if (found != known.all().end()) continue;
        for (NodeId id = 1; id < tree.nodes().size(); ++id) {
            const syntax::Node& node = tree[id];
            if (node.leaf && node.kind == syntax::kIdentifierKind && node.field != syntax::kMemberField && tree.text(id) == name)
                return fail(ErrorKind::unsupported, fmt::format("'{}' is the name of something else in the file", name));
        }
    }
    if (!missing) return std::nullopt;
    switch (tree.grammar().language().imports) {
    case syntax::ImportStyle::python: return in_python(tree, statement);
    case syntax::ImportStyle::go: {
        auto edit = in_go(tree, statement);
        if (!edit) return std::unexpected(edit.error());
        return std::move(*edit);
    }
    default: return fail(ErrorKind::unsupported, fmt::format("'{}' would have to be imported", statement));
    }
}

} // namespace squire::fix
