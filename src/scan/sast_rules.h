// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/problems.h"
#include "base/result.h"
#include "rules/sast_rule.h"

namespace squire::scan {

/// Whether a path given for rules holds SAST rules: a folder, or a file of YAML.
[[nodiscard]] bool is_sast_rule_path(const std::filesystem::path& path);

struct SastRules {
    std::vector<rules::SastRule> rules;
    std::string key; // tells them from every other set of rules that this build can read
};

/// The SAST rules of a scan: those of `path`, a file or a folder with files of Semgrep's rules in it, or else Squire's own. Other YAML in the
/// folder is passed over. An error where nothing can be read or no rule is there.
[[nodiscard]] Result<SastRules> sast_rules_for(const std::optional<std::filesystem::path>& path, Problems& problems);

/// The text of the project's `.semgrepignore`; empty where there is none.
[[nodiscard]] std::string semgrep_ignore_of(const std::filesystem::path& project);

} // namespace squire::scan
