// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include "base/result.h"
#include "sast/message.h"
#include "syntax/tree.h"

namespace squire::fix {

/// The edit that brings an import statement ("import os", in Go `import "os"`) into a file, among those of its kind and in their order. Nothing where
/// the whole file knows those names already. An error (`unsupported`) where a name means something else there, or we cannot write such a statement.
[[nodiscard]] Result<std::optional<sast::Edit>> added_import(const syntax::Tree& tree, std::string_view statement);

} // namespace squire::fix
