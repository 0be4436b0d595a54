// SPDX-License-Identifier: MIT
#include "source/branch.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "source/git.h"

namespace squire::source {
namespace {

constexpr std::size_t kMostCommits = 100;
constexpr std::size_t kMostFiles = 1'000;
constexpr std::uint64_t kLargestFile = 8U << 20U;
constexpr std::size_t kMostNames = 5'000;
constexpr std::size_t kMerges = 2'000;
constexpr std::size_t kLongestName = 200;

Result<GitCommit> base_commit(git_repository& repository, std::string_view base) {
    auto local = find_commit(repository, fmt::format("refs/heads/{}", base));
    if (local) return local;
    auto remote = find_commit(repository, fmt::format("refs/remotes/origin/{}", base));
    if (remote) return remote;
    return find_commit(repository, base);
}

Result<GitDiff> diff_between(git_repository& repository, git_tree* before, git_tree* after) {
    git_diff_options options{};
    ::git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
    options.flags |= GIT_DIFF_SKIP_BINARY_CHECK;
    git_diff* made = nullptr;
    if (const int code = ::git_diff_tree_to_tree(&made, &repository, before, after, &options); code < 0)
        return std::unexpected(git_error(code, "the branch cannot be compared with its base", root_of(repository)));
    return GitDiff(made);
}

/// Nothing for a blob that is not to be read.
bool read_blob(git_repository& repository, const git_oid& id, std::string& bytes) {
    git_blob* found = nullptr;
    if (::git_blob_lookup(&found, &repository, &id) < 0) return false;
    const std::uint64_t size = static_cast<std::uint64_t>(::git_blob_rawsize(found));
    if (size <= kLargestFile) bytes.assign(static_cast<const char*>(::git_blob_rawcontent(found)), size);
    ::git_blob_free(found);
    return size <= kLargestFile;
}

bool is_file(std::uint16_t mode) { return mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE; }

BranchFile file_of(git_repository& repository, const git_diff_delta& delta) {
    BranchFile file{.path = delta.status == GIT_DELTA_DELETED ? delta.old_file.path : delta.new_file.path,
                    .is_new = delta.status == GIT_DELTA_ADDED,
                    .removed = delta.status == GIT_DELTA_DELETED};
    const bool files = (file.is_new || is_file(delta.old_file.mode)) && (file.removed || is_file(delta.new_file.mode));
    file.left_out = !files || (!file.is_new && !read_blob(repository, delta.old_file.id, file.before)) ||
                    (!file.removed && !read_blob(repository, delta.new_file.id, file.after));
    if (file.left_out) file.before.clear(), file.after.clear();
    return file;
}

Result<void> add_files(git_repository& repository, git_commit& common, git_commit& branch, git_commit& base, BranchChange& change) {
    const auto before = tree_of(common);
    const auto after = tree_of(branch);
    const auto there = tree_of(base);
    for (const auto* each : {&before, &after, &there})
        if (!*each) return std::unexpected(each->error());
    const auto diff = diff_between(repository, before->get(), after->get());
    if (!diff) return std::unexpected(diff.error());
    const auto meanwhile = diff_between(repository, before->get(), there->get());
    if (!meanwhile) return std::unexpected(meanwhile.error());
    std::set<std::string, std::less<>> on_base;
    for (std::size_t i = 0; i < ::git_diff_num_deltas(meanwhile->get()); ++i) {
        const git_diff_delta* delta = ::git_diff_get_delta(meanwhile->get(), i);
        on_base.insert(delta->new_file.path);
        on_base.insert(delta->old_file.path);
    }
    const std::size_t count = ::git_diff_num_deltas(diff->get());
    change.more = change.more || count > kMostFiles;
    for (std::size_t i = 0; i < std::min(count, kMostFiles); ++i) {
        change.files.push_back(file_of(repository, *::git_diff_get_delta(diff->get(), i)));
        change.files.back().changed_on_base = on_base.contains(change.files.back().path);
    }
    std::ranges::sort(change.files, {}, &BranchFile::path);
    return {};
}

void add_commits(git_repository& repository, const git_oid& from, const git_oid& without, BranchChange& change) {
    git_revwalk* made = nullptr;
    if (::git_revwalk_new(&made, &repository) < 0) return;
    const GitRevwalk walk(made);
    ::git_revwalk_sorting(walk.get(), GIT_SORT_TOPOLOGICAL);
    if (::git_revwalk_push(walk.get(), &from) < 0 || ::git_revwalk_hide(walk.get(), &without) < 0) return;
    git_oid id{};
    while (::git_revwalk_next(&id, walk.get()) == 0) {
        if (change.commits.size() == kMostCommits) {
            change.more = true;
            return;
        }
        git_commit* found = nullptr;
        if (::git_commit_lookup(&found, &repository, &id) < 0) continue;
        const GitCommit commit(found);
        const git_signature* author = ::git_commit_author(commit.get());
        const char* message = ::git_commit_message(commit.get());
        change.commits.push_back({.message = message == nullptr ? "" : message,
                                  .author = fmt::format("{} <{}>", author->name, author->email),
                                  .parents = ::git_commit_parentcount(commit.get())});
    }
}

/// What GitLab and GitHub write when they merge: "Merge branch 'x' into 'y'", "Merge pull request #1 from user/x".
std::string merged_branch(std::string_view message) {
    const std::string_view subject = message.substr(0, message.find('\n'));
    for (const std::string_view start : {"Merge branch '", "Merge remote-tracking branch 'origin/"}) {
        if (!subject.starts_with(start)) continue;
        const std::string_view rest = subject.substr(start.size());
        return std::string(rest.substr(0, rest.find('\'')));
    }
    constexpr std::string_view kFrom = " from ";
    if (!subject.starts_with("Merge pull request #")) return {};
    const std::size_t from = subject.find(kFrom);
    if (from == std::string_view::npos) return {};
    const std::string_view whole = subject.substr(from + kFrom.size());
    const std::size_t slash = whole.find('/'); // the user's name stands before it
    return slash == std::string_view::npos ? std::string() : std::string(whole.substr(slash + 1));
}

void add_merged(git_repository& repository, std::set<std::string>& names) {
    git_revwalk* made = nullptr;
    if (::git_revwalk_new(&made, &repository) < 0) return;
    const GitRevwalk walk(made);
    if (::git_revwalk_push_head(walk.get()) < 0) return;
    git_oid id{};
    for (std::size_t seen = 0; seen < kMerges && ::git_revwalk_next(&id, walk.get()) == 0; ++seen) {
        git_commit* found = nullptr;
        if (::git_commit_lookup(&found, &repository, &id) < 0) continue;
        const GitCommit commit(found);
        if (::git_commit_parentcount(commit.get()) < 2) continue;
        const char* message = ::git_commit_message(commit.get());
        const std::string name = merged_branch(message == nullptr ? "" : message);
        if (!name.empty() && name.size() <= kLongestName && names.size() < kMostNames) names.insert(name);
    }
}

} // namespace

Result<BranchChange> read_branch(const std::filesystem::path& inside, std::string_view branch, std::string_view base) {
    const auto repository = open_repository(inside);
    if (!repository) return std::unexpected(repository.error());
    const auto tip = find_commit(**repository, branch);
    if (!tip) return std::unexpected(tip.error());
    const auto target = base_commit(**repository, base);
    if (!target) return std::unexpected(target.error());
    const git_oid& tip_id = *::git_commit_id(tip->get());
    const git_oid& base_id = *::git_commit_id(target->get());
    BranchChange change{.id = to_object_id(tip_id).hex(), .base = std::string(base)};
    change.base_time = Time(std::chrono::seconds(::git_commit_time(target->get())));
    git_oid common_id{};
    const int found = ::git_merge_base(&common_id, repository->get(), &tip_id, &base_id);
    if (found == GIT_ENOTFOUND) return change;
    if (found < 0) return std::unexpected(git_error(found, "the branch cannot be compared with its base", std::string(branch)));
    change.related = true;
    std::size_t ahead = 0, behind = 0;
    if (::git_graph_ahead_behind(&ahead, &behind, repository->get(), &tip_id, &base_id) == 0) change.behind = behind;
    git_commit* common_handle = nullptr;
    if (const int code = ::git_commit_lookup(&common_handle, repository->get(), &common_id); code < 0)
        return std::unexpected(git_error(code, "a commit cannot be read", std::string(base)));
    const GitCommit common(common_handle);
    add_commits(**repository, tip_id, base_id, change);
    if (auto added = add_files(**repository, *common, **tip, **target, change); !added) return std::unexpected(std::move(added.error()));
    return change;
}

Result<std::vector<std::string>> branch_names(const std::filesystem::path& inside) {
    const auto repository = open_repository(inside);
    if (!repository) return std::unexpected(repository.error());
    std::set<std::string> names;
    git_branch_iterator* iterator = nullptr;
    if (::git_branch_iterator_new(&iterator, repository->get(), GIT_BRANCH_ALL) == 0) {
        git_reference* each = nullptr;
        git_branch_t kind{};
        while (names.size() < kMostNames && ::git_branch_next(&each, &kind, iterator) == 0) {
            const GitReference reference(each);
            std::string name = ::git_reference_shorthand(reference.get());
            if (kind == GIT_BRANCH_REMOTE) name.erase(0, name.find('/') + 1);
            if (name != "HEAD" && name.size() <= kLongestName) names.insert(std::move(name));
        }
        ::git_branch_iterator_free(iterator);
    }
    add_merged(**repository, names);
    return std::vector<std::string>(names.begin(), names.end());
}

} // namespace squire::source
