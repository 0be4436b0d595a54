// SPDX-License-Identifier: MIT
//
// Package after package: the copy is set to where the work begins, each file that has the package is taken in turn, by one way after another, and a way
// counts only where the scan of the copy afterwards says that findings went and none came. What the last file leaves is the proposal.
#include "fix/dependency_proposals.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/file.h"
#include "base/text.h"
#include "dependencies/format.h"
#include "fix/dependency_copy.h"
#include "fix/dependency_edit.h"
#include "fix/dependency_job.h"
#include "fix/dependency_state.h"
#include "fix/dependency_words.h"
#include "source/marks.h"

namespace squire::fix {
namespace {

using dependencies::Package;
using dependencies::PackageFile;

std::optional<Refusal> refuse_file(const PackageFile& file) {
    source::Marks marks = source::marks_of_path(file.path);
    marks.add(file.marks);
    if (marks.has(source::Mark::ignored))
        return Refusal{Reason::not_editable, fmt::format("git ignores {}: it is no part of what a branch holds", file.path)};
    if (marks.has(source::Mark::vendored))
        return Refusal{Reason::not_editable, fmt::format("{} is someone else's code, kept in the tree", file.path)};
    return std::nullopt;
}

class Upgrader {
public:
    Upgrader(DependencyCopy copy, PackageState state, const advisories::Index& index, const UpgradeOptions& options)
        : copy_(std::move(copy)), first_(std::move(state)), index_(index), options_(options) {}

    [[nodiscard]] Result<Proposals> run() {
        std::vector<std::string> wanted;
        for (const std::string& fingerprint : first_.order)
            if (options_.wanted.empty() || options_.wanted.contains(fingerprint)) wanted.push_back(fingerprint);
        Proposals proposals;
        std::set<std::string> answered;
        for (const UpgradeJob& job : upgrade_jobs(first_, wanted)) {
            if (options_.cancellation != nullptr && options_.cancellation->requested()) return fail(ErrorKind::interrupted, "interrupted");
            // A property or a parent may have moved several packages with the first of them.
            const auto is_answered = [&](const UpgradePlace& place) {
                return std::ranges::all_of(place.fingerprints, [&](const std::string& each) { return answered.contains(each); });
            };
            if (std::ranges::all_of(job.files, [&](const UpgradeFile& file) { return std::ranges::all_of(file.places, is_answered); })) continue;
            auto made = upgrade(job);
            if (!made) return std::unexpected(made.error());
            if (!*made) continue;
            answered.insert((*made)->findings.begin(), (*made)->findings.end());
            proposals.proposals.push_back(std::move(**made));
        }
        for (const std::string& fingerprint : wanted) {
            if (answered.contains(fingerprint)) continue;
            const auto refusal = refusals_.find(fingerprint);
            const Refusal why = refusal != refusals_.end() ? refusal->second : Refusal{Reason::not_editable, "its file cannot be copied"};
            proposals.unfixed.push_back({.finding = fingerprint, .reason = why.reason, .why = why.why});
        }
        std::ranges::stable_sort(proposals.proposals, {}, &Proposal::what);
        return proposals;
    }

private:
    /// Nothing where no finding of it could be answered.
    [[nodiscard]] Result<std::optional<Proposal>> upgrade(const UpgradeJob& job) {
        if (const auto set = copy_.restore(begin_); !set) return std::unexpected(set.error());
        reached_ = begin_;
        auto before = read();
        if (!before) return std::unexpected(before.error());
        auto now = read();
        if (!now) return std::unexpected(now.error());
        made_by_.clear();
        notes_.clear();
        for (const UpgradeFile& file : job.files)
            if (const auto done = upgrade_file(file, *now); !done) return std::unexpected(done.error());
        auto changes = copy_.changes(begin_, reached_);
        if (!changes) return std::unexpected(changes.error());
        const UpgradeStory story{job, *before, *now};
        Proposal proposal{.kind = ChangeClass::dependency,
                          .what = {},
                          .why = {},
                          .made_by = {},
                          .findings = {},
                          .changes = std::move(*changes),
                          .risks = {},
                          .steps = {}};
        for (const auto& [fingerprint, spot] : before->spots)
            if (!now->spots.contains(fingerprint)) proposal.findings.push_back(fingerprint);
        for (const UpgradeFile& file : job.files) refuse_rest(file, *now);
        if (proposal.findings.empty()) return std::nullopt;
        proposal.what = upgrade_subject(story);
        proposal.why = upgrade_reasons(story);
        proposal.made_by = fmt::format("{}", fmt::join(made_by_, ", "));
        proposal.risks = upgrade_risks(story);
        proposal.risks.insert(proposal.risks.end(), notes_.begin(), notes_.end());
        if (options_.chained) begin_ = reached_;
        return proposal;
    }

    [[nodiscard]] Result<PackageState> read() {
        Problems said_before;
        return read_package_state(copy_.path(), index_,
                                  {.workers = options_.workers, .largest_file = options_.largest_file, .cancellation = options_.cancellation},
                                  said_before);
    }

    /// Goes on from `now`, and leaves there what it reached.
    [[nodiscard]] Result<void> upgrade_file(const UpgradeFile& target, PackageState& now) {
        const PackageFile& file = first_.inventory.files[target.file];
        const auto is_open = [&](const UpgradePlace& place) {
            return place.diagnosis->upgrade &&
                   std::ranges::any_of(place.fingerprints, [&](const std::string& each) { return now.spots.contains(each); });
        };
        UpgradeFile open{.file = target.file, .places = {}};
        std::ranges::copy_if(target.places, std::back_inserter(open.places), is_open);
        if (open.places.empty()) return {};
        if (const auto refusal = refuse_file(file)) {
            refuse(open, *refusal);
            return {};
        }
        if (const auto refusal = edit(file, open)) {
            refuse(open, *refusal);
            return copy_.restore(reached_);
        }
        return judge(file, open, now);
    }

    /// By our own hand.
    [[nodiscard]] std::optional<Refusal> edit(const PackageFile& file, const UpgradeFile& target) {
        for (const UpgradePlace& place : target.places) {
            const Package& package = file.packages[place.package];
            if (package.ecosystem == dependencies::Ecosystem::go && (package.name == "stdlib" || package.name == "toolchain"))
                return Refusal{Reason::needs_person,
                               fmt::format("the Go that builds the project must be {} or later; go.mod only says which is asked for",
                                           place.diagnosis->upgrade->version)};
            const auto edited = edit_version(copy_.path(), file, package, place.diagnosis->upgrade->version);
            if (!edited) return Refusal{Reason::not_editable, edited.error().message};
            for (const FileChange& change : edited->changes) {
                const auto written = write_file(copy_.path() / change.path, change.after);
                if (!written) return Refusal{Reason::not_editable, written.error().message};
                add(made_by_, fmt::format("an edit of the version in {}", change.path));
            }
            if (file.format == "requirements")
                add(notes_, "what the other packages ask of it was not checked: pip check says it after installing");
        }
        return std::nullopt;
    }

    /// Keeps what stands in the copy where it answers something and brings nothing new; else puts the copy back.
    [[nodiscard]] Result<void> judge(const PackageFile& file, const UpgradeFile& target, PackageState& now) {
        auto state = copy_.state();
        if (!state) return refuse_and_restore(target, {Reason::tool_failed, describe(state.error())});
        auto after = read();
        if (!after) return std::unexpected(after.error());
        std::vector<std::string> came;
        for (const auto& [fingerprint, spot] : after->spots)
            if (!now.spots.contains(fingerprint))
                came.push_back(fmt::format("{} of {}", spot.weakness->id, name_and_version(after->package_of(spot))));
        if (!came.empty())
            return refuse_and_restore(target,
                                      {Reason::failed_proof, fmt::format("the upgrade in {} would bring {}", file.path, fmt::join(came, ", "))});
        const UpgradeJob none;
        if (const auto lower = downgrades({none, now, *after}); !lower.empty())
            return refuse_and_restore(target, {Reason::failed_proof, fmt::format("it would go back with {}", fmt::join(lower, ", "))});
        reached_ = std::move(*state);
        now = std::move(*after);
        return {};
    }

    [[nodiscard]] Result<void> refuse_and_restore(const UpgradeFile& target, const Refusal& refusal) {
        refuse(target, refusal);
        return copy_.restore(reached_);
    }

    void refuse(const UpgradeFile& target, const Refusal& refusal) {
        for (const UpgradePlace& place : target.places)
            for (const std::string& fingerprint : place.fingerprints) refusals_.insert_or_assign(fingerprint, refusal);
    }

    /// Why those stay that no way was taken for, or that the way which was taken leaves.
    void refuse_rest(const UpgradeFile& target, const PackageState& now) {
        const PackageFile& file = first_.inventory.files[target.file];
        for (const UpgradePlace& place : target.places) {
            for (const std::string& fingerprint : place.fingerprints) {
                if (!now.spots.contains(fingerprint) || refusals_.contains(fingerprint)) continue;
                const dependencies::Weakness& weakness = *first_.spots.at(fingerprint).weakness;
                const std::string package = file.packages[place.package].name;
                refusals_[fingerprint] =
                    weakness.fixed_in.empty()
                        ? Refusal{Reason::no_fixed_version, fmt::format("no version of {} is known that is free of {}", package, weakness.id)}
                        : Refusal{
                              Reason::no_fixed_version,
                              fmt::format("{} is free of {}, but has more that is known against it than {}", weakness.fixed_in, weakness.id,
                                          place.diagnosis->upgrade ? place.diagnosis->upgrade->version : file.packages[place.package].version)};
            }
        }
    }

    static void add(std::vector<std::string>& list, std::string word) {
        if (std::ranges::find(list, word) == list.end()) list.push_back(std::move(word));
    }

    DependencyCopy copy_;
    PackageState first_; // of the tree: fingerprints, versions and lines are its
    const advisories::Index& index_;
    const UpgradeOptions& options_;
    DependencyCopy::State begin_; // where a package's upgrade begins
    DependencyCopy::State reached_; // what is kept of it so far
    std::map<std::string, Refusal> refusals_;
    std::vector<std::string> made_by_;
    std::vector<std::string> notes_;
};

} // namespace

Result<Proposals> propose_upgrades(const std::filesystem::path& tree, const advisories::Index& index, const UpgradeOptions& options,
                                   Problems& problems) {
    auto state = read_package_state(
        tree, index, {.workers = options.workers, .largest_file = options.largest_file, .cancellation = options.cancellation}, problems);
    if (!state) return std::unexpected(state.error());
    if (state->spots.empty()) return Proposals{};
    auto copy = DependencyCopy::make(tree, CopyExtent::package_files, options.cancellation);
    if (!copy) return std::unexpected(copy.error());
    return Upgrader(std::move(*copy), std::move(*state), index, options).run();
}

} // namespace squire::fix
