// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace squire::bugreport {

/// What stands in a file that a report names, where `root` is the project's folder. A report may name anything: what leads out of the folder, by its name
/// or by a symbolic link, is refused (`unsupported`), and FIFOs and devices are as base/file.h has it.
[[nodiscard]] Result<std::string> project_text(const std::filesystem::path& root, std::string_view file, std::uint64_t limit = 8U << 20U);

} // namespace squire::bugreport
