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
    const GitRepository repository = open_here(folder_);
    if (!repository) return *read_;
    git_revwalk* opened = nullptr;
    const git_oid start = to_git(commit_);
    if (::git_revwalk_new(&opened, repository.get()) != 0) return *read_;
    const GitRevwalk walk(opened);
    if (::git_revwalk_push(walk.get(), &start) != 0) return *read_;
    git_oid next;
    int code = 0;
    while (read_->commits.size() < kMostCommits && (code = ::git_revwalk_next(&next, walk.get())) == 0)
        read_->commits.insert(to_object_id(next));
    read_->complete = code == GIT_ITEROVER && ::git_repository_is_shallow(repository.get()) == 0;
    return *read_;
}

std::optional<bool> CommitHistory::comes_from(const ObjectId& earlier) {
    if (earlier == commit_) return true;
    const Read& history = read();
    if (history.commits.contains(earlier)) return true;
    return history.complete ? std::optional(false) : std::nullopt;
}

} // namespace squire::source
