// SPDX-License-Identifier: MIT
#include "source/git.h"

#include <algorithm>
#include <chrono>
#include <cstring>

#include <fmt/format.h>

#include "base/clock.h"
#include "base/text.h"

namespace squire::source {

namespace {

ErrorKind kind_of(int code, int error_class) {
    switch (code) {
    case GIT_ENOTFOUND:
    case GIT_EUNBORNBRANCH: return error_class == GIT_ERROR_ODB ? ErrorKind::unreadable : ErrorKind::not_found;
    case GIT_EAMBIGUOUS:
    case GIT_EINVALIDSPEC: return ErrorKind::usage;
    default: break;
    }
    switch (error_class) {
    case GIT_ERROR_OS: return ErrorKind::unreadable;
    case GIT_ERROR_NOMEMORY: return ErrorKind::limit;
    default: return ErrorKind::malformed;
    }
}

constexpr std::string_view kScanTheTree = "scan its working tree instead, which needs no git: squire scan PATH";

Error opening_error(int code, const std::string& place) {
    Error error = git_error(code, "the git repository cannot be opened", place);
    if (code == GIT_ENOTFOUND) {
        return {ErrorKind::not_found, "not in a git repository: no folder from here up holds one", place,
                "scan it as a plain folder, or name a path inside a repository"};
    }
    if (error.message.contains("extensions.objectformat")) {
        return {ErrorKind::unsupported, "a repository with SHA-256 object ids, which cannot be read yet", place, std::string(kScanTheTree)};
    }
    if (error.message.contains("unsupported extension") || error.message.contains("unsupported repository version")) {
        error.kind = ErrorKind::unsupported;
        error.hint = kScanTheTree;
    }
    return error;
}

} // namespace

void start_library() {
    static const bool kStarted = [] {
        ::git_libgit2_init();
        // Reading is safe whoever owns the files: no hook, filter or command of a repository is ever run.
        ::git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
        // Objects are believed as git believes them: their compression carries a checksum, and hashing each again would double the time.
        ::git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
        // Extensions that change nothing for one who only reads, beside libgit2's own ("noop"). `objectformat` and `refstorage` are not
        // among them.
        static const char* const kExtensions[] = {"partialclone", "worktreeconfig", "preciousobjects", "relativeworktrees"};
        ::git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, kExtensions, std::size(kExtensions));
        return true;
    }();
    (void)kStarted;
}

Error git_error(int code, std::string_view doing, std::string place) {
    const ::git_error* last = ::git_error_last();
    const bool known = last != nullptr && last->message != nullptr;
    Error error{known ? kind_of(code, last->klass) : ErrorKind::malformed, std::string(doing), std::move(place), {}};
    if (known) error.message += fmt::format(": {}", last->message);
    if (code == GIT_ENOTFOUND && known && last->klass == GIT_ERROR_ODB) {
        error.hint = "the object is missing: a partial clone leaves objects out (git fetch --refetch brings them), elsewhere git fsck says more";
    }
    return error;
}

Result<GitRepository> open_repository(const std::filesystem::path& inside) {
    start_library();
    std::error_code failure;
    const std::filesystem::file_status status = std::filesystem::status(inside, failure);
    if (status.type() == std::filesystem::file_type::not_found) {
        return fail(ErrorKind::not_found, "no such file or folder", inside.string());
    }
    const std::filesystem::path folder = std::filesystem::is_directory(status) ? inside : inside.parent_path();
    git_repository* repository = nullptr;
    const int code = ::git_repository_open_ext(&repository, folder.empty() ? "." : folder.c_str(), 0, nullptr);
    if (code != 0) return std::unexpected(opening_error(code, inside.string()));
    return GitRepository(repository);
}

std::string root_of(git_repository& repository) {
    const char* folder = ::git_repository_workdir(&repository);
    if (folder == nullptr) folder = ::git_repository_path(&repository);
    std::string root = folder;
    while (root.size() > 1 && root.ends_with('/')) root.pop_back();
    return root;
}

Result<GitOdb> open_odb(git_repository& repository) {
    git_odb* odb = nullptr;
    if (const int code = ::git_repository_odb(&odb, &repository); code != 0) {
        return std::unexpected(git_error(code, "the object database cannot be opened", root_of(repository)));
    }
    return GitOdb(odb);
}

Result<GitCommit> find_commit(git_repository& repository, std::string_view revision) {
    const std::string text(revision);
    git_object* found = nullptr;
    if (const int code = ::git_revparse_single(&found, &repository, text.c_str()); code != 0) {
        Error error = git_error(code, fmt::format("revision '{}' cannot be found", revision), root_of(repository));
        if (error.kind == ErrorKind::not_found || error.kind == ErrorKind::usage)
            error.hint = "git log --oneline lists commits, git branch --all branches";
        return std::unexpected(std::move(error));
    }
    const GitObject object(found);
    git_object* peeled = nullptr;
    if (const int code = ::git_object_peel(&peeled, object.get(), GIT_OBJECT_COMMIT); code != 0) {
        return std::unexpected(git_error(code, fmt::format("revision '{}' is no commit", revision), root_of(repository)));
    }
    return GitCommit(reinterpret_cast<git_commit*>(peeled)); // NOLINT: a git_object of that type is one
}

Result<GitCommit> find_head(git_repository& repository) {
    git_oid id;
    const int code = ::git_reference_name_to_id(&id, &repository, "HEAD");
    if (code == GIT_ENOTFOUND || code == GIT_EUNBORNBRANCH) return GitCommit();
    if (code != 0) return std::unexpected(git_error(code, "HEAD cannot be read", root_of(repository)));
    git_commit* commit = nullptr;
    if (const int failure = ::git_commit_lookup(&commit, &repository, &id); failure != 0) {
        return std::unexpected(git_error(failure, "the commit at HEAD cannot be read", root_of(repository)));
    }
    return GitCommit(commit);
}

Result<GitTree> tree_of(git_commit& commit) {
    git_tree* tree = nullptr;
    if (const int code = ::git_commit_tree(&tree, &commit); code != 0) {
        const std::string id = to_object_id(*::git_commit_id(&commit)).hex();
        return std::unexpected(git_error(code, "the commit's tree cannot be read", fmt::format("commit {}", id)));
    }
    return GitTree(tree);
}

finding::CommitInfo commit_info(const git_commit& commit) {
    finding::CommitInfo info;
    info.sha = to_object_id(*::git_commit_id(&commit)).hex();
    if (const git_signature* author = ::git_commit_author(&commit); author != nullptr) {
        info.author = fmt::format("{} <{}>", author->name, author->email);
        info.date = to_rfc3339(Time(std::chrono::seconds(author->when.time)));
    }
    const char* message = ::git_commit_message(&commit);
    const std::string_view text = message != nullptr ? trim(message) : std::string_view();
    info.message = text.substr(0, text.find('\n'));
    return info;
}

ObjectId to_object_id(const git_oid& id) {
    ObjectId result;
    std::memcpy(result.bytes.data(), id.id, result.bytes.size());
    return result;
}

git_oid to_git(const ObjectId& id) {
    git_oid result;
    std::memcpy(result.id, id.bytes.data(), id.bytes.size());
    return result;
}

} // namespace squire::source
