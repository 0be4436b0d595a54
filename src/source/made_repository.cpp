// SPDX-License-Identifier: MIT
#include "source/made_repository.h"

#include <utility>

#include "source/git.h"

namespace squire::source {
namespace {

using GitSignature = std::unique_ptr<git_signature, GitFree<git_signature_free>>;

Result<GitSignature> signature_of(const MadePerson& person, Time time) {
    git_signature* made = nullptr;
    const int code = ::git_signature_new(&made, person.name.c_str(), person.mail.c_str(), time.time_since_epoch().count(), 0);
    if (code < 0) return std::unexpected(git_error(code, "this is no author", person.name));
    return GitSignature(made);
}

Result<void> stage(git_index& index, const MadeCommit& commit) {
    for (const std::string& path : commit.removed) {
        if (const int code = ::git_index_remove_bypath(&index, path.c_str()); code < 0)
            return std::unexpected(git_error(code, "the file cannot be removed", path));
    }
    for (const auto& [path, bytes] : commit.files) {
        git_index_entry entry{};
        entry.mode = bytes.starts_with("#!") ? GIT_FILEMODE_BLOB_EXECUTABLE : GIT_FILEMODE_BLOB;
        entry.path = path.c_str();
        if (const int code = ::git_index_add_from_buffer(&index, &entry, bytes.data(), bytes.size()); code < 0)
            return std::unexpected(git_error(code, "the file cannot be added", path));
    }
    return {};
}

Result<GitCommit> add_commit(git_repository& repository, git_index& index, const MadeCommit& wanted, git_commit* parent) {
    if (auto staged = stage(index, wanted); !staged) return std::unexpected(staged.error());
    git_oid id{};
    if (const int code = ::git_index_write_tree(&id, &index); code < 0)
        return std::unexpected(git_error(code, "the tree cannot be written", ""));
    git_tree* found = nullptr;
    if (const int code = ::git_tree_lookup(&found, &repository, &id); code < 0) return std::unexpected(git_error(code, "the tree is lost", ""));
    const GitTree tree(found);
    const auto author = signature_of(wanted.author, wanted.time);
    const auto committer = signature_of(wanted.committer, wanted.time);
    if (!author || !committer) return std::unexpected(!author ? author.error() : committer.error());
    const git_commit* parents[] = {parent};
    const int code = ::git_commit_create(&id, &repository, "HEAD", author->get(), committer->get(), nullptr, wanted.message.c_str(), tree.get(),
                                         parent != nullptr ? 1 : 0, parents);
    if (code < 0) return std::unexpected(git_error(code, "the commit cannot be written", ""));
    git_commit* made = nullptr;
    if (const int looked = ::git_commit_lookup(&made, &repository, &id); looked < 0)
        return std::unexpected(git_error(looked, "the commit is lost", ""));
    return GitCommit(made);
}

Result<void> make(const std::filesystem::path& folder, std::span<const MadeCommit> commits) {
    start_library();
    git_repository_init_options options{};
    ::git_repository_init_options_init(&options, GIT_REPOSITORY_INIT_OPTIONS_VERSION);
    options.flags = GIT_REPOSITORY_INIT_MKPATH | GIT_REPOSITORY_INIT_NO_REINIT;
    options.initial_head = "main";
    git_repository* opened = nullptr;
    if (const int code = ::git_repository_init_ext(&opened, folder.c_str(), &options); code < 0)
        return std::unexpected(git_error(code, "no repository can be made", folder.string()));
    const GitRepository repository(opened);
    git_index* staging = nullptr;
    if (const int code = ::git_repository_index(&staging, repository.get()); code < 0)
        return std::unexpected(git_error(code, "its index cannot be opened", folder.string()));
    const GitIndex index(staging);
    GitCommit last;
    for (const MadeCommit& each : commits) {
        auto made = add_commit(*repository, *index, each, last.get());
        if (!made) return std::unexpected(made.error());
        last = std::move(*made);
    }
    git_checkout_options checkout{};
    ::git_checkout_options_init(&checkout, GIT_CHECKOUT_OPTIONS_VERSION);
    checkout.checkout_strategy = GIT_CHECKOUT_FORCE;
    if (const int code = ::git_checkout_head(repository.get(), &checkout); code < 0)
        return std::unexpected(git_error(code, "the files cannot be written", folder.string()));
    return {};
}

} // namespace

Result<void> make_repository(const std::filesystem::path& folder, std::span<const MadeCommit> commits) {
    std::error_code ignored;
    if (std::filesystem::exists(folder, ignored)) return fail(ErrorKind::usage, "it is there already", folder.string());
    auto made = make(folder, commits);
    if (!made) std::filesystem::remove_all(folder, ignored);
    return made;
}

} // namespace squire::source
