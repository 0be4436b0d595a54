// SPDX-License-Identifier: MIT
#include "source/commit_history.h"

#include <unordered_set>
#include <utility>

#include "source/git.h"

namespace squire::source {
namespace {

constexpr std::size_t kMostCommits = 4'000'000; // four times what the longest public histories have

GitRepository open_here(const std::filesystem::path& folder) {
    start_library();
    git_repository* repository = nullptr;
    ::git_repository_open_ext(&repository, folder.c_str(), GIT_REPOSITORY_OPEN_NO_SEARCH, nullptr);
    return GitRepository(repository);
}

} // namespace

struct CommitHistory::Read {
    GitRepository repository; // null: it is not there
    std::unordered_set<ObjectId> commits;
    bool complete = false;
};

CommitHistory::CommitHistory(std::filesystem::path folder, const ObjectId& commit) : folder_(std::move(folder)), commit_(commit) {}
CommitHistory::CommitHistory(CommitHistory&&) noexcept = default;
CommitHistory& CommitHistory::operator=(CommitHistory&&) noexcept = default;
CommitHistory::~CommitHistory() = default;

CommitHistory::Read& CommitHistory::read() {
    if (read_) return *read_;
    read_ = std::make_unique<Read>();
    read_->repository = open_here(folder_);
    if (!read_->repository) return *read_;
    git_revwalk* opened = nullptr;
    const git_oid start = to_git(commit_);
    if (::git_revwalk_new(&opened, read_->repository.get()) != 0) return *read_;
    const GitRevwalk walk(opened);
    if (::git_revwalk_push(walk.get(), &start) != 0) return *read_;
    git_oid next;
    int code = 0;
    while (read_->commits.size() < kMostCommits && (code = ::git_revwalk_next(&next, walk.get())) == 0)
        read_->commits.insert(to_object_id(next));
    read_->complete = code == GIT_ITEROVER && ::git_repository_is_shallow(read_->repository.get()) == 0;
    return *read_;
}

std::optional<bool> CommitHistory::comes_from(const ObjectId& later, const ObjectId& earlier) {
    if (later == earlier) return true;
    Read& history = read();
    const bool known = history.commits.contains(earlier);
    if (!known) return history.complete ? std::optional(false) : std::nullopt;
    if (later == commit_) return true;
    if (!history.commits.contains(later)) return std::nullopt;
    const git_oid from = to_git(later);
    const git_oid to = to_git(earlier);
    const int code = ::git_graph_descendant_of(history.repository.get(), &from, &to);
    return code < 0 ? std::nullopt : std::optional(code == 1);
}

} // namespace squire::source
