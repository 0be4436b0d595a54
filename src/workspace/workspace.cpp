// SPDX-License-Identifier: MIT
#include "workspace/workspace.h"

#include <utility>

#include "base/file.h"
#include "source/git.h"
#include "source/tracked_files.h"

namespace squire::workspace {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLargestSettings = 1U << 20U;

bool is_workspace(const fs::path& folder) {
    std::error_code ignored;
    return fs::is_regular_file(folder / kSettingsFile, ignored) && fs::is_directory(folder / kPrivateFolder, ignored);
}

// Whether the settings came with a project instead of from `squire init`.
bool came_with_a_project(const fs::path& folder) {
    const auto repository = source::open_repository(folder);
    if (!repository) return false;
    std::error_code failed;
    const fs::path root = fs::canonical(source::root_of(**repository), failed);
    if (failed) return false;
    Problems ignored;
    return source::TrackedFiles(root, ignored).has((folder / kSettingsFile).lexically_relative(root).generic_string());
}

} // namespace

Result<std::optional<Workspace>> find_workspace(const fs::path& from) {
    std::error_code failed;
    const fs::path start = fs::canonical(from, failed);
    if (failed) return fail(ErrorKind::not_found, "there is no such folder", from.string());
    fs::path found;
    for (fs::path folder = start;; folder = folder.parent_path()) {
        if (is_workspace(folder)) found = folder;
        if (!folder.has_relative_path()) break;
    }
    if (found.empty()) return std::nullopt;
    const fs::path file = found / kSettingsFile;
    if (came_with_a_project(found)) {
        return fail(ErrorKind::unsupported, "git tracks this file: settings that come with a project are not followed", file.string(),
                    "squire init PROJECT makes a workspace of your own");
    }
    const auto text = read_file(file, kLargestSettings);
    if (!text) return std::unexpected(text.error());
    auto settings = read_settings(*text, file.string());
    if (!settings) return std::unexpected(settings.error());
    return Workspace{.root = found, .settings = std::move(*settings)};
}

Result<Workspace> require_workspace(const fs::path& from) {
    auto found = find_workspace(from);
    if (!found) return std::unexpected(found.error());
    if (!*found) {
        return fail(ErrorKind::not_found, "not in a workspace: no folder from here up has squire.toml and .squire", fs::absolute(from).string(),
                    "squire init PROJECT makes one; then run this inside it");
    }
    return std::move(**found);
}

} // namespace squire::workspace
