// SPDX-License-Identifier: MIT
#include "dependencies/weakness.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "advisories/ecosystem.h"
#include "dependencies/repository_weakness.h"
#include "source/commit_history.h"

namespace squire::dependencies {
namespace {

using advisories::Advisory;
using advisories::Index;
using advisories::IndexEntry;

// CVE before GHSA before what names one database's record.
int rank_of(std::string_view id) { return id.starts_with("CVE-") ? 0 : (id.starts_with("GHSA-") ? 1 : 2); }

void name(Weakness& weakness) {
    for (const Advisory& record : weakness.records) {
        weakness.ids.push_back(record.id);
        weakness.ids.insert(weakness.ids.end(), record.aliases.begin(), record.aliases.end());
    }
    std::ranges::sort(weakness.ids, [](const std::string& left, const std::string& right) {
        return std::pair(rank_of(left), left) < std::pair(rank_of(right), right);
    });
    const auto repeated = std::ranges::unique(weakness.ids);
    weakness.ids.erase(repeated.begin(), repeated.end());
    weakness.id = weakness.ids.front();
}

// What is told best: with a vector, a summary, much text.
bool tells_more(const Advisory& left, const Advisory& right) {
    const auto key = [](const Advisory& each) { return std::tuple(each.summary.empty(), each.vectors.empty(), ~each.details.size(), each.id); };
    return key(left) < key(right);
}

Result<Weakness> read_records(const std::vector<const IndexEntry*>& entries, const Index& index) {
    Weakness weakness{.group = entries.front()->group};
    for (const IndexEntry* entry : entries) {
        auto record = index.advisory(entry->advisory);
        if (!record) return std::unexpected(record.error());
        weakness.severity = std::max(weakness.severity, record->severity());
        weakness.records.push_back(std::move(*record));
        std::ranges::copy(entry->affected.symbols, std::back_inserter(weakness.symbols));
    }
    std::ranges::sort(weakness.records, tells_more);
    name(weakness);
    return weakness;
}

Result<Weakness> weakness_of(const std::vector<const IndexEntry*>& entries, const Index& index, advisories::VersionOrder order,
                             std::string_view version) {
    auto weakness = read_records(entries, index);
    if (!weakness) return weakness;
    for (const IndexEntry* entry : entries) {
        const std::string fixed = advisories::fixed_in(entry->affected, order, version);
        // Databases may name different versions: only the later is free by all of them.
        if (!fixed.empty() && (weakness->fixed_in.empty() || compare_versions(order, fixed, weakness->fixed_in) > 0)) weakness->fixed_in = fixed;
    }
    return weakness;
}

void put_gravest_first(std::vector<Weakness>& weaknesses) {
    std::ranges::sort(weaknesses, [](const Weakness& left, const Weakness& right) {
        return left.severity != right.severity ? left.severity > right.severity : left.id < right.id;
    });
}

Result<std::shared_ptr<const Diagnosis>> diagnose(const Index& index, std::string_view ecosystem, std::string_view package,
                                                  std::string_view version) {
    const auto affecting = index.affecting(ecosystem, package, version);
    if (!affecting) return std::unexpected(affecting.error());
    if (affecting->empty()) return std::shared_ptr<const Diagnosis>();
    const advisories::EcosystemInfo* info = advisories::find_ecosystem(ecosystem);
    const advisories::VersionOrder order = info == nullptr ? advisories::VersionOrder::semver : info->order;
    std::map<std::uint32_t, std::vector<const IndexEntry*>> by_group;
    for (const IndexEntry& entry : *affecting) by_group[entry.group].push_back(&entry);
    Diagnosis diagnosis;
    for (const auto& [group, entries] : by_group) {
        auto weakness = weakness_of(entries, index, order, version);
        if (!weakness) return std::unexpected(weakness.error());
        diagnosis.weaknesses.push_back(std::move(*weakness));
    }
    put_gravest_first(diagnosis.weaknesses);
    const auto all = index.entries(ecosystem, package);
    if (!all) return std::unexpected(all.error());
    diagnosis.upgrade = advisories::smallest_upgrade(*all, order, version);
    return std::make_shared<const Diagnosis>(std::move(diagnosis));
}

// What advisories say of repositories, each version of one asked about once.
class Repositories {
public:
    Repositories(const PackageInventory& inventory, const Index& index) : inventory_(inventory), index_(index) {}

    struct Answer {
        std::shared_ptr<const Diagnosis> diagnosis; // null: nothing affects it
        std::size_t undecided = 0;
    };

    Result<Answer> ask(const RepositoryVersion& version) {
        const std::string key = version.repository + '\0' + version.version;
        if (const auto known = known_.find(key); known != known_.end()) return known->second;
        const advisories::ComesFrom order = order_of(version);
        const auto told = weaknesses_of(version, index_, order);
        if (!told) return std::unexpected(told.error());
        Answer answer{.diagnosis = nullptr, .undecided = told->undecided};
        auto diagnosis = diagnose(*told);
        if (!diagnosis) return std::unexpected(diagnosis.error());
        auto upgrade = upgrade_of(version, *told, order);
        if (!upgrade) return std::unexpected(upgrade.error());
        diagnosis->upgrade = std::move(*upgrade);
        if (!diagnosis->weaknesses.empty()) answer.diagnosis = std::make_shared<const Diagnosis>(std::move(*diagnosis));
        return known_.emplace(key, std::move(answer)).first->second;
    }

private:
    static constexpr std::size_t kMostFixes = 16; // that are tried: each costs a walk over the history

    advisories::ComesFrom order_of(const RepositoryVersion& version) const {
        const auto folder = inventory_.submodules.find(version.version);
        const auto histories = std::make_shared<std::map<std::string, source::CommitHistory, std::less<>>>(); // by the later commit
        return [histories, folder = folder == inventory_.submodules.end() ? std::filesystem::path() : folder->second](
                   std::string_view later, std::string_view earlier) -> std::optional<bool> {
            if (later == earlier) return true;
            const auto after = source::ObjectId::parse(later);
            const auto before = source::ObjectId::parse(earlier);
            if (folder.empty() || !after || !before) return std::nullopt;
            auto known = histories->find(later);
            if (known == histories->end()) known = histories->emplace(later, source::CommitHistory(folder, *after)).first;
            return known->second.comes_from(*before);
        };
    }

    /// Of the commits that repair what this one has, and come after it: the one that leaves least, and of several the one that the others come from.
    [[nodiscard]] Result<std::optional<advisories::Upgrade>> upgrade_of(const RepositoryVersion& version, const RepositoryAnswer& told,
                                                                        const advisories::ComesFrom& order) const {
        std::set<std::string> fixes(told.fixes.begin(), told.fixes.end());
        fixes.erase("");
        std::optional<advisories::Upgrade> best;
        std::size_t tried = 0;
        for (const std::string& fix : fixes) {
            if (order(fix, version.version) != true || ++tried > kMostFixes) continue;
            const auto then = weaknesses_of({version.repository, fix}, index_, order);
            if (!then) return std::unexpected(then.error());
            std::set<std::uint32_t> leaves;
            for (const IndexEntry& entry : then->affecting) leaves.insert(entry.group);
            const bool better =
                !best || leaves.size() < best->leaves.size() || (leaves.size() == best->leaves.size() && order(best->version, fix) == true);
            if (better) best = advisories::Upgrade{.version = fix, .leaves = {leaves.begin(), leaves.end()}};
        }
        return best;
    }

    [[nodiscard]] Result<Diagnosis> diagnose(const RepositoryAnswer& told) const {
        struct Told {
            std::vector<const IndexEntry*> entries;
            std::string fixed_in;
        };
        std::map<std::uint32_t, Told> by_group;
        for (std::size_t at = 0; at < told.affecting.size(); ++at) {
            Told& each = by_group[told.affecting[at].group];
            each.entries.push_back(&told.affecting[at]);
            if (each.fixed_in.empty()) each.fixed_in = told.fixes[at];
        }
        Diagnosis diagnosis;
        for (const auto& [group, each] : by_group) {
            auto weakness = read_records(each.entries, index_);
            if (!weakness) return std::unexpected(weakness.error());
            weakness->fixed_in = each.fixed_in;
            diagnosis.weaknesses.push_back(std::move(*weakness));
        }
        put_gravest_first(diagnosis.weaknesses);
        return diagnosis;
    }

    const PackageInventory& inventory_;
    const Index& index_;
    std::map<std::string, Answer> known_;
};

} // namespace

Result<std::vector<VulnerablePackage>> find_vulnerable(const PackageInventory& inventory, const Index& index, const Cancellation& cancellation,
                                                       std::vector<UndecidedPackage>* undecided) {
    Repositories repositories(inventory, index);
    std::unordered_map<std::string, std::shared_ptr<const Diagnosis>> known;
    std::vector<VulnerablePackage> found;
    std::string key;
    for (std::size_t file = 0; file < inventory.files.size() && !cancellation.requested(); ++file) {
        if (!inventory.files[file].counts()) continue;
        const std::vector<Package>& packages = inventory.files[file].packages;
        for (std::size_t number = 0; number < packages.size(); ++number) {
            const Package& package = packages[number];
            if (const auto repository = repository_of(package)) {
                const auto answer = repositories.ask(*repository);
                if (!answer) return std::unexpected(answer.error());
                if (answer->diagnosis) found.push_back({file, number, answer->diagnosis});
                if (answer->undecided > 0 && undecided != nullptr) undecided->push_back({file, number, answer->undecided});
                continue;
            }
            if (package.version.empty() || !package.source.empty() || !info(package.ecosystem).in_osv) continue;
            key.assign(info(package.ecosystem).name).append(1, '\0').append(package.name).append(1, '\0').append(package.version);
            auto diagnosis = known.find(key);
            if (diagnosis == known.end()) {
                auto made = diagnose(index, info(package.ecosystem).name, package.name, package.version);
                if (!made) return std::unexpected(made.error());
                diagnosis = known.emplace(key, std::move(*made)).first;
            }
            if (diagnosis->second) found.push_back({file, number, diagnosis->second});
        }
    }
    return found;
}

} // namespace squire::dependencies
