// SPDX-License-Identifier: MIT
#include "workspace/listing.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace squire::workspace {
namespace {

constexpr std::uint32_t kPage = 500; // rows asked for at once

bool may_name(const Suppression& suppression, const store::VulnerabilityRow& row) {
    return row.rule == suppression.rule && (row.file.empty() ? row.place : row.file) == suppression.path;
}

// A row has no fingerprint; only a suppression that names one costs a look at the whole.
Result<bool> names(const store::Store& store, const Suppression& suppression, const store::VulnerabilityRow& row) {
    if (!may_name(suppression, row)) return false;
    if (suppression.fingerprint.empty()) return true;
    const auto vulnerability = store.vulnerability(row.id);
    if (!vulnerability) return std::unexpected(vulnerability.error());
    return suppression.names(vulnerability->finding());
}

Result<bool> is_suppressed(const store::Store& store, const Settings& settings, const store::VulnerabilityRow& row, Time now) {
    for (const Suppression& each : settings.suppressions) {
        if (!each.holds(now)) continue;
        const auto named = names(store, each, row);
        if (!named || *named) return named;
    }
    return false;
}

// Whether it names anything that is there.
Result<bool> is_useful(const store::Store& store, const Suppression& suppression) {
    store::VulnerabilityFilter filter{.present = true, .rule = suppression.rule, .limit = kPage};
    while (true) {
        const auto page = store.list(filter);
        if (!page) return std::unexpected(page.error());
        for (const store::VulnerabilityRow& row : *page) {
            const auto named = names(store, suppression, row);
            if (!named || *named) return named;
        }
        if (page->size() < kPage) return false;
        filter.after = page->back().id;
    }
}

} // namespace

Result<Listing> list_findings(const store::Store& store, const Settings& settings, store::VulnerabilityFilter filter, Time now) {
    Listing listing;
    const std::size_t wanted = filter.limit;
    filter.limit = kPage;
    while (true) {
        const auto page = store.list(filter);
        if (!page) return std::unexpected(page.error());
        for (const store::VulnerabilityRow& row : *page) {
            if (wanted > 0 && listing.rows.size() == wanted) {
                listing.more = true;
                return listing;
            }
            const auto suppressed = is_suppressed(store, settings, row, now);
            if (!suppressed) return std::unexpected(suppressed.error());
            if (*suppressed) {
                ++listing.suppressed;
            } else {
                listing.rows.push_back(row);
            }
        }
        if (page->size() < kPage) return listing;
        filter.after = page->back().id;
    }
}

const Suppression* suppression_of(const Settings& settings, const finding::Vulnerability& vulnerability, Time now) {
    const auto found = std::ranges::find_if(settings.suppressions,
                                            [&](const Suppression& each) { return each.holds(now) && each.names(vulnerability.finding()); });
    return found == settings.suppressions.end() ? nullptr : &*found;
}

Result<std::vector<Problem>> suppression_warnings(const store::Store& store, const Settings& settings, Time now) {
    std::vector<Problem> warnings;
    for (const Suppression& each : settings.suppressions) {
        if (!each.holds(now)) {
            const std::string day = to_rfc3339(each.until - std::chrono::days(1)).substr(0, 10);
            warnings.push_back({Weight::warning,
                                {ErrorKind::usage, fmt::format("this suppression of {} in {} expired after {}", each.rule, each.path, day),
                                 each.place, "look again: repair or dismiss it, or give it another day"}});
            continue;
        }
        const auto useful = is_useful(store, each);
        if (!useful) return std::unexpected(useful.error());
        if (!*useful) {
            warnings.push_back({Weight::warning,
                                {ErrorKind::usage, fmt::format("this suppression of {} in {} suppresses nothing", each.rule, each.path),
                                 each.place, "remove it, before it hides something else"}});
        }
    }
    return warnings;
}

} // namespace squire::workspace
