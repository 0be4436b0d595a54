// SPDX-License-Identifier: MIT
#include "bugreport/project_text.h"

#include <algorithm>
#include <system_error>

#include "base/file.h"

namespace squire::bugreport {

namespace fs = std::filesystem;

Result<std::string> project_text(const fs::path& root, std::string_view file, std::uint64_t limit) {
    const fs::path relative(file);
    const bool leads_out = std::ranges::any_of(relative, [](const fs::path& step) { return step == ".."; });
    if (file.empty() || relative.is_absolute() || leads_out || file.contains('\0'))
        return fail(ErrorKind::unsupported, "this is no file of the project", std::string(file));
    std::error_code error;
    const fs::path base = fs::canonical(root, error);
    if (error) return fail(ErrorKind::not_found, "there is no such folder", root.string());
    const fs::path whole = fs::canonical(base / relative, error);
    if (error) return fail(ErrorKind::not_found, "there is no such file", std::string(file));
    const auto [end, at] = std::ranges::mismatch(base, whole);
    if (end != base.end()) return fail(ErrorKind::unsupported, "a symbolic link leads out of the project", std::string(file));
    return read_file(whole, limit);
}

} // namespace squire::bugreport
