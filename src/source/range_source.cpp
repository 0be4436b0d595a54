// SPDX-License-Identifier: MIT
#include "source/range_source.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "source/blob_reading.h"
#include "source/git.h"
#include "source/reading.h"
#include "source/tree_changes.h"

namespace squire::source {

namespace {

/// Commits whose parents a shallow clone left out.
std::unordered_set<ObjectId> shallow_commits(git_repository& repository) {
    std::unordered_set<ObjectId> commits;
    if (::git_repository_is_shallow(&repository) != 1) return commits;
    const auto list = read_file(std::filesystem::path(::git_repository_commondir(&repository)) / "shallow");
    if (!list) return commits;
    for (const std::string_view line : split(*list, '\n')) {
        if (const auto id = ObjectId::parse(trim(line))) commits.insert(*id);
    }
    return commits;
}

class RangeSource final : public Source {
public:
    RangeSource(GitRepository repository, GitCommit from, GitCommit to)
        : repository_(std::move(repository)), from_(std::move(from)), to_(std::move(to)), shallow_(shallow_commits(*repository_)) {}

    [[nodiscard]] std::string describe() const override {
        return fmt::format("commits {}..{} of {}", commit_info(*from_).sha.substr(0, 12), commit_info(*to_).sha.substr(0, 12),
                           root_of(*repository_));
    }

    [[nodiscard]] Result<Tally> read(TextVisitor& visitor, const ReadOptions& options, Problems& problems) override {
        const StepProgress step(options.progress, describe(), 0);
        const auto commits = shallow_.empty() ? list_commits() : list_shallow_commits();
        if (!commits) return std::unexpected(commits.error());
        std::vector<ListedBlob> blobs;
        places_.clear();
        ObjectId commit;
        TreeChanges changes(*repository_, options.cancellation, problems, [&](std::string_view path, const ObjectId& blob) {
            std::vector<Place>& places = places_[blob];
            if (places.empty()) blobs.push_back({std::string(path), blob});
            if (std::ranges::none_of(places, [&](const Place& place) { return place.path == path; }))
                places.push_back({std::string(path), commit});
        });
        for (const git_oid& id : *commits) {
            if (options.cancellation != nullptr && options.cancellation->requested()) break;
            commit = to_object_id(id);
            list_changes(id, changes, problems);
        }
        changes.tell();
        return read_blobs(root_of(*repository_), blobs, ShownPath::no, visitor, options, problems);
    }

    [[nodiscard]] Result<std::vector<Occurrence>> occurrences(std::span<const ObjectId> blobs, const NameFilter& by_name,
                                                              const ReadOptions& options, Problems& problems) override {
        (void)options, (void)problems;
        const auto head = tree_of(*to_);
        if (!head) return std::unexpected(head.error());
        const std::set<ObjectId> wanted(blobs.begin(), blobs.end());
        std::vector<Occurrence> rows;
        for (const auto& [blob, places] : places_) {
            for (const Place& place : places) {
                if (!wanted.contains(blob) && !(by_name && by_name(std::string_view(place.path).substr(place.path.rfind('/') + 1)))) continue;
                rows.push_back({.blob = blob, .path = place.path, .commit = info_of(place.commit), .at_head = stands(**head, place.path, blob)});
            }
        }
        std::ranges::sort(rows, {}, [](const Occurrence& row) { return std::tie(row.blob, row.path); });
        return rows;
    }

    [[nodiscard]] Result<std::string> fetch(const ObjectId& blob, std::uint64_t limit) override {
        const auto odb = open_odb(*repository_);
        if (!odb) return std::unexpected(odb.error());
        const git_oid id = to_git(blob);
        git_odb_object* object = nullptr;
        if (const int code = ::git_odb_read(&object, odb->get(), &id); code != 0) {
            return std::unexpected(git_error(code, "the object cannot be read", "object " + blob.hex()));
        }
        const GitOdbObject held(object);
        if (::git_odb_object_size(object) > limit) return fail(ErrorKind::limit, "larger than the limit", "object " + blob.hex());
        return std::string(static_cast<const char*>(::git_odb_object_data(object)), ::git_odb_object_size(object));
    }

private:
    struct Place {
        std::string path;
        ObjectId commit; // the first that brought the blob there
    };

    [[nodiscard]] GitCommit find(const git_oid& id, Problems* problems = nullptr) const {
        git_commit* commit = nullptr;
        if (const int code = ::git_commit_lookup(&commit, repository_.get(), &id); code != 0 && problems != nullptr) {
            problems->add(Weight::incomplete, git_error(code, "the commit cannot be read", fmt::format("commit {}", to_object_id(id).hex())));
        }
        return GitCommit(commit);
    }

    [[nodiscard]] finding::CommitInfo info_of(const ObjectId& id) const {
        const GitCommit commit = find(to_git(id));
        return commit ? commit_info(*commit) : finding::CommitInfo{.sha = id.hex()};
    }

    [[nodiscard]] static bool stands(git_tree& tree, const std::string& path, const ObjectId& blob) {
        git_tree_entry* entry = nullptr;
        if (::git_tree_entry_bypath(&entry, &tree, path.c_str()) != 0) return false;
        const GitTreeEntry found(entry);
        return to_object_id(*::git_tree_entry_id(entry)) == blob;
    }

    [[nodiscard]] std::vector<git_oid> parents_of(const git_commit& commit) const {
        std::vector<git_oid> parents;
        if (shallow_.contains(to_object_id(*::git_commit_id(&commit)))) return parents;
        for (unsigned i = 0; i < ::git_commit_parentcount(&commit); ++i) parents.push_back(*::git_commit_parent_id(&commit, i));
        return parents;
    }

    void list_changes(const git_oid& id, TreeChanges& changes, Problems& problems) const {
        const GitCommit commit = find(id, &problems);
        if (!commit) return;
        std::vector<git_oid> before;
        for (const git_oid& parent : parents_of(*commit)) {
            if (const GitCommit found = find(parent, &problems)) before.push_back(*::git_commit_tree_id(found.get()));
        }
        changes.list(*::git_commit_tree_id(commit.get()), before);
    }

    /// Parents before children.
    [[nodiscard]] Result<std::vector<git_oid>> list_commits() const {
        git_revwalk* made = nullptr;
        int code = ::git_revwalk_new(&made, repository_.get());
        const GitRevwalk walk(made);
        if (code == 0) code = ::git_revwalk_sorting(made, GIT_SORT_TOPOLOGICAL | GIT_SORT_REVERSE);
        if (code == 0) code = ::git_revwalk_push(made, ::git_commit_id(to_.get()));
        if (code == 0) code = ::git_revwalk_hide(made, ::git_commit_id(from_.get()));
        std::vector<git_oid> commits;
        git_oid id;
        while (code == 0 && (code = ::git_revwalk_next(&id, made)) == 0) commits.push_back(id);
        if (code != GIT_ITEROVER) return std::unexpected(git_error(code, "the commits cannot be walked", root_of(*repository_)));
        return commits;
    }

    /// The same where some parents are not there, which libgit2 1.5 takes for damage.
    [[nodiscard]] Result<std::vector<git_oid>> list_shallow_commits() const {
        std::unordered_set<ObjectId> seen;
        std::vector<git_oid> commits;
        collect(*::git_commit_id(from_.get()), seen, commits);
        commits.clear();
        collect(*::git_commit_id(to_.get()), seen, commits);
        return commits;
    }

    /// Everything that `start` reaches and that was not seen yet, parents before children.
    void collect(const git_oid& start, std::unordered_set<ObjectId>& seen, std::vector<git_oid>& commits) const {
        struct Step {
            git_oid id;
            bool parents_done;
        };
        std::vector<Step> waiting = {{start, false}};
        while (!waiting.empty()) {
            const Step step = waiting.back();
            waiting.pop_back();
            if (step.parents_done) {
                commits.push_back(step.id);
                continue;
            }
            if (!seen.insert(to_object_id(step.id)).second) continue;
            waiting.push_back({step.id, true});
            const GitCommit commit = find(step.id);
            if (!commit) continue;
            for (const git_oid& parent : parents_of(*commit)) waiting.push_back({parent, false});
        }
    }

    GitRepository repository_;
    GitCommit from_;
    GitCommit to_;
    std::unordered_set<ObjectId> shallow_;
    std::unordered_map<ObjectId, std::vector<Place>> places_; // of the last reading
};

} // namespace

Result<std::unique_ptr<Source>> open_range(const std::filesystem::path& inside, std::string_view since) {
    auto repository = open_repository(inside);
    if (!repository) return std::unexpected(std::move(repository.error()));
    const std::size_t dots = since.find("..");
    const std::string_view first = since.substr(0, dots);
    std::string_view last = dots == std::string_view::npos ? std::string_view() : since.substr(dots + 2);
    if (last.empty()) last = "HEAD";
    auto from = find_commit(**repository, first);
    if (!from) {
        if (::git_repository_is_shallow(repository->get()) == 1)
            from.error().hint = "the clone is shallow: git fetch --unshallow brings the rest";
        return std::unexpected(std::move(from.error()));
    }
    auto to = find_commit(**repository, last);
    if (!to) return std::unexpected(std::move(to.error()));
    return std::make_unique<RangeSource>(std::move(*repository), std::move(*from), std::move(*to));
}

} // namespace squire::source
