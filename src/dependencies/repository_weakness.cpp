// SPDX-License-Identifier: MIT
#include "dependencies/repository_weakness.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/text.h"

namespace squire::dependencies {
namespace {

using advisories::IndexEntry;

// The value of "tag" in "…?tag=v1&x=y"; empty where there is none.
std::string_view parameter(std::string_view query, std::string_view name) {
    for (const std::string_view part : split(query, '&'))
        if (part.starts_with(name) && part.substr(name.size()).starts_with('=')) return part.substr(name.size() + 1);
    return {};
}

std::string revision_of(std::string_view source) {
    const std::size_t hash = source.find('#');
    const std::string_view fragment = hash == std::string_view::npos ? std::string_view{} : source.substr(hash + 1);
    const std::string_view place = source.substr(0, hash);
    const std::size_t question = place.find('?');
    if (question != std::string_view::npos) {
        if (const std::string_view tag = parameter(place.substr(question + 1), "tag"); !tag.empty()) return std::string(tag);
    }
    if (!fragment.empty() && !fragment.contains('=')) return std::string(fragment);
    const std::size_t at = place.rfind('@');
    return at == std::string_view::npos || place.find('/', at) != std::string_view::npos ? std::string() : std::string(place.substr(at + 1));
}

enum class Verdict : std::uint8_t { free, undecided, affected }; // the gravest last

Verdict verdict_of(const advisories::Affected& affected, const RepositoryVersion& version, const advisories::ComesFrom& comes_from) {
    if (!version.is_commit())
        return std::ranges::find(affected.versions, version.version) != affected.versions.end() ? Verdict::affected : Verdict::free;
    const auto is = advisories::is_affected(affected.commits, version.version, comes_from);
    return !is ? Verdict::undecided : *is ? Verdict::affected : Verdict::free;
}

} // namespace

bool RepositoryVersion::is_commit() const { return version.size() == 40 && version.find_first_not_of("0123456789abcdef") == std::string::npos; }

std::optional<RepositoryVersion> repository_of(const Package& package) {
    if (package.ecosystem == Ecosystem::git) {
        if (!package.source.empty()) return std::nullopt;
        return RepositoryVersion{package.name, package.version};
    }
    if (!package.source.starts_with("git+")) return std::nullopt;
    const std::string revision = revision_of(package.source);
    std::string_view place = std::string_view(package.source).substr(0, package.source.find_first_of("?#"));
    if (place.ends_with("@" + revision)) place.remove_suffix(revision.size() + 1);
    RepositoryVersion version{advisories::canonical_repository(place), revision};
    if (const std::string lower = to_lower(revision); RepositoryVersion{"", lower}.is_commit()) version.version = lower;
    if (version.repository.empty()) return std::nullopt;
    return version;
}

Result<RepositoryAnswer> weaknesses_of(const RepositoryVersion& version, const advisories::Index& index,
                                       const advisories::ComesFrom& comes_from) {
    auto entries = index.entries(advisories::kGitEcosystem, version.repository);
    if (!entries) return std::unexpected(entries.error());
    // An advisory may have several ranges of one repository: any that affects is enough.
    std::map<std::uint32_t, std::pair<Verdict, IndexEntry*>> gravest;
    for (IndexEntry& entry : *entries) {
        const Verdict verdict = version.version.empty() ? Verdict::undecided : verdict_of(entry.affected, version, comes_from);
        auto& known = gravest.try_emplace(entry.advisory, verdict, &entry).first->second;
        if (verdict > known.first) known = {verdict, &entry};
    }
    RepositoryAnswer answer;
    for (const auto& [advisory, known] : gravest) {
        if (known.first == Verdict::undecided) ++answer.undecided;
        if (known.first != Verdict::affected) continue;
        answer.fixes.push_back(version.is_commit() ? advisories::fixed_in(known.second->affected.commits, version.version, comes_from) : "");
        answer.affecting.push_back(std::move(*known.second));
    }
    return answer;
}

} // namespace squire::dependencies
