// SPDX-License-Identifier: MIT
//
// Which expressions of a file are known to hold a constant. Flow-sensitive as far as it is cheap: the assignment that reaches a use has to stand
// before it in a block around it, with no other assignment between, and none in a loop around both.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "syntax/tree.h"

namespace squire::sast {

struct Constant {
    enum class Kind : std::uint8_t { string, number, other } kind = Kind::string;
    std::string value; // what a string holds; a number as written; of `other` (true, null) the word
    bool value_is_known = true; // false: a string, but not which
};

/// "let a = b", "int a = b", "a := b": whether an assignment makes its variable.
[[nodiscard]] bool is_declaration(const syntax::Tree& tree, syntax::NodeId assignment);

class Constants {
public:
    explicit Constants(const syntax::Tree& tree);

    /// What the expression is known to hold; literals included.
    [[nodiscard]] std::optional<Constant> of(syntax::NodeId id, int depth = 0) const;

    /// The value last assigned to the variable that is read at `id`; kNoNode: not known.
    [[nodiscard]] syntax::NodeId value_of(syntax::NodeId id) const;

    /// Whether the name at `id` is assigned before it in its scope, or a parameter.
    [[nodiscard]] bool is_variable(syntax::NodeId id) const;

    /// Whether the name at `id` is one that is written there.
    [[nodiscard]] bool is_written_at(syntax::NodeId id) const;

    /// The node that says the type of the variable, field or parameter named at `id`; kNoNode: not known.
    [[nodiscard]] syntax::NodeId type_of(syntax::NodeId id) const;

private:
    struct Write {
        syntax::NodeId name;
        syntax::NodeId value; // kNoNode: anything
        syntax::NodeId scope;
        syntax::NodeId block; // the innermost around it
        bool declares = false; // a variable of its scope
    };
    /// What is known of a variable at a point of the code: nothing where `constant` is empty; `reached` false: no way leads there.
    struct State {
        std::optional<Constant> constant;
        bool reached = true;
    };
    [[nodiscard]] std::vector<const Write*> writes_of(syntax::NodeId id, syntax::NodeId scope) const;
    /// Of the variable read at `id`, where branches before it assign it; by structure, without a graph of the flow.
    [[nodiscard]] std::optional<Constant> joined(syntax::NodeId id, int depth) const;
    [[nodiscard]] State after(syntax::NodeId node, const std::vector<const Write*>& writes, State before, int depth) const;
    [[nodiscard]] State after_branches(syntax::NodeId node, const std::vector<const Write*>& writes, const State& before, int depth) const;
    [[nodiscard]] State after_try(syntax::NodeId node, const std::vector<const Write*>& writes, const State& before, int depth) const;
    [[nodiscard]] State after_parts(syntax::NodeId node, const std::vector<const Write*>& writes, State before, int depth) const;
    [[nodiscard]] static State join(const State& one, const State& other);
    void collect();
    void mutate(syntax::NodeId id);
    void add_write(syntax::NodeId name, syntax::NodeId value, bool declares = false);
    /// Whether a function within the scope assigns the variable read at `id`, in a language whose functions may.
    [[nodiscard]] bool is_written_within(syntax::NodeId id, syntax::NodeId scope) const;
    void collect_declaration(syntax::NodeId id);
    [[nodiscard]] std::optional<Constant> compute(syntax::NodeId id, int depth) const;
    [[nodiscard]] syntax::NodeId compute_value(syntax::NodeId id) const;
    [[nodiscard]] syntax::NodeId scope_of(syntax::NodeId id) const { return scopes_[id]; }
    [[nodiscard]] syntax::NodeId block_of(syntax::NodeId id) const;
    [[nodiscard]] bool is_loop(syntax::NodeId id) const;

    const syntax::Tree& tree_;
    std::vector<syntax::NodeId> scopes_; // by node: the innermost function or class around it
    /// Answers that were asked for before, by node.
    static constexpr syntax::NodeId kNotAsked = 0xFFFFFFFE;
    mutable std::vector<syntax::NodeId> values_;
    mutable std::vector<std::uint32_t> constants_; // into `known_`, from 1; 0: not asked for
    mutable std::deque<std::optional<Constant>> known_;
    /// Statements that `joined` may still look at in this file: bounds a long file with many reads. At its end variables count as not known.
    mutable std::uint32_t steps_left_ = 1'000'000;
    /// Of one name: all, in order of the text, and which of them stand in each scope.
    struct Writes {
        std::vector<Write> all;
        std::vector<std::pair<syntax::NodeId, std::uint32_t>> by_scope; // scope and index, sorted
    };
    std::unordered_map<std::uint32_t, Writes> writes_; // by hash of the name
    std::unordered_set<std::uint32_t> written_members_; // hashes of the last names of "a.b = c"
    struct Declared {
        syntax::NodeId name, type, scope;
    };
    std::unordered_map<std::uint32_t, std::vector<Declared>> types_;
};

} // namespace squire::sast
