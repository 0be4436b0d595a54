// SPDX-License-Identifier: MIT
#include "source/revision.h"

#include "source/git.h"

namespace squire::source {

Result<std::string> commit_id_of(const std::filesystem::path& inside, std::string_view revision) {
    const auto repository = open_repository(inside);
    if (!repository) return std::unexpected(repository.error());
    const auto commit = find_commit(**repository, revision);
    if (!commit) return std::unexpected(commit.error());
    return to_object_id(*::git_commit_id(commit->get())).hex();
}

} // namespace squire::source
