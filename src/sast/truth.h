// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "sast/source_file.h"

namespace squire::sast {

/// What conditions are known to be, from literals and from variables of the function around them that hold one: a branch that is never taken carries no
/// data. What a file sets outside of the function (DEBUG = False) tells nothing, since that is what people change; nor do variables of languages in
/// which any call may change its arguments.
class Truth {
public:
    explicit Truth(const SourceFile& file) : file_(file), tree_(file.tree()) {}

    /// Of an expression, or the parentheses around it; nothing where it is not known.
    [[nodiscard]] std::optional<bool> of(syntax::NodeId condition) const;

private:
    using Value = std::variant<std::monostate, bool, std::int64_t, std::string>; // monostate: not known

    [[nodiscard]] Value value(syntax::NodeId id, int depth) const;
    [[nodiscard]] Value of_name(syntax::NodeId id, int depth) const;
    [[nodiscard]] Value of_binary(syntax::NodeId id, int depth) const;
    [[nodiscard]] bool is_own_variable(syntax::NodeId id, syntax::NodeId value) const;
    [[nodiscard]] bool is_declared_at(syntax::NodeId name) const;
    [[nodiscard]] syntax::NodeId function_around(syntax::NodeId id) const; // kNoNode: none
    [[nodiscard]] static std::optional<bool> truth(const Value& value);

    const SourceFile& file_;
    const syntax::Tree& tree_;
};

} // namespace squire::sast
