// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace squire::fix {

/// Whether the grammar of the file's language reads no less of it than before; true where we have no grammar for it.
[[nodiscard]] bool parses_as_well(std::string_view path, std::string_view before, std::string_view after);

} // namespace squire::fix
