// SPDX-License-Identifier: MIT
#include "source/sandbox_git.h"

#include <string_view>
#include <utility>

#include "base/text.h"

namespace squire::source {

Result<ProcessOutcome> run_git(std::vector<std::string> arguments, const Cancellation* cancellation, std::chrono::seconds time_limit,
                               std::size_t output_limit) {
    // Nothing is asked for on the terminal, and no variable of a hook that squire may run in leads git elsewhere.
    static const std::vector<std::string> kEnvironment = {
        "GIT_TERMINAL_PROMPT=0", "GIT_ASKPASS=",   "SSH_ASKPASS=", "GIT_LFS_SKIP_SMUDGE=1", "LC_ALL=C", "GIT_DIR",
        "GIT_WORK_TREE",         "GIT_INDEX_FILE", "GIT_PREFIX"};
    std::vector<std::string> words = {
        "git", "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "protocol.ext.allow=never", "-c", "submodule.recurse=false",
        // A repository may say which filter its files go through, but not what that filter is; the user's configuration might.
        "-c", "filter.lfs.smudge=", "-c", "filter.lfs.process=", "-c", "filter.lfs.required=false"};
    words.insert(words.end(), std::make_move_iterator(arguments.begin()), std::make_move_iterator(arguments.end()));
    return run_process({.arguments = std::move(words),
                        .environment = kEnvironment,
                        .cancellation = cancellation,
                        .time_limit = time_limit,
                        .output_limit = output_limit});
}

std::string complaint_of(const std::string& errors) {
    std::string_view best;
    for (const std::string_view line : split(errors, '\n')) {
        for (const std::string_view opening : {"fatal: ", "error: "}) {
            if (line.starts_with(opening)) best = line.substr(opening.size());
        }
    }
    return std::string(trim(best.empty() ? std::string_view(errors) : best));
}

} // namespace squire::source
