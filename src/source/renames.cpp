// SPDX-License-Identifier: MIT
#include "source/renames.h"

#include <deque>
#include <map>
#include <utility>

#include "source/git.h"

namespace squire::source {
namespace {

constexpr std::size_t kMostCompared = 1'000'000; // pairs; git's own bound, diff.renameLimit, squared
constexpr std::uint16_t kSimilarity = 50;   // per cent; git's own

// By the ids of blobs, which git has computed already. Of several files with one content, the first in path order goes with the first.
std::vector<Rename> same_contents(git_diff& diff) {
    std::map<ObjectId, std::deque<std::string>> went;
    const std::size_t count = ::git_diff_num_deltas(&diff);
    for (std::size_t i = 0; i < count; ++i) {
        const git_diff_delta* delta = ::git_diff_get_delta(&diff, i);
        if (delta->status == GIT_DELTA_DELETED) went[to_object_id(delta->old_file.id)].emplace_back(delta->old_file.path);
    }
    std::vector<Rename> renames;
    for (std::size_t i = 0; i < count; ++i) {
        const git_diff_delta* delta = ::git_diff_get_delta(&diff, i);
        if (delta->status != GIT_DELTA_ADDED) continue;
        const auto old = went.find(to_object_id(delta->new_file.id));
        if (old == went.end() || old->second.empty()) continue;
        renames.push_back({.from = old->second.front(), .to = delta->new_file.path});
        old->second.pop_front();
    }
    return renames;
}

} // namespace

Result<std::vector<Rename>> renames_between(const std::filesystem::path& inside, std::string_view from, std::string_view to) {
    const auto repository = open_repository(inside);
    if (!repository) return std::unexpected(repository.error());
    std::vector<GitTree> trees;
    for (const std::string_view revision : {from, to}) {
        const auto commit = find_commit(**repository, revision);
        if (!commit) return std::unexpected(commit.error());
        auto tree = tree_of(**commit);
        if (!tree) return std::unexpected(tree.error());
        trees.push_back(std::move(*tree));
    }
    const auto failed = [&](int code) { return std::unexpected(git_error(code, "the commits cannot be compared", root_of(**repository))); };
    git_diff* made = nullptr;
    git_diff_options options = GIT_DIFF_OPTIONS_INIT;
    options.ignore_submodules = GIT_SUBMODULE_IGNORE_ALL;
    if (const int code = ::git_diff_tree_to_tree(&made, repository->get(), trees[0].get(), trees[1].get(), &options); code != 0) {
        return failed(code);
    }
    const GitDiff diff(made);
    const std::size_t came = ::git_diff_num_deltas_of_type(diff.get(), GIT_DELTA_ADDED);
    const std::size_t went = ::git_diff_num_deltas_of_type(diff.get(), GIT_DELTA_DELETED);
    if (came * went > kMostCompared) return same_contents(*diff);
    git_diff_find_options find = GIT_DIFF_FIND_OPTIONS_INIT;
    find.flags = GIT_DIFF_FIND_RENAMES;
    find.rename_threshold = kSimilarity;
    find.rename_limit = kMostCompared;
    if (const int code = ::git_diff_find_similar(diff.get(), &find); code != 0) return failed(code);
    std::vector<Rename> renames;
    for (std::size_t i = 0, count = ::git_diff_num_deltas(diff.get()); i < count; ++i) {
        const git_diff_delta* delta = ::git_diff_get_delta(diff.get(), i);
        if (delta->status == GIT_DELTA_RENAMED) renames.push_back({.from = delta->old_file.path, .to = delta->new_file.path});
    }
    return renames;
}

} // namespace squire::source
