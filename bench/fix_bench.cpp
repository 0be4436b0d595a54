// SPDX-License-Identifier: MIT
//
// fix_bench TREE INDEX [offline]: what becomes of the dependency findings of one tree, as JSON for bench/fix_table. Upgrades are chained, as one branch
// would hold them; each is then written to a copy of its own making and scanned again, and counts as verified where just its findings are gone.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <string>

#include <nlohmann/json.hpp>

#include "base/file.h"
#include "fix/dependency_copy.h"
#include "fix/dependency_lines.h"
#include "fix/dependency_proposals.h"
#include "fix/dependency_state.h"

namespace {

using namespace squire;

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
            const fix::ChangedLines lines = count_lines(change, *before, *after);
            changes.push_back({{"file", change.path}, {"lines", lines.all}, {"needed", lines.needed}});
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
