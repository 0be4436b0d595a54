// SPDX-License-Identifier: MIT
#include "records/decisions.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::records {
namespace {

using Words = std::map<std::string, std::string, std::less<>>; // by fingerprint

std::string in_words(const store::Event& move) {
    std::string reason(move.dismissal ? to_string(*move.dismissal) : "");
    std::ranges::replace(reason, '_', ' ');
    return fmt::format("dismissed by {} as {}: {}", printable(move.actor), reason, shorten(printable(move.comment), 200));
}

Result<Words> dismissals(const store::Store& store) {
    const auto rows = store.list({.states = {finding::State::dismissed}, .limit = 0});
    if (!rows) return std::unexpected(rows.error());
    Words words;
    for (const store::VulnerabilityRow& row : *rows) {
        const auto events = store.history(row.id);
        if (!events) return std::unexpected(events.error());
        const auto last =
            std::find_if(events->rbegin(), events->rend(), [](const store::Event& each) { return each.kind == store::Event::Kind::moved; });
        if (last == events->rend()) continue;
        const std::string sentence = in_words(*last);
        for (const store::Event& each : *events)
            for (const finding::Finding& finding : each.findings) words.insert_or_assign(finding.fingerprint, sentence);
    }
    words.erase("");
    return words;
}

} // namespace

Result<Decisions> read_decisions(const store::Store& store, std::vector<workspace::Suppression> suppressions, Time now) {
    auto words = dismissals(store);
    if (!words) return std::unexpected(words.error());
    std::erase_if(suppressions, [&](const workspace::Suppression& each) { return !each.holds(now); });
    return [words = std::move(*words), suppressions = std::move(suppressions)](const finding::Finding& finding) -> std::optional<std::string> {
        if (const auto found = words.find(finding.fingerprint); found != words.end()) return found->second;
        const auto found = std::ranges::find_if(suppressions, [&](const workspace::Suppression& each) { return each.names(finding); });
        if (found == suppressions.end()) return std::nullopt;
        return fmt::format("suppressed at {}: {}", found->place, shorten(printable(found->reason), 200));
    };
}

} // namespace squire::records
