// SPDX-License-Identifier: MIT
//
// A folder for one internship project:
//
//     squire.toml       settings, for people
//     sandbox/          a clone of the project in which anything may be tried
//     .squire/          what squire keeps: the store, reports
//
// A command that runs anywhere below it works on it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/result.h"
#include "workspace/settings.h"

namespace squire::workspace {

inline constexpr const char* kSettingsFile = "squire.toml";
inline constexpr const char* kPrivateFolder = ".squire";
inline constexpr const char* kSandboxFolder = "sandbox";

struct Workspace {
    std::filesystem::path root; // absolute
    Settings settings;

    [[nodiscard]] std::filesystem::path sandbox() const { return root / kSandboxFolder; }
    [[nodiscard]] std::filesystem::path reports() const { return root / kPrivateFolder / "reports"; }
    [[nodiscard]] std::filesystem::path settings_file() const { return root / kSettingsFile; }
};

/// The workspace around `from`: the outermost folder, from there up, that has both squire.toml and .squire. The outermost, because a project in
/// the sandbox could bring such files of its own; for the same reason one whose squire.toml is tracked by git is refused (`unsupported`).
/// Nothing where there is none; an error where its settings are wrong.
[[nodiscard]] Result<std::optional<Workspace>> find_workspace(const std::filesystem::path& from);

/// The same, and an error (`not_found`, with how to make one) where there is none.
[[nodiscard]] Result<Workspace> require_workspace(const std::filesystem::path& from);

} // namespace squire::workspace
