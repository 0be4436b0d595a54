// SPDX-License-Identifier: MIT
#include "sast/matcher.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "sast/matching.h"

namespace squire::sast {

using syntax::kNoNode;
using syntax::NodeId;

namespace {

constexpr std::size_t kMostAtOnePlace = 200;
constexpr std::size_t kMostInOneFile = 20'000;

bool is_branching(const syntax::Tree& tree, NodeId id) {
    const std::string_view kind = tree.grammar().kind_name(tree[id].kind);
    return !tree[id].leaf && (kind.starts_with("if") || kind.starts_with("unless") || kind.starts_with("else") || kind.starts_with("elsif") ||
                              kind.starts_with("case") || kind.starts_with("when") || kind.starts_with("match") || kind.starts_with("begin"));
}

/// Of a function its body, of a block its last statement, of a branching all its ways.
std::vector<NodeId> last_expressions(const syntax::Tree& tree, NodeId id) {
    std::vector<NodeId> result;
    std::vector<NodeId> children = tree.children(id);
    std::erase_if(children, [&](NodeId child) { return tree[child].kind == syntax::kTokenKind; });
    if (children.empty()) return result;
    if ((tree.traits(id) & syntax::kFunction) != 0) {
        const NodeId body = tree.child(id, syntax::kBodyField);
        if (body != kNoNode) result.push_back(body);
    } else if (is_branching(tree, id)) {
        const std::string_view kind = tree.grammar().kind_name(tree[id].kind);
        const std::size_t first = kind.starts_with("else") || kind.starts_with("begin") ? 0 : 1; // behind the condition
        for (std::size_t i = first; i < children.size(); ++i) result.push_back(children[i]);
    } else
        result.push_back(children.back());
    return result;
}

/// The nodes that have one of the names of a pattern: of those that a match has in itself the rarest.
class Narrowing {
public:
    Narrowing(const std::vector<std::uint32_t>& names, const SourceFile& file, const rules::SastOptions& options) : tree_(file.tree()) {
        if (options.symbolic_propagation) return;
        std::optional<std::uint32_t> rarest;
        for (const std::uint32_t name : names) {
            if (file.is_imported(name)) continue;
            if (!rarest || file.names().count(name) < file.names().count(*rarest)) rarest = name;
        }
        if (rarest) places_ = file.names().nodes(*rarest);
    }

    /// Whether a match may begin at that node, or lie in it.
    [[nodiscard]] bool holds(NodeId id) const {
        if (!places_) return true;
        const auto place = std::ranges::lower_bound(*places_, id);
        return place != places_->end() && *place < tree_.after(id);
    }

private:
    const syntax::Tree& tree_;
    std::optional<std::vector<NodeId>> places_; // ascending; nothing: it may be anywhere
};

class Search {
public:
    Search(const Pattern& pattern, const SourceFile& file, const rules::SastOptions& options, Budget& budget, const Near* near)
        : near_(near), pattern_(pattern), file_(file), tree_(file.tree()), options_(options), budget_(budget),
          matching_(pattern, file, options, budget), whole_(pattern.names(), file, options),
          first_(pattern.is_sequence() ? pattern.first_names() : std::vector<std::uint32_t>(), file, options) {}

    std::vector<Match> run();

private:
    void at_node(NodeId p, NodeId t);
    void sequences();
    void commands(NodeId instruction);
    void implicit_returns(NodeId root);
    void sequence(const std::vector<NodeId>& children);
    bool keep(std::uint32_t begin, std::uint32_t end, NodeId node, std::size_t before);
    [[nodiscard]] bool is_expression(NodeId t) const;

    /// Whether a match that lies in this range is of use.
    [[nodiscard]] bool is_near(std::uint32_t begin, std::uint32_t end) const { return near_ == nullptr || near_->allows({begin, end}); }
    [[nodiscard]] bool is_near(NodeId id) const { return is_near(tree_[id].begin, tree_[id].end); }

    const Near* near_; // null: everywhere
    const Pattern& pattern_;
    const SourceFile& file_;
    const syntax::Tree& tree_;
    const rules::SastOptions& options_;
    Budget& budget_;
    Matching matching_;
    Narrowing whole_; // by all names of the pattern
    Narrowing first_; // by those of the first statement
    std::vector<Match> found_;
};

bool Search::keep(std::uint32_t begin, std::uint32_t end, NodeId node, std::size_t before) {
    Match match{.begin = begin, .end = end, .node = node, .bindings = matching_.bindings()};
    std::ranges::sort(match.bindings, {}, &Binding::metavariable);
    if (std::find(found_.begin() + static_cast<std::ptrdiff_t>(before), found_.end(), match) == found_.end()) found_.push_back(std::move(match));
    if (found_.size() - before >= kMostAtOnePlace) budget_.hit(Bound::ways);
    if (found_.size() >= kMostInOneFile) budget_.hit(Bound::matches);
    return found_.size() - before >= kMostAtOnePlace || found_.size() >= kMostInOneFile;
}

bool Search::is_expression(NodeId t) const {
    return tree_[t].kind != syntax::kTokenKind && (tree_.traits(t) & (syntax::kNotAnExpression | syntax::kStatement | syntax::kBlock)) == 0 &&
           t != 0;
}

void Search::at_node(NodeId p, NodeId t) {
    NodeId whole = t; // with its decorators
    for (NodeId parent = tree_[t].parent; parent != kNoNode && (tree_.traits(parent) & (syntax::kExport | syntax::kDecorated)) != 0;
         parent = tree_[parent].parent)
        whole = parent;
    if (!is_near(whole) || !whole_.holds(whole)) return;
    matching_.reset();
    const std::size_t before = found_.size();
    std::uint32_t begin = tree_[t].begin; // an exported definition has its decorators before "export"
    const syntax::Traits traits = tree_.traits(t);
    if (const NodeId parent = tree_[t].parent; parent != kNoNode && (traits & (syntax::kClass | syntax::kFunction)) != 0) {
        const syntax::Traits around = (traits & syntax::kClass) != 0 ? syntax::kExport | syntax::kDecorated : syntax::kDecorated;
        if ((tree_.traits(parent) & around) != 0) begin = tree_[parent].begin;
    }
    if ((traits & syntax::kImportSpec) != 0) { // a match of the declaration that it is in
        NodeId declaration = tree_[t].parent;
        while (declaration != kNoNode && tree_.grammar().kind_name(tree_[declaration].kind) != "import_declaration")
            declaration = tree_[declaration].parent;
        if (declaration != kNoNode) begin = tree_[declaration].begin;
    }
    const auto keep_it = [&] { return keep(begin, tree_[t].end, t, before); };
    const bool statement = (tree_.grammar().traits(pattern_.tree()[p].kind) & syntax::kExpressionStatement) != 0;
    if (statement)
        static_cast<void>(matching_.statement(p, t, keep_it));
    else
        static_cast<void>(matching_.node(p, t, keep_it));
}

void Search::sequence(const std::vector<NodeId>& children) {
    const bool from_start = pattern_.meaning(pattern_.roots()[0]).mark == Mark::ellipsis;
    const syntax::Kind flag = tree_.grammar().kind_named("flag");
    for (std::size_t start = 0; start < children.size() && found_.size() < kMostInOneFile && !budget_.spent(); ++start) {
        const bool statement = tree_[children[start]].kind != syntax::kTokenKind && tree_[children[start]].kind != flag;
        if (statement && !first_.holds(children[start])) continue;
        if (!is_near(tree_[children[start]].begin, tree_[children.back()].end)) break; // those behind it even less
        matching_.reset();
        const std::size_t before = found_.size();
        const std::uint32_t begin = tree_[children[start]].begin;
        static_cast<void>(matching_.statements(pattern_.roots(), std::span(children).subspan(start), true, true,
                                               [&] { return keep(begin, std::max(matching_.reached(), begin), kNoNode, before); }));
        if (from_start) break;
    }
}

/// Words of a shell's command in a Dockerfile, from its first to its last.
void Search::commands(NodeId instruction) {
    if (instruction == 0) return;
    for (const std::vector<NodeId>& command : commands_of(tree_, instruction)) {
        if (command.empty() || budget_.spent()) continue;
        matching_.reset();
        const std::size_t before = found_.size();
        static_cast<void>(matching_.words(pattern_.roots(), command,
                                          [&] { return keep(tree_[command.front()].begin, tree_[command.back()].end, kNoNode, before); }));
    }
}

/// Where the last expression of a function is what it returns: that, or the last one of each branch that stands there.
void Search::implicit_returns(NodeId root) {
    const std::vector<NodeId> wanted = pattern_.children(root);
    NodeId value = kNoNode;
    for (const NodeId one : wanted)
        if (pattern_.tree()[one].kind != syntax::kTokenKind) value = one;
    if (value == kNoNode) return;
    for (NodeId t = 0; t < tree_.nodes().size() && !budget_.spent(); ++t) {
        if ((tree_.traits(t) & syntax::kFunction) == 0) continue;
        std::vector<NodeId> open{t};
        while (!open.empty()) {
            const NodeId at = open.back();
            open.pop_back();
            for (const NodeId last : last_expressions(tree_, at)) {
                NodeId given = last;
                if ((tree_.traits(last) & syntax::kExpressionStatement) != 0 && tree_[last].size > 1) given = last + 1;
                if ((tree_.traits(given) & syntax::kBlock) != 0 || is_branching(tree_, given)) {
                    open.push_back(given);
                    continue;
                }
                if ((tree_.traits(given) & (syntax::kFunction | syntax::kClass)) != 0 ||
                    tree_.grammar().kind_name(tree_[given].kind) == "return")
                    continue;
                if (!is_near(last)) continue;
                matching_.reset();
                const std::size_t before = found_.size();
                static_cast<void>(matching_.node(value, given, [&] { return keep(tree_[last].begin, tree_[last].end, last, before); }));
            }
        }
    }
}

void Search::sequences() {
    const NodeId p_parent = pattern_.tree()[pattern_.roots()[0]].parent;
    const syntax::Kind parent_kind = pattern_.tree()[p_parent].kind;
    const bool is_set = (tree_.grammar().traits(parent_kind) & (syntax::kSet | syntax::kOpenSet)) != 0;
    if (is_set) {
        std::vector<NodeId> wanted;
        for (const NodeId root : pattern_.roots())
            if (pattern_.meaning(root).mark != Mark::ellipsis) wanted.push_back(root);
        const bool open = tree_.grammar().language().name != "yaml" || wanted.size() < pattern_.roots().size();
        for (const NodeId t : file_.of_kind(parent_kind)) {
            if (budget_.spent()) return;
            if (!is_near(t) || !whole_.holds(t)) continue;
            matching_.reset();
            const std::size_t before = found_.size();
            const std::vector<NodeId> children = tree_.children(t);
            static_cast<void>(matching_.set(wanted, children, open, [&] { return keep(tree_[t].begin, tree_[t].end, t, before); }));
        }
        return;
    }
    if ((tree_.grammar().traits(parent_kind) & syntax::kBlock) == 0 && tree_.grammar().language().name == "yaml") { // items of a list
        for (const NodeId list : file_.of_kind(parent_kind))
            if (is_near(list) && whole_.holds(list)) sequence(tree_.children(list));
        return;
    }
    const bool has_token = std::ranges::any_of(pattern_.roots(), [&](NodeId root) { return pattern_.tree()[root].kind == syntax::kTokenKind; });
    for (const NodeId block : file_.blocks()) {
        if (!is_near(block) || !whole_.holds(block)) continue;
        std::vector<NodeId> children = tree_.children(block);
        if (!has_token) std::erase_if(children, [&](NodeId child) { return tree_[child].kind == syntax::kTokenKind; });
        if (tree_.grammar().language().name == "dockerfile" && pattern_.tree()[p_parent].kind == pattern_.tree().grammar().kind_named("run"))
            commands(block);
        else
            sequence(children);
    }
}

std::vector<Match> Search::run() {
    if (pattern_.is_sequence()) {
        sequences();
        return std::move(found_);
    }
    const NodeId root = pattern_.roots()[0];
    const Mark mark = pattern_.meaning(root).mark;
    const syntax::Kind kind = pattern_.tree()[root].kind;
    const syntax::Traits traits = tree_.grammar().traits(kind);
    const auto all_of = [&](auto wanted) {
        for (NodeId t = 0; t < tree_.nodes().size() && found_.size() < kMostInOneFile && !budget_.spent(); ++t)
            if (wanted(t)) at_node(root, t);
    };
    const auto at_each = [&](std::span<const NodeId> places) {
        for (const NodeId t : places) {
            if (found_.size() >= kMostInOneFile || budget_.spent()) break;
            at_node(root, t);
        }
    };
    if (mark == Mark::ellipsis) {
        at_node(root, 0);
    } else if (mark == Mark::deep || mark == Mark::metavariable || mark == Mark::typed_metavariable || mark == Mark::ellipsis_metavariable) {
        all_of([&](NodeId t) { return is_expression(t); });
    } else if ((traits & syntax::kExpressionStatement) != 0) {
        at_each(file_.statements());
    } else if (mark == Mark::any_string || mark == Mark::string_metavariable || mark == Mark::string_regex || kind == syntax::kStringKind ||
               kind == syntax::kNumberKind) {
        std::vector<NodeId> places(file_.of_kind(kind).begin(), file_.of_kind(kind).end());
        if (options_.constant_propagation) places.insert(places.end(), file_.held_constants().begin(), file_.held_constants().end());
        std::ranges::sort(places);
        places.erase(std::ranges::unique(places).begin(), places.end());
        at_each(places);
    } else {
        std::vector<NodeId> places;
        const auto add = [&](syntax::Kind wanted) {
            const auto of_kind = file_.of_kind(wanted);
            const auto before = static_cast<std::ptrdiff_t>(places.size());
            places.insert(places.end(), of_kind.begin(), of_kind.end());
            std::inplace_merge(places.begin(), places.begin() + before, places.end());
        };
        add(kind);
        if (tree_.grammar().kind_name(kind) == "import_statement") add(tree_.grammar().kind_named("import_from_statement"));
        if (tree_.grammar().kind_name(kind) == "import_from_statement") add(tree_.grammar().kind_named("import_statement"));
        if (tree_.grammar().language().name == "terraform" && tree_.grammar().kind_name(kind) == "object")
            add(tree_.grammar().kind_named("block"));
        if (tree_.grammar().kind_name(kind) == "list") add(tree_.grammar().kind_named("list_comprehension"));
        if (tree_.grammar().kind_name(kind) == "var_declaration") add(tree_.grammar().kind_named("const_declaration"));
        if (tree_.grammar().kind_name(kind) == "jsx_element") add(tree_.grammar().kind_named("jsx_self_closing_element"));
        if (kind == syntax::kMemberKind || (kind == syntax::kCallKind && tree_.grammar().language().name == "ruby"))
            add(syntax::kIdentifierKind);
        if (kind == syntax::kIdentifierKind) add(syntax::kMemberKind);
        if (kind == syntax::kCallKind && options_.attr_expr)
            for (const std::string_view annotation : {"annotation", "attribute", "decorator"}) add(tree_.grammar().kind_named(annotation));
        if (kind == syntax::kCallKind && tree_.grammar().language().imports == syntax::ImportStyle::php)
            for (const std::string_view inclusion : kInclusions) add(tree_.grammar().kind_named(inclusion));
        if (kind == syntax::kAssignmentKind && options_.flddef_assign) add(tree_.grammar().kind_named("pair"));
        const bool member_ellipsis = kind == syntax::kMemberKind && std::ranges::any_of(pattern_.children(root), [&](NodeId child) {
                                         return pattern_.meaning(child).mark == Mark::ellipsis;
                                     });
        if (member_ellipsis) add(syntax::kCallKind);
        if (pattern_.equivalences(root).constant && options_.constant_propagation) { // "true" and what is known to be so
            places.insert(places.end(), file_.held_constants().begin(), file_.held_constants().end());
            std::ranges::sort(places);
            places.erase(std::ranges::unique(places).begin(), places.end());
        }
        if (kind == syntax::kAssignmentKind && tree_.grammar().language().name == "bash") { // before a command it is part of that
            const syntax::Kind command = tree_.grammar().kind_named("command");
            std::erase_if(places, [&](NodeId t) { return tree_[tree_[t].parent].kind == command; });
        }
        if ((traits & syntax::kNamedArgument) != 0) { // one of a hash is none of a call
            const syntax::Kind around = pattern_.tree()[pattern_.tree()[root].parent].kind;
            std::erase_if(places, [&](NodeId t) { return tree_[tree_[t].parent].kind != around; });
        }
        at_each(places);
        const bool returns = tree_.grammar().kind_name(kind) == "return" || tree_.grammar().kind_name(kind) == "return_expression";
        if (returns && options_.implicit_return) implicit_returns(root);
    }
    return std::move(found_);
}

} // namespace

bool has_names(const Pattern& pattern, const SourceFile& file) {
    return std::ranges::all_of(pattern.names(), [&](std::uint32_t name) { return file.names().has(name) || file.is_imported(name); });
}

std::vector<Match> find_matches(const Pattern& pattern, const SourceFile& file, const rules::SastOptions& options, Budget& budget,
                                const Near* near) {
    return Search(pattern, file, options, budget, near).run();
}

} // namespace squire::sast
