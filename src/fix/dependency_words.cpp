// SPDX-License-Identifier: MIT
#include "fix/dependency_words.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "advisories/upgrade.h"

namespace squire::fix {
namespace {

using dependencies::Package;
using dependencies::PackageFile;

constexpr std::size_t kMostNamed = 8;

/// The versions of one package, before and after, over the files whose packages are others.
struct Move {
    dependencies::Ecosystem ecosystem = dependencies::Ecosystem::other;
    std::string name;
    std::vector<std::string> before;
    std::vector<std::string> after;
    bool direct = false; // asked for by the project, afterwards
};

void sort_versions(dependencies::Ecosystem ecosystem, std::vector<std::string>& versions) {
    std::ranges::sort(versions, [&](const std::string& left, const std::string& right) {
        return compare_versions(version_order(ecosystem), left, right) < 0;
    });
    const auto repeated = std::ranges::unique(versions);
    versions.erase(repeated.begin(), repeated.end());
}

// Only packages whose versions are not the same as before; by name.
std::vector<Move> moves_of(const PackageState& before, const PackageState& after) {
    std::map<std::pair<dependencies::Ecosystem, std::string>, Move> all;
    const auto take = [&](const PackageState& state, std::vector<std::string> Move::* side) {
        const PackageState& other = &state == &before ? after : before;
        for (const PackageFile& file : state.inventory.files) {
            const PackageFile* const there = other.find_file(file.path);
            if (!file.counts() || (there != nullptr && there->packages == file.packages)) continue;
            for (const Package& package : file.packages) {
                Move& move = all[{package.ecosystem, dependencies::canonical_name(package.ecosystem, package.name)}];
                move.ecosystem = package.ecosystem;
                move.name = package.name;
                (move.*side).push_back(package.version);
                if (side == &Move::after) move.direct = move.direct || package.direct.value_or(false);
            }
        }
    };
    take(before, &Move::before);
    take(after, &Move::after);
    std::vector<Move> moves;
    for (auto& [key, move] : all) {
        sort_versions(move.ecosystem, move.before);
        sort_versions(move.ecosystem, move.after);
        if (move.before != move.after) moves.push_back(std::move(move));
    }
    return moves;
}

bool is_of_job(const UpgradeStory& story, const Move& move) {
    return move.ecosystem == story.job.ecosystem &&
           dependencies::canonical_name(move.ecosystem, move.name) == dependencies::canonical_name(story.job.ecosystem, story.job.name);
}

// Those that are new, or gone: what both sides have stays out of a sentence about change.
std::vector<std::string> only_in(const std::vector<std::string>& these, const std::vector<std::string>& others) {
    std::vector<std::string> only;
    std::ranges::copy_if(these, std::back_inserter(only),
                         [&](const std::string& each) { return std::ranges::find(others, each) == others.end(); });
    return only;
}

std::string step_of(const Move& move) {
    const auto from = only_in(move.before, move.after);
    const auto to = only_in(move.after, move.before);
    if (move.before.empty()) return fmt::format("{} {} comes in", move.name, fmt::join(to, ", "));
    if (move.after.empty()) return fmt::format("{} {} goes out", move.name, fmt::join(from, ", "));
    if (to.empty()) return fmt::format("{} {} goes out, {} stays", move.name, fmt::join(from, ", "), fmt::join(move.after, ", "));
    if (from.empty()) return fmt::format("{} {} comes in beside {}", move.name, fmt::join(to, ", "), fmt::join(move.before, ", "));
    return fmt::format("{} from {} to {}", move.name, fmt::join(from, ", "), fmt::join(to, ", "));
}

std::vector<std::string> shortened(std::vector<std::string> words) {
    if (words.size() <= kMostNamed) return words;
    const std::size_t more = words.size() - kMostNamed + 1;
    words.resize(kMostNamed - 1);
    words.push_back(fmt::format("{} more", more));
    return words;
}

// What brings it in, from the project on.
std::vector<std::string> parents_of(const UpgradeStory& story) {
    std::vector<std::string> names;
    for (const UpgradeFile& in : story.job.files) {
        for (const UpgradePlace& place : in.places) {
            const auto chain = story.first.inventory.files[in.file].chain_to(place.package);
            for (std::size_t at = 0; at + 1 < chain.size(); ++at) names.push_back(chain[at]->name);
        }
    }
    return names;
}

} // namespace

std::string upgrade_subject(const UpgradeStory& story) {
    const std::vector<Move> moves = moves_of(story.before, story.after);
    const auto own = std::ranges::find_if(moves, [&](const Move& move) { return is_of_job(story, move); });
    const bool upgraded = own != moves.end() && !own->after.empty() && !own->before.empty();
    const auto parents = parents_of(story);
    auto parent = moves.end();
    for (const std::string& name : parents) {
        parent = std::ranges::find_if(moves, [&](const Move& move) {
            return move.name == name && move.ecosystem == story.job.ecosystem && !move.before.empty() && !move.after.empty();
        });
        if (parent != moves.end()) break;
    }
    const bool own_is_direct = own != moves.end() && own->direct;
    if (parent != moves.end() && !own_is_direct)
        return upgraded ? fmt::format("update {}, for {} {}", step_of(*parent), own->name, fmt::join(only_in(own->after, own->before), ", "))
                        : fmt::format("update {}, which needs {} no more", step_of(*parent), story.job.name);
    if (own == moves.end()) return fmt::format("update what brings in {}", story.job.name);
    if (upgraded && only_in(own->after, own->before).empty())
        return fmt::format("drop {} {}", own->name, fmt::join(only_in(own->before, own->after), ", "));
    return upgraded ? fmt::format("update {}", step_of(*own)) : fmt::format("drop {}", own->name);
}

std::string upgrade_reasons(const UpgradeStory& story) {
    std::string text;
    std::set<std::string> said;
    for (const UpgradeFile& in : story.job.files) {
        const PackageFile& file = story.first.inventory.files[in.file];
        for (const UpgradePlace& place : in.places) {
            const Package& package = file.packages[place.package];
            const dependencies::Diagnosis& diagnosis = *place.diagnosis;
            if (!diagnosis.upgrade) continue;
            std::vector<std::string> ids;        // that went
            std::vector<std::string> other_line; // of those, what is repaired only after a breaking step
            for (const dependencies::Weakness& weakness : diagnosis.weaknesses) {
                if (story.after.count(file.path, package.ecosystem, package.name, weakness.id) >=
                    story.before.count(file.path, package.ecosystem, package.name, weakness.id))
                    continue;
                if (std::ranges::find(diagnosis.upgrade->leaves, weakness.group) != diagnosis.upgrade->leaves.end()) continue;
                ids.push_back(weakness.id);
                if (weakness.fixed_in.empty() || is_breaking_step(package.version, weakness.fixed_in)) other_line.push_back(weakness.id);
            }
            if (ids.empty()) continue;
            const PackageFile* const now = story.after.find_file(file.path);
            const auto reached = now == nullptr ? std::vector<std::string>{} : versions_of(*now, package.ecosystem, package.name);
            const std::string& best = diagnosis.upgrade->version;
            const auto is_best = [&](const std::string& each) { return compare_versions(version_order(package.ecosystem), each, best) == 0; };
            const std::size_t stay = diagnosis.upgrade->leaves.size();
            std::string sentence = fmt::format("{} is affected by {}. {} is the smallest version known that is free of {}",
                                               name_and_version(package), fmt::join(shortened(ids), ", "), best,
                                               stay == 0 ? "all its known weaknesses" : (ids.size() == 1 ? "this one" : "these"));
            sentence += std::ranges::any_of(reached, is_best) ? "." : "; it could not be taken as it is.";
            if (stay != 0) sentence += fmt::format(" No version is known that is free of all: {} of them stay{}.", stay, stay == 1 ? "s" : "");
            if (is_breaking_step(package.version, best))
                sentence +=
                    other_line.empty()
                        ? std::string(" No version before it is known that is free of them all.")
                        : fmt::format(" There is no smaller step: no version before the next line of releases is known that is free of {}.",
                                      fmt::join(shortened(other_line), ", "));
            if (said.insert(sentence).second) text += (text.empty() ? "" : "\n") + sentence;
            std::vector<std::string> chain;
            for (const Package* each : file.chain_to(place.package)) chain.push_back(name_and_version(*each));
            const std::string way = chain.size() < 2 ? "" : fmt::format("It comes into `{}` through {}.", file.path, fmt::join(chain, " → "));
            if (!way.empty() && said.insert(way).second) text += "\n" + way;
        }
    }
    return text;
}

std::vector<std::string> upgrade_risks(const UpgradeStory& story) {
    std::vector<std::string> risks;
    std::vector<std::string> others;
    for (const Move& move : moves_of(story.before, story.after)) {
        const auto from = only_in(move.before, move.after);
        const auto to = only_in(move.after, move.before);
        const bool breaking = !from.empty() && !to.empty() && is_breaking_step(from.back(), to.back());
        if (move.ecosystem == dependencies::Ecosystem::go && move.name == "stdlib") {
            if (!from.empty() && !to.empty())
                risks.push_back(fmt::format("the project asks for Go {} or later then, and for {} before", to.back(), from.back()));
            continue;
        }
        if (breaking) risks.push_back(fmt::format("a step that may break: {}", step_of(move)));
        for (const std::string& version : to) {
            if (advisories::is_pre_release(version_order(move.ecosystem), version))
                risks.push_back(fmt::format("a pre-release: {} {}", move.name, version));
        }
        if (!breaking && !is_of_job(story, move)) others.push_back(step_of(move));
    }
    if (!others.empty()) risks.push_back(fmt::format("what moves with it: {}", fmt::join(shortened(others), "; ")));
    return risks;
}

std::vector<std::string> downgrades(const PackageState& before, const PackageState& after) {
    std::vector<std::string> lower;
    for (const Move& move : moves_of(before, after)) {
        if (move.before.empty() || move.after.empty() || move.after.back().empty()) continue;
        if (compare_versions(version_order(move.ecosystem), move.after.back(), move.before.back()) < 0) lower.push_back(step_of(move));
    }
    return lower;
}

} // namespace squire::fix
