// SPDX-License-Identifier: MIT
//
// Package after package: the copy is set to where the work begins, and each place of the package is taken in turn (dependency_attempt.h). What the last
// one leaves is the proposal.
#include "fix/dependency_proposals.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "fix/dependency_attempt.h"
#include "fix/dependency_copy.h"
#include "fix/dependency_job.h"
#include "fix/dependency_lines.h"
#include "fix/dependency_managers.h"
#include "fix/dependency_state.h"
#include "fix/dependency_words.h"

namespace squire::fix {
namespace {

using dependencies::Package;
using dependencies::PackageFile;

constexpr std::size_t kManyLines = 20;
constexpr std::size_t kMostSmallerSteps = 3; // each costs runs of the package manager

class Upgrader {
public:
    Upgrader(DependencyCopy copy, PackageState state, const advisories::Index& index, const UpgradeOptions& options)
        : copy_(std::move(copy)), first_(std::move(state)), options_(options), attempts_(copy_, index, options) {}

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
            const UpgradeRefusal why =
                refusal != refusals_.end() ? refusal->second : UpgradeRefusal{Reason::not_editable, "its file cannot be copied"};
            proposals.unfixed.push_back({.finding = fingerprint, .reason = why.reason, .why = why.why});
        }
        if (!options_.chained) std::ranges::stable_sort(proposals.proposals, {}, &Proposal::what); // a chain has its order
        return proposals;
    }

private:
    /// Nothing where no finding of it could be answered.
    [[nodiscard]] Result<std::optional<Proposal>> upgrade(const UpgradeJob& job) {
        if (const auto set = copy_.restore(begin_); !set) return std::unexpected(set.error());
        auto before = attempts_.read();
        if (!before) return std::unexpected(before.error());
        auto now = attempts_.read();
        if (!now) return std::unexpected(now.error());
        Progressed so_far{.reached = begin_, .now = std::move(*now), .made_by = {}, .notes = {}};
        for (const UpgradeFile& file : job.files)
            if (const auto done = upgrade_file(file, so_far); !done) return std::unexpected(done.error());
        auto changes = copy_.changes(begin_, so_far.reached);
        if (!changes) return std::unexpected(changes.error());
        Proposal proposal{.kind = ChangeClass::dependency,
                          .what = {},
                          .why = {},
                          .made_by = {},
                          .findings = {},
                          .changes = std::move(*changes),
                          .risks = {},
                          .steps = {}};
        for (const auto& [fingerprint, spot] : before->spots)
            if (!so_far.now.spots.contains(fingerprint)) proposal.findings.push_back(fingerprint);
        for (const UpgradeFile& file : job.files) refuse_rest(file, so_far.now);
        if (proposal.findings.empty()) return std::nullopt;
        const UpgradeStory story{job, first_, *before, so_far.now};
        proposal.what = upgrade_subject(story);
        proposal.why = upgrade_reasons(story);
        proposal.made_by = fmt::format("{}", fmt::join(so_far.made_by, ", "));
        proposal.risks = upgrade_risks(story);
        for (const FileChange& change : proposal.changes) {
            const ChangedLines lines = count_lines(change, *before, so_far.now);
            if (lines.all > kManyLines && lines.all > 2 * lines.needed)
                proposal.risks.push_back(
                    fmt::format("{} of {} changed lines of {} are about packages that do not move: the tool lays the file out its own way",
                                lines.all - lines.needed, lines.all, change.path));
        }
        proposal.risks.insert(proposal.risks.end(), so_far.notes.begin(), so_far.notes.end());
        if (options_.chained) begin_ = std::move(so_far.reached);
        return proposal;
    }

    [[nodiscard]] Result<void> upgrade_file(const UpgradeFile& of, Progressed& so_far) {
        const PackageFile& file = first_.inventory.files[of.file];
        for (const UpgradePlace& place : of.places) {
            if (!place.diagnosis->upgrade) continue;
            const Package& package = file.packages[place.package];
            AttemptTarget target{.file = file.path,
                                 .package = package.name,
                                 .version = package.version,
                                 .ecosystem = package.ecosystem,
                                 .direct = package.direct,
                                 .to = place.diagnosis->upgrade->version,
                                 .weaknesses = {}};
            std::vector<std::string> fingerprints;
            for (const std::string& each : place.fingerprints) {
                const dependencies::Weakness& weakness = *first_.spots.at(each).weakness;
                const std::vector<std::uint32_t>& leaves = place.diagnosis->upgrade->leaves;
                if (std::ranges::find(leaves, weakness.group) != leaves.end()) continue; // what stays with it is no reason against it
                target.weaknesses.push_back(weakness.id);
                fingerprints.push_back(each);
            }
            const auto refusal = attempts_.upgrade(target, so_far);
            if (!refusal) return std::unexpected(refusal.error());
            if (!*refusal) continue;
            for (const std::string& each : fingerprints) refusals_.insert_or_assign(each, **refusal);
            if ((*refusal)->lasts || (*refusal)->reason == Reason::not_editable) continue;
            // Not all at once: some of them, by a smaller step.
            for (std::string& version : smaller_steps(place, package)) {
                target.to = std::move(version);
                const auto again = attempts_.upgrade(target, so_far);
                if (!again) return std::unexpected(again.error());
                if (so_far.now.find_file(file.path) != nullptr && has_version(so_far.now, target)) continue;
                so_far.notes.push_back(
                    fmt::format("{} {} would answer more, but {}", package.name, place.diagnosis->upgrade->version, (*refusal)->why));
                break;
            }
        }
        return {};
    }

    /// Versions before the one that is free of all, at which at least one weakness ends; the latest first.
    [[nodiscard]] static std::vector<std::string> smaller_steps(const UpgradePlace& place, const Package& package) {
        const advisories::VersionOrder order = version_order(package.ecosystem);
        std::vector<std::string> versions;
        for (const dependencies::Weakness& weakness : place.diagnosis->weaknesses)
            if (!weakness.fixed_in.empty() && compare_versions(order, weakness.fixed_in, place.diagnosis->upgrade->version) < 0)
                versions.push_back(weakness.fixed_in);
        std::ranges::sort(versions, [&](const std::string& left, const std::string& right) { return compare_versions(order, left, right) > 0; });
        versions.erase(std::ranges::unique(versions).begin(), versions.end());
        if (versions.size() > kMostSmallerSteps) versions.resize(kMostSmallerSteps);
        return versions;
    }

    [[nodiscard]] static bool has_version(const PackageState& state, const AttemptTarget& target) {
        const auto versions = versions_of(*state.find_file(target.file), target.ecosystem, target.package);
        return std::ranges::find(versions, target.version) != versions.end();
    }

    /// Why those stay that no way was taken for, or that the way which was taken leaves.
    void refuse_rest(const UpgradeFile& target, const PackageState& now) {
        const PackageFile& file = first_.inventory.files[target.file];
        for (const UpgradePlace& place : target.places) {
            for (const std::string& fingerprint : place.fingerprints) {
                if (!now.spots.contains(fingerprint) || refusals_.contains(fingerprint)) continue;
                const dependencies::Weakness& weakness = *first_.spots.at(fingerprint).weakness;
                if (const UpgradeRefusal* const other = refusal_of_other_version(target, weakness.id)) {
                    refusals_.insert_or_assign(fingerprint, *other);
                    continue;
                }
                const std::string package = file.packages[place.package].name;
                refusals_[fingerprint] =
                    weakness.fixed_in.empty()
                        ? UpgradeRefusal{Reason::no_fixed_version,
                                         fmt::format("no version of {} is known that is free of {}", package, weakness.id)}
                        : UpgradeRefusal{
                              Reason::no_fixed_version,
                              fmt::format("{} is free of {}, but has more that is known against it than {}", weakness.fixed_in, weakness.id,
                                          place.diagnosis->upgrade ? place.diagnosis->upgrade->version : file.packages[place.package].version)};
            }
        }
    }

    /// Of several versions with the same weakness, fingerprints only say how many are left: the one that stays may have the first one's.
    [[nodiscard]] const UpgradeRefusal* refusal_of_other_version(const UpgradeFile& target, const std::string& weakness) const {
        for (const UpgradePlace& place : target.places)
            for (const std::string& each : place.fingerprints)
                if (const auto found = refusals_.find(each); found != refusals_.end() && first_.spots.at(each).weakness->id == weakness)
                    return &found->second;
        return nullptr;
    }

    DependencyCopy copy_;
    PackageState first_; // of the tree: fingerprints, versions and lines are its
    const UpgradeOptions& options_;
    Attempts attempts_; // in copy_
    DependencyCopy::State begin_; // where a package's upgrade begins
    std::map<std::string, UpgradeRefusal> refusals_;
};

bool needs_sources(const PackageState& state) {
    return std::ranges::any_of(state.spots, [&](const auto& each) {
        return std::ranges::any_of(manager_table().managers, [&](const Manager& manager) {
            return manager.everything && manager.format == state.file_of(each.second).format;
        });
    });
}

} // namespace

Result<Proposals> propose_upgrades(const std::filesystem::path& tree, const advisories::Index& index, const UpgradeOptions& options,
                                   Problems& problems) {
    auto state = read_package_state(
        tree, index, {.workers = options.workers, .largest_file = options.largest_file, .cancellation = options.cancellation}, problems);
    if (!state) return std::unexpected(state.error());
    if (state->spots.empty()) return Proposals{};
    const bool sources = options.package_managers && options.network && needs_sources(*state);
    auto copy = DependencyCopy::make(tree, sources ? CopyExtent::everything : CopyExtent::package_files, options.cancellation);
    if (!copy) return std::unexpected(copy.error());
    return Upgrader(std::move(*copy), std::move(*state), index, options).run();
}

} // namespace squire::fix
