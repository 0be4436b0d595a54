// SPDX-License-Identifier: MIT
#include "source/sandbox_clone.h"

#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/process.h"
#include "base/text.h"

namespace squire::source {
namespace {

// Nothing is asked for on the terminal, and no variable of a hook that squire may run in leads git elsewhere.
const std::vector<std::string> kEnvironment = {"GIT_TERMINAL_PROMPT=0", "GIT_LFS_SKIP_SMUDGE=1", "LC_ALL=C",  "GIT_DIR",
                                               "GIT_WORK_TREE",         "GIT_INDEX_FILE",        "GIT_PREFIX"};

ProcessRequest git(const CloneRequest& request, std::vector<std::string> arguments) {
    std::vector<std::string> words = {
        "git", "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "protocol.ext.allow=never", "-c", "submodule.recurse=false",
        // A repository may say which filter its files go through, but not what that filter is; the user's configuration might.
        "-c", "filter.lfs.smudge=", "-c", "filter.lfs.process=", "-c", "filter.lfs.required=false"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    return {.arguments = std::move(words), .environment = kEnvironment, .cancellation = request.cancellation};
}

// git's last "fatal: …" or "error: …" says it best.
std::string complaint_of(const std::string& errors) {
    std::string_view best;
    for (const std::string_view line : split(errors, '\n')) {
        for (const std::string_view opening : {"fatal: ", "error: "}) {
            if (line.starts_with(opening)) best = line.substr(opening.size());
        }
    }
    return std::string(trim(best.empty() ? std::string_view(errors) : best));
}

} // namespace

Result<void> make_sandbox_clone(const CloneRequest& request) {
    std::error_code ignored;
    const bool local = std::filesystem::is_directory(request.from, ignored);
    const std::string from = local ? std::filesystem::absolute(request.from, ignored).lexically_normal().string() : request.from;
    std::vector<std::string> clone = {"clone", "--quiet", "--template=", "--no-recurse-submodules", "--no-hardlinks", "--origin", "origin"};
    if (!request.branch.empty()) clone.insert(clone.end(), {"--branch", request.branch});
    clone.insert(clone.end(), {"--", from, request.to.string()});
    const auto cloned = run_process(git(request, std::move(clone)));
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
        const auto set = run_process(git(request, {"-C", request.to.string(), "config", "--local", name, value}));
        if (!set) return std::unexpected(set.error());
        if (set->status != 0)
            return fail(ErrorKind::io, fmt::format("{} cannot be set: {}", name, complaint_of(set->errors)), request.to.string());
    }
    return {};
}

} // namespace squire::source
