// SPDX-License-Identifier: MIT
#include "fix/finding_match.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace squire::fix {
namespace {

using finding::Finding;

// What two findings of one weakness share wherever its lines went: for packages, whatever their version is now.
using Kind = std::tuple<std::string, std::string, std::string>;
Kind kind_of(const Finding& finding) {
    const auto* const package = std::get_if<finding::DependencyLocation>(&finding.location);
    return {finding.rule(), std::string(finding::file_of(finding)), package == nullptr ? "" : package->package};
}

struct Pool {
    std::vector<const Finding*> before;
    std::vector<const Finding*> after;
};

// Takes out pairs, each finding with the first that it goes with.
template <class Goes> void pair_off(Pool& pool, const Goes& goes) {
    std::erase_if(pool.after, [&](const Finding* after) {
        const auto found = std::ranges::find_if(pool.before, [&](const Finding* before) { return goes(*before, *after); });
        if (found == pool.before.end()) return false;
        pool.before.erase(found);
        return true;
    });
}

} // namespace

FindingMatch match_findings(std::span<const Finding> before, std::span<const Finding> after, std::span<const std::string> named) {
    const auto is_named = [&](const Finding& finding) { return std::ranges::find(named, finding.fingerprint) != named.end(); };
    std::map<Kind, Pool> pools;
    for (const Finding& each : before) pools[kind_of(each)].before.push_back(&each);
    for (const Finding& each : after) pools[kind_of(each)].after.push_back(&each);
    FindingMatch match;
    for (auto& [kind, pool] : pools) {
        const auto same_text = [](const Finding& a, const Finding& b) { return a.evidence == b.evidence; };
        const auto same_print = [](const Finding& a, const Finding& b) { return a.fingerprint == b.fingerprint; };
        pair_off(pool, [&](const Finding& a, const Finding& b) { return !is_named(a) && same_print(a, b) && same_text(a, b); });
        pair_off(pool, [&](const Finding& a, const Finding& b) { return !is_named(a) && same_text(a, b); });
        pair_off(pool, [&](const Finding& a, const Finding& b) { return !is_named(a) && same_print(a, b); });
        for (const Finding* each : pool.after) {
            const auto same = std::ranges::find_if(
                pool.before, [&](const Finding* other) { return is_named(*other) && (same_text(*other, *each) || same_print(*other, *each)); });
            if (same == pool.before.end()) {
                match.appeared.push_back(each->fingerprint);
            } else {
                match.named_there.push_back((*same)->fingerprint);
                pool.before.erase(same);
            }
        }
        for (const Finding* each : pool.before) (is_named(*each) ? match.named_gone : match.others_gone).push_back(each->fingerprint);
    }
    for (auto* list : {&match.named_gone, &match.named_there, &match.others_gone, &match.appeared}) {
        std::ranges::sort(*list);
        list->erase(std::ranges::unique(*list).begin(), list->end());
    }
    // Two places of one fingerprint: of which one is left is not repaired.
    std::erase_if(match.named_gone, [&](const std::string& each) { return std::ranges::binary_search(match.named_there, each); });
    return match;
}

} // namespace squire::fix
