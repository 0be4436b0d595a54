// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "sast/source_file.h"

namespace squire::sast {

/// Whether the expression is of the type, as far as one file tells: by its declaration, the literal or constructor it is or holds. Types are compared
/// by name, full or last part, without their arguments where the wanted type has none.
[[nodiscard]] bool has_type(const SourceFile& file, syntax::NodeId id, std::string_view type);

/// The node that names the type of a variable, parameter or field, where its declaration says it; kNoNode: unknown.
[[nodiscard]] syntax::NodeId declared_type(const SourceFile& file, syntax::NodeId id);

} // namespace squire::sast
