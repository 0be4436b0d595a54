// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <span>

#include "base/result.h"
#include "fix/proposal.h"

namespace squire::fix {

/// Writes the changes into a folder, all or none; files keep their modes. Errors: conflict where a file is not what it was when the proposal was made, or
/// there is one where a new one is to be; unsupported for links; io where one cannot be written, also where it is read-only: then those before it have
/// been put back.
[[nodiscard]] Result<void> write_changes(const std::filesystem::path& folder, std::span<const FileChange> changes);

} // namespace squire::fix
