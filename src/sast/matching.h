// SPDX-License-Identifier: MIT
//
// One attempt to match a pattern at a place. The search backtracks: every function takes what is left to match as a continuation, calls it for each
// way in which its own part matches, and returns true once a continuation wants no more. The depth of calls is bounded by the pattern and the
// longest list of siblings it names, never by the nesting of the file.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "rules/sast_rule.h"
#include "sast/match.h"
#include "sast/pattern.h"
#include "sast/source_file.h"

namespace squire::sast {

/// A reference to what is called next; lives no longer than the call it is given to.
class Continuation {
public:
    template <class Callable> Continuation(const Callable& callable) // NOLINT(google-explicit-constructor): a lambda is passed as it is
        : object_(&callable), call_([](const void* object) { return (*static_cast<const Callable*>(object))(); }) {}
    bool operator()() const { return call_(object_); }

private:
    const void* object_;
    bool (*call_)(const void*);
};

/// What PHP includes other files with: statements of its grammar, calls to patterns.
inline constexpr std::array<std::string_view, 4> kInclusions{"include_expression", "include_once_expression", "require_expression",
                                                             "require_once_expression"};

/// The words of a Dockerfile's instruction as a shell's commands, cut at its operators; without flags.
[[nodiscard]] std::vector<std::vector<syntax::NodeId>> commands_of(const syntax::Tree& tree, syntax::NodeId instruction);

class Matching {
public:
    using NodeId = syntax::NodeId;
    using Nodes = std::span<const NodeId>;

    Matching(const Pattern& pattern, const SourceFile& file, const rules::SastOptions& options, Budget& budget)
        : pattern_(pattern), file_(file), tree_(file.tree()), shape_(pattern.tree()), grammar_(file.tree().grammar()), options_(options),
          budget_(budget), import_list_(grammar_.kind_named("named_imports")),
          excludes_(!options.vardef_assign || !options.arrow_is_function || !options.attr_expr || !options.xml_singleton_loose_matching) {}

    bool node(NodeId p, NodeId t, Continuation next);
    /// A statement of a list: an expression as a statement also matches deep inside.
    bool statement(NodeId p, NodeId t, Continuation next);
    /// The statements of the pattern from the first of the text on. `rest_is_ok`: more may follow.
    bool statements(Nodes ps, Nodes ts, bool rest_is_ok, bool may_go_deeper, Continuation next);
    /// Pattern nodes, each with another node of the file, in any order. `open`: others may be left.
    bool set(Nodes ps, Nodes ts, bool open, Continuation next);

    /// All the words of a command.
    bool words(Nodes ps, Nodes ts, Continuation next) { return list(ps, ts, tree_[ts.front()].parent, next); }

    [[nodiscard]] const std::vector<Binding>& bindings() const { return bindings_; }
    /// Statements matched last: the end of a sequence's range.
    [[nodiscard]] std::uint32_t reached() const { return reached_; }
    void reset() {
        bindings_.clear();
        reached_ = 0;
    }

private:
    bool children(NodeId p, NodeId t, Continuation next);
    [[nodiscard]] bool is_other_member(NodeId p, NodeId t) const;
    bool instruction(NodeId p, NodeId t, Continuation next); // of a Dockerfile
    bool list(Nodes ps, Nodes ts, NodeId t_parent, Continuation next);
    bool named_arguments(Nodes ps, Nodes ts, NodeId t_parent, Continuation next);
    bool unordered_first(NodeId p, NodeId t, Continuation next);
    bool leaf(NodeId p, NodeId t) const;
    bool deep(NodeId p, NodeId t, Continuation next);
    bool bare_call(NodeId p, NodeId t, Continuation next);
    bool annotation_as_call(NodeId p, NodeId t, Continuation next);
    bool inclusion(NodeId p, NodeId t, Continuation next);
    bool held_value(NodeId p, NodeId t, Continuation next); // of a variable, by symbolic propagation
    [[nodiscard]] bool is_excluded(NodeId p, NodeId t) const;
    [[nodiscard]] bool in_annotation(NodeId p) const { return pattern_.equivalences(p).annotation; }
    [[nodiscard]] bool only_ellipses(NodeId p) const;
    [[nodiscard]] static bool has_arguments(const syntax::Tree& tree, NodeId call);
    bool equivalent(NodeId p, NodeId t, Continuation next);
    bool chain(NodeId p, NodeId t, Continuation next); // names through imports
    bool chain_with_metavariables(Nodes wanted, Nodes given, const Imports::Import& import, Continuation next);
    bool member_chain(NodeId p, NodeId t, Continuation next); // "$X. ... .f()"
    bool operands(NodeId p, NodeId t, Continuation next); // of an associative operator
    bool import_statement(NodeId p, NodeId t, Continuation next);
    bool constant(NodeId p, NodeId t) const;
    [[nodiscard]] bool holds_regex(NodeId p, std::string_view text) const;
    bool text_of_string(NodeId p, NodeId t, Continuation next);
    bool typed(NodeId p, NodeId t, Continuation next);
    bool bind(MetavariableId metavariable, Binding binding, Continuation next);
    bool bind_node(MetavariableId metavariable, NodeId t, Continuation next);
    bool bind_sequence(MetavariableId metavariable, Nodes ts, std::uint32_t at, Continuation next);
    bool go_on_after(std::uint32_t end, Continuation next);

    /// `kNoNode` in a list of pattern nodes is the ellipsis at the end of a definition without its body.
    [[nodiscard]] Mark mark(NodeId p) const { return p == syntax::kNoNode ? Mark::ellipsis : pattern_.meaning(p).mark; }
    [[nodiscard]] bool is_ellipsis(NodeId p) const { return mark(p) == Mark::ellipsis || mark(p) == Mark::ellipsis_metavariable; }
    [[nodiscard]] bool names_function_expression(NodeId p) const;
    [[nodiscard]] bool is_empty_creation(const syntax::Tree& tree, NodeId id) const;
    [[nodiscard]] bool is_empty_value(NodeId p) const;
    [[nodiscard]] bool is_whole_pair(NodeId p, NodeId t) const;
    [[nodiscard]] bool is_text_of_string(NodeId t) const;
    [[nodiscard]] bool is_put_in(NodeId p) const;
    [[nodiscard]] bool is_literal(NodeId t) const;
    [[nodiscard]] bool same_key(NodeId a, NodeId b) const;
    [[nodiscard]] bool same_binding(const Binding& a, const Binding& b) const;
    [[nodiscard]] bool may_skip(NodeId t) const;
    [[nodiscard]] std::vector<NodeId> nested_statements(Nodes ts) const;
    [[nodiscard]] std::string_view operator_of(const syntax::Tree& tree, NodeId id) const;
    [[nodiscard]] std::vector<NodeId> flat_operands(const syntax::Tree& tree, NodeId id, std::string_view op, const Pattern* pattern) const;

    const Pattern& pattern_;
    const SourceFile& file_;
    const syntax::Tree& tree_; // of the file
    const syntax::Tree& shape_; // of the pattern
    const syntax::Grammar& grammar_;
    const rules::SastOptions& options_;
    Budget& budget_;
    syntax::Kind import_list_; // of JavaScript: "{a, b}" of an import is no name
    bool excludes_; // options take something out of what patterns mean by default
    int held_values_ = 0; // variables that are looked through at the moment
    std::vector<Binding> bindings_;
    std::uint32_t reached_ = 0;
};

} // namespace squire::sast
