// SPDX-License-Identifier: MIT
#include "source/sandbox_clone.h"

#include <utility>
#include <vector>

#include <fmt/format.h>

#include "source/sandbox_git.h"

namespace squire::source {

Result<void> make_sandbox_clone(const CloneRequest& request) {
    std::error_code ignored;
    const bool local = std::filesystem::is_directory(request.from, ignored);
    const std::string from = local ? std::filesystem::absolute(request.from, ignored).lexically_normal().string() : request.from;
    std::vector<std::string> clone = {"clone", "--quiet", "--template=", "--no-recurse-submodules", "--no-hardlinks", "--origin", "origin"};
    if (!request.branch.empty()) clone.insert(clone.end(), {"--branch", request.branch});
    clone.insert(clone.end(), {"--", from, request.to.string()});
    const auto cloned = run_git(std::move(clone), request.cancellation);
    if (!cloned) return std::unexpected(cloned.error());
    if (cloned->status != 0) {
        return fail(ErrorKind::unreadable, fmt::format("it cannot be cloned: {}", complaint_of(cloned->errors)), request.from,
                    local || !request.from.contains(':') ? "PROJECT is a folder with a git repository, or an address that git clones from"
                                                         : "does git clone of that address work? Credentials come from git's helpers");
    }
    const std::vector<std::pair<const char*, const char*>> settings = {{"remote.origin.pushurl", kNoPushAddress},
                                                                       {"core.hooksPath", "/dev/null"},
                                                                       {"core.fsmonitor", "false"},
                                                                       {"submodule.recurse", "false"},
                                                                       {"fetch.recurseSubmodules", "false"}};
    for (const auto& [name, value] : settings) {
        const auto set = run_git({"-C", request.to.string(), "config", "--local", name, value}, request.cancellation);
        if (!set) return std::unexpected(set.error());
        if (set->status != 0)
            return fail(ErrorKind::io, fmt::format("{} cannot be set: {}", name, complaint_of(set->errors)), request.to.string());
    }
    return {};
}

} // namespace squire::source
