// SPDX-License-Identifier: MIT
#include "fix/written_changes.h"

#include <string>
#include <vector>

#include "base/file.h"

namespace squire::fix {
namespace {

namespace fs = std::filesystem;

Result<void> check_way(const fs::path& folder, const std::string& path) {
    fs::path at = folder;
    for (const fs::path& name : fs::path(path)) {
        if (name == ".." || name.is_absolute()) return fail(ErrorKind::unsupported, "the path leads out of the project", path);
        at /= name;
        std::error_code ignored;
        if (fs::is_symlink(at, ignored)) return fail(ErrorKind::unsupported, "nothing is written through a link", path);
    }
    return {};
}

Result<void> check(const fs::path& folder, const FileChange& change) {
    if (auto way = check_way(folder, change.path); !way) return way;
    const fs::path file = folder / change.path;
    std::error_code code;
    const fs::file_status status = fs::symlink_status(file, code);
    if (change.is_new) {
        if (fs::exists(status)) return fail(ErrorKind::conflict, "a file of that name is there already", change.path, "scan again, then fix");
        return {};
    }
    const auto there = read_file(file, change.before.size() + 1);
    if (!there || *there != change.before)
        return fail(ErrorKind::conflict, fs::exists(status) ? "the file is not what it was when the change was made" : "the file is gone",
                    change.path, "scan again, then fix");
    if ((status.permissions() & fs::perms::owner_write) == fs::perms::none)
        return fail(ErrorKind::io, "the file is read-only", change.path, "chmod u+w it, if it may be changed");
    return {};
}

Result<void> write(const fs::path& file, std::string_view bytes) {
    std::error_code code;
    const fs::file_status before = fs::status(file, code);
    if (auto written = write_file(file, bytes); !written) return written;
    if (!code && fs::exists(before)) fs::permissions(file, before.permissions(), code);
    return {};
}

} // namespace

Result<void> write_changes(const fs::path& folder, std::span<const FileChange> changes) {
    for (const FileChange& each : changes) {
        if (auto fits = check(folder, each); !fits) return fits;
    }
    for (std::size_t i = 0; i < changes.size(); ++i) {
        auto written = write(folder / changes[i].path, changes[i].after);
        if (written) continue;
        for (const FileChange& done : changes.first(i)) {
            std::error_code ignored;
            if (done.is_new) {
                fs::remove(folder / done.path, ignored);
            } else if (auto back = write(folder / done.path, done.before); !back) {
                written.error().hint = "and it could not be put back: " + done.path;
            }
        }
        return written;
    }
    return {};
}

} // namespace squire::fix
