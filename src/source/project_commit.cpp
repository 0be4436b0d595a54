// SPDX-License-Identifier: MIT
#include "source/project_commit.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "source/git.h"

namespace squire::source {

namespace {

using GitSignature = std::unique_ptr<git_signature, GitFree<git_signature_free>>;
using GitBlob = std::unique_ptr<git_blob, GitFree<git_blob_free>>;
using GitPatch = std::unique_ptr<git_patch, GitFree<git_patch_free>>;

std::string_view bytes_of(const git_blob& blob) {
    return {static_cast<const char*>(::git_blob_rawcontent(&blob)), static_cast<std::size_t>(::git_blob_rawsize(&blob))};
}

/// The id of what stands at the path; all zero where nothing does.
git_oid entry_id(const git_tree& tree, const std::string& path) {
    git_tree_entry* found = nullptr;
    git_oid id{};
    if (::git_tree_entry_bypath(&found, &tree, path.c_str()) == 0) ::git_oid_cpy(&id, ::git_tree_entry_id(found));
    ::git_tree_entry_free(found);
    return id;
}

} // namespace

struct ProjectCommit::Handles {
    GitRepository repository;
    GitCommit commit;
    GitTree tree;

    [[nodiscard]] Result<GitBlob> blob(const git_tree& in, const std::string& path) const {
        git_tree_entry* found = nullptr;
        const int code = ::git_tree_entry_bypath(&found, &in, path.c_str());
        const GitTreeEntry entry(found);
        if (code == GIT_ENOTFOUND)
            return fail(ErrorKind::not_found, "there is no such file in the commit", path, "commit it first, or name another file");
        if (code < 0) return std::unexpected(git_error(code, "the commit's tree cannot be read", path));
        if (::git_tree_entry_type(entry.get()) != GIT_OBJECT_BLOB) return fail(ErrorKind::unsupported, "this is no file", path, "name a file");
        git_blob* read = nullptr;
        if (const int looked = ::git_blob_lookup(&read, repository.get(), ::git_tree_entry_id(entry.get())); looked < 0)
            return std::unexpected(git_error(looked, "the file cannot be read", path));
        GitBlob blob(read);
        if (::git_tree_entry_filemode(entry.get()) == GIT_FILEMODE_LINK)
            return fail(ErrorKind::unsupported, "this is a symbolic link", path,
                        fmt::format("name the file that it leads to: {}", bytes_of(*blob).substr(0, 200)));
        return blob;
    }
};

ProjectCommit::ProjectCommit(std::unique_ptr<Handles> handles) : handles_(std::move(handles)) {}
ProjectCommit::ProjectCommit(ProjectCommit&&) noexcept = default;
ProjectCommit& ProjectCommit::operator=(ProjectCommit&&) noexcept = default;
ProjectCommit::~ProjectCommit() = default;

Result<ProjectCommit> ProjectCommit::open(const std::filesystem::path& inside) {
    auto repository = open_repository(inside);
    if (!repository) return std::unexpected(std::move(repository.error()));
    auto commit = find_head(**repository);
    if (!commit) return std::unexpected(std::move(commit.error()));
    if (!*commit) return fail(ErrorKind::not_found, "the repository has no commit yet", root_of(**repository), "make a first commit");
    auto tree = tree_of(**commit);
    if (!tree) return std::unexpected(std::move(tree.error()));
    return ProjectCommit(std::make_unique<Handles>(Handles{std::move(*repository), std::move(*commit), std::move(*tree)}));
}

std::string ProjectCommit::id() const { return to_object_id(*::git_commit_id(handles_->commit.get())).hex(); }

std::filesystem::path ProjectCommit::root() const { return root_of(*handles_->repository); }

std::string ProjectCommit::default_branch() const {
    git_repository* repository = handles_->repository.get();
    git_reference* found = nullptr;
    if (::git_reference_lookup(&found, repository, "refs/remotes/origin/HEAD") == 0) {
        const GitReference reference(found);
        constexpr std::string_view kPrefix = "refs/remotes/origin/";
        const char* target = ::git_reference_symbolic_target(reference.get());
        if (target != nullptr && std::string_view(target).starts_with(kPrefix))
            return std::string(std::string_view(target).substr(kPrefix.size()));
    }
    for (const char* name : {"main", "master"}) {
        found = nullptr;
        const bool there = ::git_branch_lookup(&found, repository, name, GIT_BRANCH_LOCAL) == 0;
        ::git_reference_free(found);
        if (there) return name;
    }
    found = nullptr;
    if (::git_repository_head(&found, repository) != 0) return "main";
    const GitReference head(found);
    return ::git_reference_is_branch(head.get()) == 1 ? ::git_reference_shorthand(head.get()) : "main";
}

Result<std::string> ProjectCommit::read(std::string_view path, std::uint64_t limit) const {
    const auto blob = handles_->blob(*handles_->tree, std::string(path));
    if (!blob) return std::unexpected(blob.error());
    const std::string_view bytes = bytes_of(**blob);
    if (bytes.size() > limit)
        return fail(ErrorKind::limit, fmt::format("{} bytes are more than the {} that are read", bytes.size(), limit), std::string(path),
                    "is this the right file?");
    return std::string(bytes);
}

std::vector<std::string> ProjectCommit::paths(std::size_t limit) const {
    struct Gathering {
        std::vector<std::string> paths;
        std::size_t limit;
    } gathering{.paths = {}, .limit = limit};
    const auto take = [](const char* folder, const git_tree_entry* entry, void* payload) {
        auto& to = *static_cast<Gathering*>(payload);
        if (::git_tree_entry_type(entry) == GIT_OBJECT_BLOB) to.paths.push_back(std::string(folder) + ::git_tree_entry_name(entry));
        return to.paths.size() < to.limit ? 0 : -1;
    };
    ::git_tree_walk(handles_->tree.get(), GIT_TREEWALK_PRE, take, &gathering);
    std::ranges::sort(gathering.paths);
    return std::move(gathering.paths);
}

std::vector<PastCommit> ProjectCommit::past(std::string_view path, std::size_t most) const {
    std::vector<PastCommit> found;
    const std::string file(path);
    GitCommit commit;
    {
        git_commit* copy = nullptr;
        if (::git_commit_dup(&copy, handles_->commit.get()) == 0) commit.reset(copy);
    }
    while (commit && found.size() < most) {
        const char* message = ::git_commit_message(commit.get());
        found.push_back({.message = message == nullptr ? "" : message});
        git_commit* parent_handle = nullptr;
        const bool has_parent = ::git_commit_parent(&parent_handle, commit.get(), 0) == 0; // a shallow clone ends here, too
        GitCommit parent(parent_handle);
        const auto tree = tree_of(*commit);
        const auto before = has_parent ? tree_of(*parent) : Result<GitTree>(GitTree());
        if (tree && before) {
            const git_oid now = entry_id(**tree, file);
            const git_oid then = *before ? entry_id(**before, file) : git_oid{};
            found.back().touches = ::git_oid_equal(&now, &then) == 0;
        }
        commit = std::move(parent);
    }
    return found;
}

namespace {

Result<GitSignature> signature_of(git_repository& repository, const std::string& place) {
    git_signature* made = nullptr;
    const int code = ::git_signature_default(&made, &repository);
    if (code == GIT_ENOTFOUND)
        return fail(ErrorKind::not_found, "git does not know who commits here", place,
                    "git config user.name \"Your Name\"; git config user.email you@example.org");
    if (code < 0) return std::unexpected(git_error(code, "git's settings cannot be read", place));
    return GitSignature(made);
}

} // namespace

Result<std::string> ProjectCommit::author() const {
    const auto signature = signature_of(*handles_->repository, root().string());
    if (!signature) return std::unexpected(signature.error());
    return fmt::format("{} <{}>", (*signature)->name, (*signature)->email);
}

namespace {

// A tree like `base`, but for these files.
Result<GitTree> tree_with(git_repository& repository, git_tree& base, const std::vector<NewFile>& files, const std::string& place) {
    std::vector<git_tree_update> updates;
    for (const NewFile& file : files) {
        git_oid blob{};
        if (const int code = ::git_blob_create_from_buffer(&blob, &repository, file.bytes.data(), file.bytes.size()); code < 0)
            return std::unexpected(git_error(code, "the file cannot be written", place));
        git_tree_entry* entry = nullptr;
        const bool there = ::git_tree_entry_bypath(&entry, &base, file.path.c_str()) == 0;
        const git_filemode_t mode = there ? ::git_tree_entry_filemode(entry) : GIT_FILEMODE_BLOB;
        ::git_tree_entry_free(entry);
        if (mode != GIT_FILEMODE_BLOB && mode != GIT_FILEMODE_BLOB_EXECUTABLE)
            return fail(ErrorKind::unsupported, "this is no regular file of the commit", file.path, "a link or a submodule is not written over");
        updates.push_back({.action = GIT_TREE_UPDATE_UPSERT, .id = blob, .filemode = mode, .path = file.path.c_str()});
    }
    git_oid id{};
    if (const int code = ::git_tree_create_updated(&id, &repository, &base, updates.size(), updates.data()); code < 0)
        return std::unexpected(git_error(code, "the tree cannot be written", place));
    git_tree* made = nullptr;
    if (const int code = ::git_tree_lookup(&made, &repository, &id); code < 0)
        return std::unexpected(git_error(code, "the tree cannot be read", place));
    return GitTree(made);
}

} // namespace

Result<CommitOnBranch> ProjectCommit::commit(const NewCommit& wanted) const {
    git_repository* repository = handles_->repository.get();
    const std::string place = root().string();
    int valid = 0;
    const std::string reference_name = "refs/heads/" + wanted.branch;
    if (::git_branch_name_is_valid(&valid, wanted.branch.c_str()) < 0 || valid == 0)
        return fail(ErrorKind::usage, fmt::format("'{}' is no name for a branch", wanted.branch), place, "see git check-ref-format");

    git_reference* found = nullptr;
    if (::git_branch_lookup(&found, repository, wanted.branch.c_str(), GIT_BRANCH_LOCAL) == 0) {
        const GitReference reference(found);
        git_object* peeled = nullptr;
        if (const int code = ::git_reference_peel(&peeled, reference.get(), GIT_OBJECT_TREE); code < 0)
            return std::unexpected(git_error(code, "the branch cannot be read", wanted.branch));
        const GitObject tree(peeled);
        for (const NewFile& file : wanted.files) {
            const auto there =
                handles_->blob(*reinterpret_cast<const git_tree*>(tree.get()), file.path); // NOLINT: libgit2's objects are used so
            if (!there || bytes_of(**there) != file.bytes)
                return fail(ErrorKind::usage, fmt::format("the branch '{}' is already there, with another {}", wanted.branch, file.path), place,
                            "take another name (--branch), or delete it first");
        }
        return CommitOnBranch{.id = to_object_id(*::git_reference_target(reference.get())).hex(), .made = false};
    }

    auto author = signature_of(*repository, place);
    if (!author) return std::unexpected(std::move(author.error()));
    (*author)->when = {.time = wanted.time.time_since_epoch().count(), .offset = 0, .sign = '+'};
    const auto tree = tree_with(*repository, *handles_->tree, wanted.files, place);
    if (!tree) return std::unexpected(tree.error());
    git_oid commit{};
    const git_commit* parents[] = {handles_->commit.get()};
    const int code = ::git_commit_create(&commit, repository, nullptr, author->get(), author->get(), nullptr, wanted.message.c_str(),
                                         tree->get(), 1, parents);
    if (code < 0) return std::unexpected(git_error(code, "the commit cannot be written", place));
    git_reference* branch = nullptr;
    const std::string log = "commit: " + wanted.message.substr(0, wanted.message.find('\n'));
    const int named = ::git_reference_create(&branch, repository, reference_name.c_str(), &commit, 0, log.c_str());
    ::git_reference_free(branch);
    if (named < 0) return std::unexpected(git_error(named, "the branch cannot be made", reference_name));
    return CommitOnBranch{.id = to_object_id(commit).hex(), .made = true};
}

Result<std::string> unified_diff(std::string_view before, std::string_view after, const std::string& path, bool is_new) {
    if (before == after) return std::string();
    start_library();
    git_diff_options options{};
    ::git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
    options.flags |= GIT_DIFF_FORCE_TEXT;
    git_patch* made = nullptr;
    if (const int code =
            ::git_patch_from_buffers(&made, before.data(), before.size(), path.c_str(), after.data(), after.size(), path.c_str(), &options);
        code < 0)
        return std::unexpected(git_error(code, "the difference cannot be made", path));
    const GitPatch patch(made);
    git_buf text{};
    if (const int code = ::git_patch_to_buf(&text, patch.get()); code < 0)
        return std::unexpected(git_error(code, "the difference cannot be written", path));
    std::string diff(text.ptr, text.size);
    ::git_buf_dispose(&text);
    if (!is_new) return diff;
    const std::string old_name = "--- a/" + path + "\n";
    if (const std::size_t at = diff.find(old_name); at != std::string::npos) diff.replace(at, old_name.size(), "--- /dev/null\n");
    return diff;
}

} // namespace squire::source
