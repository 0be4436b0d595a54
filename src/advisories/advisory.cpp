// SPDX-License-Identifier: MIT
#include "advisories/advisory.h"

#include <algorithm>
#include <array>

#include "advisories/cvss.h"
#include "advisories/ecosystem.h"
#include "base/text.h"

namespace squire::advisories {
namespace {

constexpr std::size_t kLongestId = 128;

void drop_repeats(std::vector<std::string>& texts) {
    std::vector<std::string> kept;
    for (std::string& text : texts) {
        if (!text.empty() && std::ranges::find(kept, text) == kept.end()) kept.push_back(std::move(text));
    }
    texts = std::move(kept);
}

} // namespace

finding::Severity Advisory::severity() const {
    std::optional<finding::Severity> highest;
    for (const std::string& vector : vectors) {
        if (const auto score = cvss_score(vector)) highest = std::max(highest.value_or(finding::Severity::info), severity_of(*score));
    }
    if (highest) return *highest;
    if (stated == finding::Severity::unknown && id.starts_with("MAL-")) return finding::Severity::critical;
    return stated;
}

std::string canonical_id(std::string_view text) {
    text = trim(text);
    if (text.empty() || text.size() > kLongestId) return {};
    if (std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == 127; })) return {};
    const std::string lower = to_lower(text);
    std::string out(text);
    if (lower.starts_with("cve-")) {
        std::ranges::transform(out, out.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    } else if (lower.starts_with("ghsa-")) {
        out = "GHSA-" + lower.substr(5); // GitHub writes the rest in small letters
    }
    return out;
}

void tidy(Advisory& advisory) {
    advisory.id = canonical_id(advisory.id);
    for (std::string& alias : advisory.aliases) alias = canonical_id(alias);
    for (std::string& other : advisory.related) other = canonical_id(other);
    std::erase(advisory.aliases, advisory.id);
    drop_repeats(advisory.aliases);
    drop_repeats(advisory.related);
    drop_repeats(advisory.cwes);
    drop_repeats(advisory.vectors);
    // CVSS 4 before 3 before 2, which has no prefix.
    std::ranges::stable_sort(advisory.vectors, std::greater<>{},
                             [](const std::string& vector) { return vector.starts_with("CVSS:") ? vector.substr(5, 3) : std::string(); });
    std::vector<Reference> references;
    for (Reference& each : advisory.references) {
        if (!each.url.empty() && std::ranges::find(references, each.url, &Reference::url) == references.end())
            references.push_back(std::move(each));
    }
    advisory.references = std::move(references);
    for (Affected& each : advisory.affected) {
        each.package = canonical_package(each.ecosystem, each.package);
        each.ecosystem = canonical_ecosystem(each.ecosystem);
        const EcosystemInfo* ecosystem = find_ecosystem(each.ecosystem);
        const VersionOrder order = ecosystem == nullptr ? VersionOrder::semver : ecosystem->order;
        if (each.intervals.size() > 1) each.intervals = united(std::move(each.intervals), order);
        std::ranges::sort(each.versions);
        const auto repeated = std::ranges::unique(each.versions);
        each.versions.erase(repeated.begin(), repeated.end());
        std::erase_if(each.versions, [&](const std::string& version) { return contains(each.intervals, order, version); });
    }
    std::erase_if(advisory.affected, [](const Affected& each) {
        return each.package.empty() || (each.intervals.empty() && each.versions.empty() && each.commits.empty());
    });
}

} // namespace squire::advisories
