// SPDX-License-Identifier: MIT
#include "source/file_at.h"

#include <fmt/format.h>

#include "source/git.h"

namespace squire::source {

Result<std::string> file_at(const std::filesystem::path& inside, std::string_view revision, const std::string& path, std::uint64_t limit) {
    const auto repository = open_repository(inside);
    if (!repository) return std::unexpected(repository.error());
    const auto commit = find_commit(**repository, revision);
    if (!commit) return std::unexpected(commit.error());
    const auto tree = tree_of(**commit);
    if (!tree) return std::unexpected(tree.error());
    git_tree_entry* found = nullptr;
    const int code = path.empty() ? GIT_ENOTFOUND : ::git_tree_entry_bypath(&found, tree->get(), path.c_str());
    const GitTreeEntry entry(found);
    if (code != 0 || ::git_tree_entry_type(found) != GIT_OBJECT_BLOB) {
        return fail(ErrorKind::not_found, fmt::format("there is no such file in {}", revision), path);
    }
    const auto odb = open_odb(**repository);
    if (!odb) return std::unexpected(odb.error());
    // The size first: a blob can be a bomb.
    std::size_t size = 0;
    git_object_t type{};
    if (const int failed = ::git_odb_read_header(&size, &type, odb->get(), ::git_tree_entry_id(found)); failed != 0) {
        return std::unexpected(git_error(failed, "the file cannot be read", path));
    }
    if (size > limit) return fail(ErrorKind::limit, fmt::format("the file has {} bytes, which is too much", size), path);
    git_odb_object* object = nullptr;
    if (const int failed = ::git_odb_read(&object, odb->get(), ::git_tree_entry_id(found)); failed != 0) {
        return std::unexpected(git_error(failed, "the file cannot be read", path));
    }
    const GitOdbObject content(object);
    return std::string(static_cast<const char*>(::git_odb_object_data(object)), ::git_odb_object_size(object));
}

} // namespace squire::source
