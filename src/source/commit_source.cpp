// SPDX-License-Identifier: MIT
#include "source/commit_source.h"

#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "source/blob_reading.h"
#include "source/git.h"
#include "source/reading.h"
#include "source/tree_changes.h"

namespace squire::source {

namespace {

class CommitSource final : public Source {
public:
    CommitSource(GitRepository repository, GitTree tree, finding::CommitInfo commit)
        : repository_(std::move(repository)), tree_(std::move(tree)), commit_(std::move(commit)) {}

    [[nodiscard]] std::string describe() const override {
        return fmt::format("commit {} of {}", commit_.sha.substr(0, 12), root_of(*repository_));
    }

    [[nodiscard]] Result<Tally> read(TextVisitor& visitor, const ReadOptions& options, Problems& problems) override {
        const StepProgress step(options.progress, describe(), 0);
        std::vector<ListedBlob> blobs;
        TreeChanges files(*repository_, options.cancellation, problems, [&](std::string_view path, const ObjectId& id) {
            if (!options.wanted || options.wanted(path)) blobs.push_back({std::string(path), id});
        });
        files.list(*::git_tree_id(tree_.get()), {});
        files.tell();
        return read_blobs(root_of(*repository_), blobs, ShownPath::yes, visitor, options, problems);
    }

    [[nodiscard]] std::optional<Submodule> submodule(std::string_view path) override {
        git_tree_entry* found = nullptr;
        ::git_tree_entry_bypath(&found, tree_.get(), std::string(path).c_str());
        const GitTreeEntry entry(found);
        if (!entry || ::git_tree_entry_filemode(entry.get()) != GIT_FILEMODE_COMMIT) return std::nullopt;
        return Submodule{to_object_id(*::git_tree_entry_id(entry.get())), std::filesystem::path(root_of(*repository_)) / path};
    }

    [[nodiscard]] finding::CommitInfo commit() const override { return commit_; }

private:
    GitRepository repository_;
    GitTree tree_;
    finding::CommitInfo commit_;
};

} // namespace

Result<std::unique_ptr<Source>> open_commit(const std::filesystem::path& inside, std::string_view revision) {
    auto repository = open_repository(inside);
    if (!repository) return std::unexpected(std::move(repository.error()));
    const auto commit = find_commit(**repository, revision);
    if (!commit) return std::unexpected(commit.error());
    auto tree = tree_of(**commit);
    if (!tree) return std::unexpected(std::move(tree.error()));
    return std::make_unique<CommitSource>(std::move(*repository), std::move(*tree), commit_info(**commit));
}

} // namespace squire::source
