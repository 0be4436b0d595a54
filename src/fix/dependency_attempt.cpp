// SPDX-License-Identifier: MIT
#include "fix/dependency_attempt.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/file.h"
#include "dependencies/format.h"
#include "fix/dependency_edit.h"
#include "fix/dependency_words.h"
#include "source/marks.h"

namespace squire::fix {
namespace {

namespace fs = std::filesystem;

using dependencies::Package;
using dependencies::PackageFile;

constexpr std::size_t kMostNamed = 5;

std::optional<UpgradeRefusal> refuse_file(const PackageFile& file) {
    source::Marks marks = source::marks_of_path(file.path);
    marks.add(file.marks);
    if (marks.has(source::Mark::ignored))
        return UpgradeRefusal{Reason::not_editable, fmt::format("git ignores {}: it is no part of what a branch holds", file.path)};
    if (marks.has(source::Mark::vendored))
        return UpgradeRefusal{Reason::not_editable, fmt::format("{} is someone else's code, kept in the tree", file.path)};
    return std::nullopt;
}

void add(std::vector<std::string>& list, std::string word) {
    if (std::ranges::find(list, word) == list.end()) list.push_back(std::move(word));
}

std::string listed(std::vector<std::string> words) {
    const std::size_t more = words.size() > kMostNamed ? words.size() - kMostNamed : 0;
    words.resize(words.size() - more);
    return more == 0 ? fmt::format("{}", fmt::join(words, ", ")) : fmt::format("{} and {} more", fmt::join(words, ", "), more);
}

// Those that the place has in this state.
std::size_t open_of(const AttemptTarget& target, const PackageState& state) {
    return static_cast<std::size_t>(std::ranges::count_if(target.weaknesses, [&](const std::string& each) {
        return state.count(target.file, target.ecosystem, target.package, each, target.version) > 0;
    }));
}

// An upgrade before may have moved it, to a version that has some of its weaknesses still.
AttemptTarget as_it_stands(AttemptTarget target, const PackageState& state) {
    const PackageFile* const file = state.find_file(target.file);
    if (file == nullptr) return target;
    const auto versions = versions_of(*file, target.ecosystem, target.package);
    if (std::ranges::find(versions, target.version) != versions.end()) return target;
    for (const std::string& version : versions) {
        const bool weak = std::ranges::any_of(target.weaknesses, [&](const std::string& each) {
            return state.count(target.file, target.ecosystem, target.package, each, version) > 0;
        });
        if (!weak) continue;
        target.version = version;
        break;
    }
    return target;
}

// Those that as many versions have as before: one that moved from a weak version to another weak one has answered nothing.
std::size_t stay_of(const AttemptTarget& target, const PackageState& before, const PackageState& after) {
    return static_cast<std::size_t>(std::ranges::count_if(target.weaknesses, [&](const std::string& each) {
        const std::size_t had = before.count(target.file, target.ecosystem, target.package, each);
        return had > 0 && after.count(target.file, target.ecosystem, target.package, each) >= had;
    }));
}

// What may go is only what nobody but other packages asks for: an empty lock has no weaknesses either.
std::vector<std::string> lost_packages(const PackageState& before, const PackageState& after) {
    std::vector<std::string> lost;
    for (const PackageFile& file : before.inventory.files) {
        if (!file.counts()) continue;
        const PackageFile* const now = after.find_file(file.path);
        for (const Package& package : file.packages)
            if (package.direct != false && (now == nullptr || versions_of(*now, package.ecosystem, package.name).empty()))
                lost.push_back(package.name);
    }
    return lost;
}

// The first that says more than that a tool did not work.
UpgradeRefusal gravest(const std::vector<UpgradeRefusal>& refusals) {
    const auto telling = std::ranges::find_if(refusals, [](const UpgradeRefusal& each) { return each.reason != Reason::tool_failed; });
    return telling != refusals.end() ? *telling : refusals.front();
}

// The ways in their order; one that takes the parents along first with the nearest alone, and only then with all.
std::vector<std::pair<const ManagerWay*, std::size_t>> ways_for(const Manager& manager, std::size_t chain) {
    std::vector<std::pair<const ManagerWay*, std::size_t>> ways;
    for (const ManagerWay& way : manager.ways) {
        const bool with_parents =
            std::ranges::any_of(way.steps, [](const ManagerStep& step) { return std::ranges::find(step.words, "{chain}") != step.words.end(); });
        for (const std::size_t parents : {std::size_t{1}, std::size_t{2}})
            if (with_parents && parents + 1 < chain) ways.emplace_back(&way, parents);
        ways.emplace_back(&way, chain);
    }
    return ways;
}

} // namespace

Result<PackageState> Attempts::read() const {
    Problems said_before;
    return read_package_state(copy_.path(), index_,
                              {.workers = options_.workers, .largest_file = options_.largest_file, .cancellation = options_.cancellation},
                              said_before);
}

Result<std::optional<UpgradeRefusal>> Attempts::upgrade(const AttemptTarget& wanted, Progressed& so_far) {
    const AttemptTarget target = as_it_stands(wanted, so_far.now);
    if (open_of(target, so_far.now) == 0) return std::nullopt;
    const PackageFile* const found = so_far.now.find_file(target.file);
    if (found == nullptr) return UpgradeRefusal{Reason::not_editable, fmt::format("{} is not there any more", target.file)};
    const PackageFile file = *found; // so_far.now changes
    const auto package = std::ranges::find_if(file.packages, [&](const Package& each) {
        return each.ecosystem == target.ecosystem && each.name == target.package && each.version == target.version;
    });
    if (package == file.packages.end()) return std::nullopt; // it went with another
    const auto number = static_cast<std::size_t>(package - file.packages.begin());
    if (auto refusal = refuse_file(file)) return refusal;
    if (target.ecosystem == dependencies::Ecosystem::go && (target.package == "stdlib" || target.package == "toolchain"))
        return UpgradeRefusal{Reason::needs_person,
                              fmt::format("the Go that builds the project must be {} or later; go.mod only says which is asked for", target.to)};

    const std::string text = read_file(copy_.path() / file.path, options_.largest_file).value_or("");
    const Manager* const manager = find_manager(manager_table(), file.format, text);
    if (manager == nullptr) {
        const dependencies::Format& format = dependencies::format_by_id(file.format);
        if (format.kind == dependencies::FormatKind::lock)
            return UpgradeRefusal{Reason::tool_missing, fmt::format("{} is written by {}, which is not run here", file.path, format.manager)};
        return by_hand(target, file, number, so_far);
    }
    auto unready = runs_.ready(*manager, file);
    if (!unready) return by_manager(target, *manager, file, number, so_far);
    const bool has_sums = file.format == "go_mod" && fs::exists(copy_.path() / fs::path(file.path).parent_path() / "go.sum");
    if (unready->reason == Reason::out_of_step || has_sums || dependencies::format_by_id(file.format).kind == dependencies::FormatKind::lock)
        return unready;
    auto by_us = by_hand(target, file, number, so_far);
    return by_us && *by_us ? unready : by_us;
}

Result<std::optional<UpgradeRefusal>> Attempts::by_manager(const AttemptTarget& target, const Manager& manager, const PackageFile& file,
                                                           std::size_t package, Progressed& so_far) {
    ManagerTarget place{
        .manager = manager, .file = file, .package = file.packages[package], .to = target.to, .chain = file.chain_to(package), .manifests = {}};
    for (const PackageFile& each : so_far.now.inventory.files)
        if (each.answered_by == file.path) place.manifests.push_back(&each);
    const std::optional<bool> direct = place.package.direct;
    std::vector<UpgradeRefusal> refusals;
    std::optional<Judged> best;
    std::string best_says;
    for (const auto& [way, parents] : ways_for(manager, place.chain.size())) {
        if ((direct == true && !way->direct) || (direct == false && !way->indirect)) continue;
        if (options_.cancellation != nullptr && options_.cancellation->requested()) return fail(ErrorKind::interrupted, "interrupted");
        if (const auto set = copy_.restore(so_far.reached); !set) return std::unexpected(set.error());
        bool applies = true;
        const auto refusal = runs_.take(*way, place, parents, applies);
        if (!applies) continue;
        if (refusal) {
            refusals.push_back(*refusal);
            if (refusal->lasts) break;
            continue;
        }
        auto judged = judge(target, so_far, &manager);
        if (!judged) return std::unexpected(judged.error());
        if (judged->refusal) {
            refusals.push_back(*judged->refusal);
            continue;
        }
        if (!best || judged->stay < best->stay) {
            best = std::move(*judged);
            best_says = way->says;
        }
        if (best->stay == 0) break;
    }
    if (refusals.empty() && !best)
        refusals.push_back(
            {Reason::not_editable, fmt::format("{} has no way to {} {} in {}", manager.program, target.package, target.to, file.path)});
    if (best) {
        add(so_far.made_by, runs_.name_of(manager));
        if (!refusals.empty()) add(so_far.notes, fmt::format("{} was taken, because of a smaller step: {}", best_says, gravest(refusals).why));
        const bool stays = best->stay > 0;
        keep(std::move(*best), so_far);
        if (!stays) return std::nullopt;
        refusals.push_back({Reason::parent_pins, fmt::format("what brings {} into {} keeps a version that has it", target.package, file.path)});
    }
    if (const auto set = copy_.restore(so_far.reached); !set) return std::unexpected(set.error());
    return gravest(refusals);
}

Result<std::optional<UpgradeRefusal>> Attempts::by_hand(const AttemptTarget& target, const PackageFile& file, std::size_t package,
                                                        Progressed& so_far) {
    if (const auto set = copy_.restore(so_far.reached); !set) return std::unexpected(set.error());
    const auto edited = edit_version(copy_.path(), file, file.packages[package], target.to);
    if (!edited) return UpgradeRefusal{Reason::not_editable, edited.error().message};
    for (const FileChange& change : edited->changes) {
        const auto written = write_file(copy_.path() / change.path, change.after);
        if (!written) return std::unexpected(written.error());
    }
    auto judged = judge(target, so_far, nullptr);
    if (!judged) return std::unexpected(judged.error());
    if (judged->refusal) {
        if (const auto set = copy_.restore(so_far.reached); !set) return std::unexpected(set.error());
        return judged->refusal;
    }
    for (const FileChange& change : edited->changes) add(so_far.made_by, fmt::format("an edit of the version in {}", change.path));
    if (file.format == "requirements")
        add(so_far.notes, "what the other packages ask of it was not checked: pip check says it after installing");
    keep(std::move(*judged), so_far);
    return std::nullopt;
}

Result<Attempts::Judged> Attempts::judge(const AttemptTarget& target, const Progressed& so_far, const Manager* manager) {
    Judged judged{.refusal = std::nullopt, .state = {}, .after = std::nullopt, .stay = 0};
    const auto refuse = [&](Reason reason, std::string why) {
        judged.refusal = UpgradeRefusal{reason, std::move(why)};
        return judged;
    };
    auto state = copy_.state();
    if (!state) return refuse(Reason::tool_failed, describe(state.error()));
    const auto changes = copy_.changes(so_far.reached, *state);
    if (!changes) return std::unexpected(changes.error());
    std::vector<std::string> strange;
    for (const FileChange& change : *changes)
        if (manager != nullptr && !may_change(*manager, target.file, change.path)) strange.push_back(change.path);
    if (!strange.empty()) return refuse(Reason::tool_failed, fmt::format("{} also wrote {}", manager->program, listed(strange)));
    auto after = read();
    if (!after) return std::unexpected(after.error());

    for (const std::string& sentence : after->unread)
        if (!so_far.now.unread.contains(sentence))
            return refuse(Reason::tool_failed, fmt::format("what was written cannot be read: {}", sentence));
    if (const auto lost = lost_packages(so_far.now, *after); !lost.empty())
        return refuse(Reason::failed_proof, fmt::format("{} would be gone, which the project asks for", listed(lost)));

    std::vector<std::string> came;
    for (const auto& [fingerprint, spot] : after->spots)
        if (!so_far.now.spots.contains(fingerprint))
            came.push_back(fmt::format("{} of {}", spot.weakness->id, name_and_version(after->package_of(spot))));
    if (!came.empty()) return refuse(Reason::failed_proof, fmt::format("the upgrade in {} would bring {}", target.file, listed(came)));
    if (const auto lower = downgrades(so_far.now, *after); !lower.empty())
        return refuse(Reason::failed_proof, fmt::format("it would go back with {}", listed(lower)));

    judged.stay = stay_of(target, so_far.now, *after);
    if (judged.stay >= open_of(target, so_far.now)) {
        const PackageFile* const file = after->find_file(target.file);
        const auto versions = file == nullptr ? std::vector<std::string>{} : versions_of(*file, target.ecosystem, target.package);
        const std::string stays = fmt::format("{} stays at {} in {}", target.package, listed(versions), target.file);
        if (target.direct != false) return refuse(Reason::tool_failed, stays);
        return refuse(Reason::parent_pins, fmt::format("{}: what brings it in allows nothing better", stays));
    }
    judged.state = std::move(*state);
    judged.after = std::move(*after);
    return judged;
}

void Attempts::keep(Judged&& judged, Progressed& so_far) const {
    so_far.reached = std::move(judged.state);
    so_far.now = std::move(*judged.after);
}

} // namespace squire::fix
