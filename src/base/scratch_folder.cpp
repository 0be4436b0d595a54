// SPDX-License-Identifier: MIT
#include "base/scratch_folder.h"

#include <cstdlib>
#include <string>

namespace squire {

namespace fs = std::filesystem;

Result<ScratchFolder> ScratchFolder::make(std::string_view purpose, const fs::path& parent) {
    std::error_code code;
    const fs::path real = fs::canonical(parent.empty() ? fs::temp_directory_path(code) : parent, code);
    std::string pattern = (real / ("squire-" + std::string(purpose) + "-XXXXXX")).string();
    if (code || ::mkdtemp(pattern.data()) == nullptr)
        return fail(ErrorKind::io, "no temporary folder can be made", pattern,
                    parent.empty() ? "TMPDIR names where they go" : "is the disk full?");
    return ScratchFolder(fs::path(pattern));
}

ScratchFolder::~ScratchFolder() {
    if (path_.empty()) return;
    std::error_code ignored;
    // A folder that a project's tests made unwritable would stay.
    for (auto entry = fs::recursive_directory_iterator(path_, fs::directory_options::skip_permission_denied, ignored);
         entry != fs::recursive_directory_iterator(); entry.increment(ignored)) {
        if (ignored) break;
        if (entry->is_directory(ignored) && !entry->is_symlink(ignored))
            fs::permissions(entry->path(), fs::perms::owner_all, fs::perm_options::add, ignored);
    }
    fs::remove_all(path_, ignored);
}

} // namespace squire
