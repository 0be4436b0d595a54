// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "integrate/integrate.h"

namespace squire::journey {

[[nodiscard]] std::string_view word_of(integrate::Decision decision); // "add", "there", "left out"

/// The plan as it may be shown: what a secret rule matches in its texts is redacted, for a pipeline may hold secrets, and a difference shows what
/// stands around. Not to be carried out.
[[nodiscard]] Result<integrate::Plan> without_secrets(integrate::Plan plan);

[[nodiscard]] std::string plan_as_json(const integrate::Plan& plan);

/// Those that have something in them: merge-request.md, commit-message.txt, pipeline.diff, integration.json, by name with their texts.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> plan_files(const integrate::Plan& plan);

/// Writes them into a folder.
[[nodiscard]] Result<void> write_plan(const std::filesystem::path& folder, const integrate::Plan& plan);

} // namespace squire::journey
