// SPDX-License-Identifier: MIT
#include "fix/dependency_copy.h"

#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "dependencies/collect.h"

namespace squire::fix {
namespace {

namespace fs = std::filesystem;

Error system_error(std::string_view doing, const fs::path& place, const std::error_code& code) {
    return {ErrorKind::io, fmt::format("{}: {}", doing, code.message()), place.string(), {}};
}

std::string below(const fs::path& root, const fs::path& path) { return path.lexically_relative(root).generic_string(); }

// Left where it is: git's own folder, and copies of packages, which no lock or manifest of the project stands in.
bool is_left_out(const std::string& folder) { return folder == ".git" || dependencies::is_installed(folder + "/"); }

bool stays_inside(const std::string& link, const fs::path& target) {
    if (target.is_absolute()) return false;
    const fs::path leads_to = (fs::path(link).parent_path() / target).lexically_normal();
    return leads_to.empty() || *leads_to.begin() != "..";
}

} // namespace

DependencyCopy::DependencyCopy(fs::path tree, ScratchFolder surroundings, CopyLimits limits)
    : tree_(std::move(tree)), surroundings_(std::move(surroundings)), root_(surroundings_.path() / "project"), limits_(limits) {}

Result<DependencyCopy> DependencyCopy::make(const fs::path& tree, CopyExtent extent, const Cancellation* cancellation,
                                            const CopyLimits& limits) {
    std::error_code code;
    if (!fs::is_directory(tree, code)) return fail(ErrorKind::not_found, "no folder", tree.string(), "upgrades are made in a project's folder");
    auto surroundings = ScratchFolder::make("upgrade");
    if (!surroundings) return std::unexpected(std::move(surroundings.error()));
    DependencyCopy copy(tree, std::move(*surroundings), limits);
    fs::create_directory(copy.path(), code);
    if (const auto filled = copy.fill(extent, cancellation); !filled) return std::unexpected(filled.error());
    return copy;
}

Result<void> DependencyCopy::fill(CopyExtent extent, const Cancellation* cancellation) {
    std::error_code code;
    std::uint64_t bytes = 0;
    for (fs::recursive_directory_iterator each(tree_, fs::directory_options::skip_permission_denied, code), end; each != end && !code;
         each.increment(code)) {
        if (cancellation != nullptr && cancellation->requested()) return fail(ErrorKind::interrupted, "interrupted", tree_.string());
        const std::string path = below(tree_, each->path());
        std::error_code lost; // what vanishes or cannot be read is not there for the scan either
        const fs::file_status status = each->symlink_status(lost);
        if (fs::is_directory(status)) {
            if (is_left_out(path)) {
                each.disable_recursion_pending();
            } else if (extent == CopyExtent::everything) {
                fs::create_directories(root_ / path, code);
                folders_.insert(path);
            }
        } else if (fs::is_symlink(status) && extent == CopyExtent::everything) {
            const fs::path target = fs::read_symlink(each->path(), lost);
            if (lost || !stays_inside(path, target)) continue;
            fs::create_symlink(target, root_ / path, code);
            links_.insert(path);
        } else if (fs::is_regular_file(status)) {
            if (extent == CopyExtent::package_files && !dependencies::is_collected(path) && !path.ends_with(".txt") && !path.ends_with(".in"))
                continue; // what requirements files include has names of its own
            bytes += each->file_size(lost);
            if (bytes > limits_.bytes || files_.size() == limits_.files)
                return fail(ErrorKind::limit,
                            fmt::format("a tree of more than {} MB or {} files is not copied", limits_.bytes >> 20U, limits_.files),
                            tree_.string(), "give the folder of one of its projects");
            for (fs::path folder = fs::path(path).parent_path(); !folder.empty() && folders_.insert(folder.generic_string()).second;
                 folder = folder.parent_path()) {
            }
            fs::create_directories((root_ / path).parent_path(), code);
            if (!fs::copy_file(each->path(), root_ / path, lost) || lost) continue;
            fs::permissions(root_ / path, fs::perms::owner_read | fs::perms::owner_write, fs::perm_options::add, lost);
            files_[path] = {fs::file_size(root_ / path, lost), fs::last_write_time(root_ / path, lost)};
        }
    }
    if (code) return std::unexpected(system_error("the tree cannot be copied", tree_, code));
    return {};
}

Result<std::string> DependencyCopy::original(const std::string& path) const {
    return files_.contains(path) ? read_file(tree_ / path, limits_.largest_changed) : Result<std::string>{};
}

Result<DependencyCopy::State> DependencyCopy::state() const {
    State state;
    std::error_code code;
    std::size_t seen = 0;
    for (fs::recursive_directory_iterator each(root_, code), end; each != end && !code; each.increment(code)) {
        const std::string path = below(root_, each->path());
        const fs::file_status status = each->symlink_status(code);
        if (code) break;
        if (fs::is_directory(status)) {
            if (is_left_out(path)) each.disable_recursion_pending();
            continue;
        }
        const auto known = files_.find(path);
        if (known != files_.end()) ++seen;
        if (!fs::is_regular_file(status)) {
            if (known != files_.end()) return fail(ErrorKind::unsupported, "is no file any more", path);
            if (!links_.contains(path)) state[path] = ""; // said as a new file, which nobody allows
            continue;
        }
        if (known != files_.end() && known->second == Stamp{each->file_size(code), each->last_write_time(code)}) continue;
        auto now = read_file(each->path(), limits_.largest_changed);
        if (!now) return std::unexpected(now.error());
        const auto before = original(path);
        if (!before) return std::unexpected(before.error());
        if (known == files_.end() || *now != *before) state[path] = std::move(*now);
    }
    if (code) return std::unexpected(system_error("the copy cannot be read", root_, code));
    if (seen < files_.size()) return fail(ErrorKind::unsupported, "files of the project are gone", root_.string());
    return state;
}

Result<void> DependencyCopy::restore(const State& state) {
    std::error_code code;
    // First goes all that was not there: a folder that became a link would lead the writing below out of the copy.
    std::vector<fs::path> unknown;
    for (fs::recursive_directory_iterator each(root_, code), end; each != end && !code; each.increment(code)) {
        const std::string path = below(root_, each->path());
        const fs::file_status status = each->symlink_status(code);
        const bool kept = fs::is_directory(status)
                              ? folders_.contains(path)
                              : (fs::is_symlink(status) ? links_.contains(path) : files_.contains(path) || state.contains(path));
        if (kept) continue;
        unknown.push_back(each->path());
        if (fs::is_directory(status)) each.disable_recursion_pending();
    }
    for (const fs::path& path : unknown) fs::remove_all(path, code);
    if (code) return std::unexpected(system_error("the copy cannot be put back", root_, code));
    for (auto& [path, stamp] : files_) {
        const fs::path place = root_ / path;
        std::error_code lost;
        const bool same = Stamp{fs::file_size(place, lost), fs::last_write_time(place, lost)} == stamp && !lost;
        if (same && !state.contains(path)) continue;
        const auto given = state.find(path);
        const auto bytes = given != state.end() ? Result<std::string>(given->second) : original(path);
        if (!bytes) return std::unexpected(bytes.error());
        if (const auto written = write_file(place, *bytes); !written) return written;
        // A changed file keeps the stamp of another, so that it is compared by its bytes.
        if (given == state.end()) stamp = {fs::file_size(place, lost), fs::last_write_time(place, lost)};
    }
    for (const auto& [path, bytes] : state) {
        if (files_.contains(path)) continue;
        if (const auto written = write_file(root_ / path, bytes); !written) return written;
    }
    return {};
}

Result<std::vector<FileChange>> DependencyCopy::changes(const State& from, const State& to) const {
    std::set<std::string, std::less<>> paths;
    for (const auto& [path, bytes] : from) paths.insert(path);
    for (const auto& [path, bytes] : to) paths.insert(path);
    std::vector<FileChange> changes;
    for (const std::string& path : paths) {
        const auto bytes_in = [&](const State& state) {
            const auto found = state.find(path);
            return found != state.end() ? Result<std::string>(found->second) : original(path);
        };
        auto before = bytes_in(from);
        auto after = bytes_in(to);
        if (!before) return std::unexpected(before.error());
        if (!after) return std::unexpected(after.error());
        if (*before == *after) continue;
        changes.push_back(
            {.path = path, .before = std::move(*before), .after = std::move(*after), .is_new = !files_.contains(path) && !from.contains(path)});
    }
    return changes;
}

} // namespace squire::fix
