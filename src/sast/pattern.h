// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "sast/match.h"
#include "sast/pattern_memory.h"
#include "sast/pattern_text.h"
#include "search/pcre.h"
#include "syntax/tree.h"

namespace squire::sast {

/// A pattern as a tree of the language's own grammar, with what each node stands for. Immutable; read by any number of threads.
class Pattern {
public:
    /// What a node of the tree stands for.
    struct Meaning {
        Mark mark = Mark::plain;
        bool partial = false; // the pattern ends inside it: a definition without a body
        MetavariableId metavariable = kAnonymous;
        std::uint32_t type = 0; // of a typed metavariable, into `types`; of a string's regex, into `regexes`; of a deep one, what is looked for
    };

    /// Errors: malformed where no way of reading it parses; unsupported where the language has no grammar; limit where it is too large.
    /// With a `memory`, the way in which others of its shape parsed is tried first.
    [[nodiscard]] static Result<Pattern> compile(std::string_view text, const syntax::Language& language, Metavariables& metavariables,
                                                 PatternMemory* memory = nullptr);

    [[nodiscard]] const syntax::Tree& tree() const { return *tree_; }
    [[nodiscard]] const std::vector<syntax::NodeId>& roots() const { return roots_; } // several: a sequence of siblings
    [[nodiscard]] const Meaning& meaning(syntax::NodeId id) const { return meanings_[id]; }
    [[nodiscard]] const std::string& type(std::uint32_t index) const { return types_[index]; }
    /// That of the literal `id`, whose mark is string_regex.
    [[nodiscard]] const search::Pcre& regex(syntax::NodeId id) const { return regexes_[meanings_[id].type]; }
    /// The metavariable that such a type is; kAnonymous where it is a name.
    [[nodiscard]] MetavariableId type_metavariable(std::uint32_t index) const { return type_metavariables_[index]; }
    /// Whether a node is one of the pattern's and not of what stands around it to make it parse.
    [[nodiscard]] bool is_inside(syntax::NodeId id) const {
        return std::ranges::any_of(roots_, [&](syntax::NodeId root) { return id >= root && id < tree_->after(root); });
    }
    [[nodiscard]] bool is_sequence() const { return roots_.size() > 1; }
    /// Children that are part of the pattern.
    /// By which ways code that is written otherwise may still match a node: to be asked before they are tried.
    struct Equivalences {
        bool constant = false; // what a constant holds
        bool import = false; // another form of an import
        bool names = false; // a name through an import: it begins with a plain one
        bool annotation = false; // stands in one
    };
    [[nodiscard]] const Equivalences& equivalences(syntax::NodeId id) const { return equivalences_[id]; }
    [[nodiscard]] const std::vector<syntax::NodeId>& children(syntax::NodeId id) const { return children_[id]; }
    /// Of "x.a" the node of a, where it is a plain name; kNoNode: it may match several.
    [[nodiscard]] syntax::NodeId member_name(syntax::NodeId id) const { return member_names_.empty() ? syntax::kNoNode : member_names_[id]; }
    /// Hashes of the names that every match has: in itself, by an import, or where values of variables are looked through, elsewhere in the file.
    [[nodiscard]] const std::vector<std::uint32_t>& names() const { return names_; }
    /// Those of its first root.
    [[nodiscard]] const std::vector<std::uint32_t>& first_names() const { return first_names_; }

private:
    friend class PatternCompiler;
    std::unique_ptr<std::string> text_; // what was parsed; the tree looks into it
    std::unique_ptr<syntax::Tree> tree_;
    std::vector<syntax::NodeId> roots_;
    std::vector<Meaning> meanings_; // by node
    std::vector<std::vector<syntax::NodeId>> children_; // by node
    std::vector<Equivalences> equivalences_; // by node
    std::vector<syntax::NodeId> member_names_; // by node; empty where names of the language may be written in any case
    std::vector<std::string> types_;
    std::vector<MetavariableId> type_metavariables_; // beside `types_`
    std::vector<search::Pcre> regexes_;
    std::vector<std::uint32_t> names_; // sorted
    std::vector<std::uint32_t> first_names_;
};

/// Whether it is a string, or a command in backticks: text with values put in.
[[nodiscard]] bool holds_text(const syntax::Tree& tree, syntax::NodeId id);

/// Where "a.b.c" begins, but for what stands before a call or subscript.
[[nodiscard]] syntax::NodeId first_link(const syntax::Tree& tree, syntax::NodeId id);

/// The pattern's tree with the meaning of its nodes, for `squire rules explain` and tests.
[[nodiscard]] std::string dump(const Pattern& pattern, const Metavariables& metavariables);

} // namespace squire::sast
