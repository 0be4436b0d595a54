// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"
#include "integrate/integrate.h"

namespace squire::cli {

/// The plan as it may be shown: what a secret rule matches in its texts is redacted, for a pipeline may hold secrets, and a difference shows what
/// stands around. Not to be carried out.
[[nodiscard]] Result<integrate::Plan> without_secrets(integrate::Plan plan);

/// Each scanner with what becomes of it and why, then what was done beside the includes, and what was proven.
[[nodiscard]] std::string format_plan(const integrate::Plan& plan);
[[nodiscard]] std::string plan_as_json(const integrate::Plan& plan);

/// Into a folder: merge-request.md, commit-message.txt, pipeline.diff, integration.json.
[[nodiscard]] Result<void> write_plan(const std::filesystem::path& folder, const integrate::Plan& plan);

} // namespace squire::cli
