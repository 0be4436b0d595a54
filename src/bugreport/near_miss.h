// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "bugreport/reduction.h"

namespace squire::bugreport {

/// A small change to a text after which the rule says the opposite.
struct NearMiss {
    enum class Kind : std::uint8_t { constant, literal, deletion, operation, name };
    Kind kind = Kind::constant;
    Input changed;
    std::size_t file = 0;
    Edit edit; // of the text that it is a near miss of
    std::string what; // "a constant instead of `b`", in Markdown
};

/// The smallest change of each kind that `flipped` finds interesting, one file of a few lines at a time: a value becomes a constant; a literal another
/// one; an argument, operand or statement goes, or a part stands for the whole; an operator turns; a name becomes another. Kinds that say more about a rule come
/// first, changes around the place before those in it, and those after which what the finding is about is no longer there at the end. `flipped` asks
/// the opposite of what `minimal` was reduced by, and must still demand that the text parses, or any damage would be an answer. Nothing where the
/// time is up or no single change does it.
[[nodiscard]] Result<std::vector<NearMiss>> find_near_misses(const Input& minimal, Oracle& flipped, const ReductionOptions& options);

} // namespace squire::bugreport
