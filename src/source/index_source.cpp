// SPDX-License-Identifier: MIT
#include "source/index_source.h"

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "source/blob_reading.h"
#include "source/git.h"
#include "source/problem_group.h"
#include "source/reading.h"
#include "source/tree_changes.h"

namespace squire::source {

namespace {

class IndexSource final : public Source {
public:
    IndexSource(GitRepository repository, GitIndex index, GitTree head)
        : repository_(std::move(repository)), index_(std::move(index)), head_(std::move(head)) {}

    [[nodiscard]] std::string describe() const override { return fmt::format("staged changes of {}", root_of(*repository_)); }

    [[nodiscard]] Result<Tally> read(TextVisitor& visitor, const ReadOptions& options, Problems& problems) override {
        const StepProgress step(options.progress, describe(), 0);
        std::unordered_map<std::string, ObjectId> committed;
        if (head_) {
            TreeChanges files(*repository_, options.cancellation, problems,
                              [&](std::string_view path, const ObjectId& id) { committed.emplace(path, id); });
            files.list(*::git_tree_id(head_.get()), {});
        }
        std::vector<ListedBlob> blobs;
        ProblemGroup conflicts;
        for (std::size_t i = 0, count = ::git_index_entrycount(index_.get()); i < count; ++i) {
            const git_index_entry* entry = ::git_index_get_byindex(index_.get(), i);
            if (::git_index_entry_is_conflict(entry) == 1) {
                conflicts.add(entry->path);
                continue;
            }
            if ((entry->flags_extended & GIT_INDEX_ENTRY_INTENT_TO_ADD) != 0) continue; // its content is not staged
            if ((entry->mode & 0170000U) != 0100000U) continue;                         // a link or a submodule
            const ObjectId id = to_object_id(entry->id);
            const auto before = committed.find(entry->path);
            if (before == committed.end() || before->second != id) blobs.push_back({entry->path, id});
        }
        conflicts.tell(Weight::warning, ErrorKind::unsupported, "not looked at: it has conflicts",
                       "stages of files with conflicts are not looked at", problems);
        return read_blobs(root_of(*repository_), blobs, ShownPath::yes, visitor, options, problems);
    }

private:
    GitRepository repository_;
    GitIndex index_;
    GitTree head_; // null before the first commit
};

Result<GitIndex> open_index(git_repository& repository, const std::filesystem::path& file) {
    git_index* index = nullptr;
    const int code = file.empty() ? ::git_repository_index(&index, &repository) : ::git_index_open(&index, file.c_str());
    if (code != 0) {
        Error error = git_error(code, "the git index cannot be read", file.empty() ? root_of(repository) : file.string());
        if (code == GIT_ENOTFOUND) error.message = "the git index is damaged";
        error.hint = "a split or sparse index can be turned into a plain one: git update-index --no-split-index, git sparse-checkout reapply "
                     "--no-sparse-index";
        return std::unexpected(std::move(error));
    }
    return GitIndex(index);
}

} // namespace

Result<std::unique_ptr<Source>> open_staged(const std::filesystem::path& inside, const std::filesystem::path& index_file) {
    auto repository = open_repository(inside);
    if (!repository) return std::unexpected(std::move(repository.error()));
    if (::git_repository_is_bare(repository->get()) == 1 && index_file.empty()) {
        return fail(ErrorKind::unsupported, "a bare repository has no index, so nothing is staged there", root_of(**repository),
                    "--history or --commit REV look at what it holds");
    }
    auto index = open_index(**repository, index_file);
    if (!index) return std::unexpected(std::move(index.error()));
    const auto head = find_head(**repository);
    if (!head) return std::unexpected(head.error());
    GitTree tree;
    if (*head) {
        auto found = tree_of(**head);
        if (!found) return std::unexpected(std::move(found.error()));
        tree = std::move(*found);
    }
    return std::make_unique<IndexSource>(std::move(*repository), std::move(*index), std::move(tree));
}

} // namespace squire::source
