// SPDX-License-Identifier: MIT
//
// fix_bench TREE INDEX [offline]: what becomes of the dependency findings of one tree, as JSON for bench/fix_table. Upgrades are chained, as one branch
// would hold them; each is then written to a copy of its own making and scanned again, and counts as verified where just its findings are gone.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>
#include <string>

#include <nlohmann/json.hpp>

#include "base/file.h"
#include "base/text.h"
#include "dependencies/format.h"
#include "fix/dependency_copy.h"
#include "fix/dependency_proposals.h"
#include "fix/dependency_state.h"
#include "source/project_commit.h"

namespace {

using namespace squire;

struct Lines {
    std::size_t changed = 0;
    std::size_t needed = 0; // of packages whose version is another one
};

using Owners = std::map<std::uint32_t, std::string>; // first line of a package's entry, and its name

Owners owners(const fix::PackageState& state, const std::string& path, std::set<std::pair<std::string, std::string>>& versions) {
    Owners owners;
    for (const dependencies::PackageFile& file : state.inventory.files)
        for (const dependencies::Package& package : file.packages) {
            if (file.counts()) versions.emplace(package.name, package.version);
            if (file.path == path && package.line > 0) owners[package.line] = package.name;
        }
    return owners;
}

Lines count_lines(const fix::FileChange& change, const fix::PackageState& before, const fix::PackageState& after) {
    std::set<std::pair<std::string, std::string>> old_versions;
    std::set<std::pair<std::string, std::string>> new_versions;
    const Owners old_owners = owners(before, change.path, old_versions);
    const Owners new_owners = owners(after, change.path, new_versions);
    std::set<std::string> moved;
    for (const auto& each : old_versions)
        if (!new_versions.contains(each)) moved.insert(each.first);
    for (const auto& each : new_versions)
        if (!old_versions.contains(each)) moved.insert(each.first);
    const auto is_needed = [&](const Owners& owners, std::uint32_t line, std::string_view text) {
        auto owner = owners.upper_bound(line);
        if (owner != owners.begin() && moved.contains(std::prev(owner)->second)) return true;
        return std::ranges::any_of(moved, [&](const std::string& name) { return text.contains(name); }); // go.sum, and who needs it
    };
    Lines lines;
    const auto difference = source::unified_diff(change.before, change.after, change.path, change.is_new);
    if (!difference) return lines;
    std::uint32_t old_line = 0;
    std::uint32_t new_line = 0;
    for (const std::string_view text : split(*difference, '\n')) {
        unsigned from = 0;
        unsigned to = 0;
        if (text.starts_with("@@") && (std::sscanf(std::string(text).c_str(), "@@ -%u,%*u +%u", &from, &to) == 2 ||
                                       std::sscanf(std::string(text).c_str(), "@@ -%u +%u", &from, &to) == 2)) {
            old_line = from;
            new_line = to;
        } else if (old_line == 0 && new_line == 0) {
            continue; // the header
        } else if (text.starts_with('-')) {
            ++lines.changed;
            lines.needed += is_needed(old_owners, old_line++, text) ? 1 : 0;
        } else if (text.starts_with('+')) {
            ++lines.changed;
            lines.needed += is_needed(new_owners, new_line++, text) ? 1 : 0;
        } else {
            ++old_line;
            ++new_line;
        }
    }
    return lines;
}

int fail_with(const Error& error) {
    std::cerr << describe(error) << "\n";
    return 3;
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::cerr << "usage: fix_bench TREE INDEX [offline]\n";
        return 2;
    }
    const std::filesystem::path tree = argv[1];
    const auto index = advisories::Index::open(argv[2]);
    if (!index) return fail_with(index.error());
    const bool offline = argc > 3 && std::string_view(argv[3]) == "offline";
    Problems problems;
    const auto begin = std::chrono::steady_clock::now();
    const auto first = fix::read_package_state(tree, *index, {}, problems);
    if (!first) return fail_with(first.error());
    const auto proposals =
        fix::propose_upgrades(tree, *index, {.wanted = {}, .package_managers = !offline, .network = !offline, .chained = true}, problems);
    if (!proposals) return fail_with(proposals.error());
    const auto took = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - begin);

    auto copy = fix::DependencyCopy::make(tree, fix::CopyExtent::package_files, nullptr);
    if (!copy) return fail_with(copy.error());
    nlohmann::ordered_json out{{"findings", first->spots.size()}, {"seconds", took.count()}};
    std::size_t verified = 0;
    auto before = fix::read_package_state(copy->path(), *index, {}, problems);
    if (!before) return fail_with(before.error());
    for (const fix::Proposal& proposal : proposals->proposals) {
        bool fits = true;
        for (const fix::FileChange& change : proposal.changes) {
            fits = fits && (change.is_new || read_file(copy->path() / change.path).value_or("") == change.before);
            if (!write_file(copy->path() / change.path, change.after)) fits = false;
        }
        auto after = fix::read_package_state(copy->path(), *index, {}, problems);
        if (!after) return fail_with(after.error());
        std::vector<std::string> gone;
        for (const auto& [fingerprint, spot] : before->spots)
            if (!after->spots.contains(fingerprint)) gone.push_back(fingerprint);
        const bool none_new = std::ranges::all_of(after->spots, [&](const auto& each) { return before->spots.contains(each.first); });
        const bool exact = fits && none_new && gone == proposal.findings;
        verified += exact ? 1 : 0;
        nlohmann::ordered_json changes = nlohmann::ordered_json::array();
        for (const fix::FileChange& change : proposal.changes) {
            const Lines lines = count_lines(change, *before, *after);
            changes.push_back({{"file", change.path}, {"lines", lines.changed}, {"needed", lines.needed}});
        }
        out["proposals"].push_back({{"what", proposal.what},
                                    {"why", proposal.why},
                                    {"by", proposal.made_by},
                                    {"findings", proposal.findings.size()},
                                    {"verified", exact},
                                    {"risks", proposal.risks},
                                    {"changes", changes}});
        before = std::move(after);
    }
    out["verified"] = verified;
    for (const fix::Unfixed& each : proposals->unfixed) {
        const fix::WeakSpot& spot = first->spots.at(each.finding);
        const dependencies::Package& package = first->package_of(spot);
        out["unfixed"].push_back({{"weakness", spot.weakness->id},
                                  {"package", package.name + " " + package.version},
                                  {"reason", fix::to_string(each.reason)},
                                  {"why", each.why}});
    }
    if (argc > 4) { // a folder for the files as they are in the end
        for (const fix::Proposal& proposal : proposals->proposals)
            for (const fix::FileChange& change : proposal.changes)
                if (!write_file(std::filesystem::path(argv[4]) / change.path, change.after)) return 3;
    }
    std::cout << out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << "\n";
    return 0;
}
