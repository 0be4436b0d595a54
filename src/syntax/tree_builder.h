// SPDX-License-Identifier: MIT
#pragma once

#include <tree_sitter/api.h>

#include "syntax/tree.h"

namespace squire::syntax {

/// tree-sitter's tree as ours. `error_bytes` is set. Error: limit, where there are more nodes than `most`.
[[nodiscard]] Result<std::vector<Node>> build_nodes(const Grammar& grammar, std::string_view text, TSNode root, std::uint32_t most,
                                                    std::uint32_t& error_bytes);

} // namespace squire::syntax
