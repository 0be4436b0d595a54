// SPDX-License-Identifier: MIT
#include "fix/branching.h"

#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/file.h"
#include "fix/written_changes.h"
#include "source/project_commit.h"
#include "source/sandbox_git.h"

namespace squire::fix {
namespace {

namespace fs = std::filesystem;

// Files that git sees changed are somebody's work.
Result<void> check_clean(const Proposal& proposal, const fs::path& root) {
    std::vector<std::string> words = {"-C", root.string(), "status", "--porcelain", "--"};
    for (const FileChange& each : proposal.changes) words.push_back(":(top,literal)" + each.path);
    const auto status = source::run_git(std::move(words), nullptr);
    if (!status) return std::unexpected(status.error());
    if (status->status != 0)
        return fail(ErrorKind::unsupported, "there is no checkout to write into: " + source::complaint_of(status->errors), root.string(),
                    "--branch needs none");
    if (status->output.empty()) return {};
    return fail(ErrorKind::conflict, "these files have changes that are not committed", root.string(),
                "commit or stash them first; --branch needs neither");
}

} // namespace

Result<Offer> offer_of(const Bundle& bundle, std::span<const finding::Finding> findings, const fs::path& repository, Time now) {
    const std::string changed = bundle.changes.empty() ? "" : bundle.changes.front().path;
    const auto customs = learn_customs(repository, bundle.kind, changed);
    if (!customs) return std::unexpected(customs.error());
    return make_offer(bundle.proved, findings, *customs, now);
}

Result<std::string> make_branch(const Offer& offer, const Bundle& bundle, const fs::path& repository, const std::string& commit, Time now,
                                BranchPlace place) {
    if (offer.is_private && place != BranchPlace::sandbox)
        return fail(ErrorKind::usage, "this goes to the maintainers' private channel first, so there is no branch", "",
                    "-o DIR writes the text for it");
    if (bundle.changes.empty()) return fail(ErrorKind::usage, "nothing is changed, so there is no branch");
    const auto project = source::ProjectCommit::open(repository);
    if (!project) return std::unexpected(project.error());
    if (project->id() != commit) return fail(ErrorKind::conflict, "the project went on meanwhile", repository.string(), "run squire fix again");
    source::NewCommit wanted{.branch = offer.branch, .files = {}, .message = offer.commit_message, .time = now};
    for (const FileChange& each : bundle.changes) wanted.files.push_back({each.path, each.after});
    auto made = project->commit(wanted);
    if (!made) return std::unexpected(made.error());
    return std::move(made->id);
}

Result<void> apply_to_checkout(const Proposal& proposal, const fs::path& root, bool backwards) {
    if (!backwards) {
        if (auto clean = check_clean(proposal, root); !clean) return clean;
        return write_changes(root, proposal.changes);
    }
    std::vector<FileChange> back;
    for (const FileChange& each : proposal.changes) {
        if (!each.is_new)
            back.push_back({.path = each.path, .before = each.after, .after = each.before});
        else if (const auto there = read_file(root / each.path); !there || *there != each.after)
            return fail(ErrorKind::conflict, "the file is not what was written", each.path, "take the change back by hand");
    }
    if (auto written = write_changes(root, back); !written) return written;
    for (const FileChange& each : proposal.changes) {
        std::error_code code;
        if (each.is_new && !fs::remove(root / each.path, code)) return fail(ErrorKind::io, "the file cannot be removed", each.path);
    }
    return {};
}

} // namespace squire::fix
