// SPDX-License-Identifier: MIT
#include "advisories/collection.h"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace squire::advisories {
namespace {

// `older` is merged into `newer`, which comes first in all that both say.
void merge(Advisory& newer, Advisory older) {
    const auto same_package = [](const Affected& left, const Affected& right) {
        return left.ecosystem == right.ecosystem && left.package == right.package;
    };
    std::vector<Affected> more;
    for (Affected& each : older.affected) {
        const bool known = std::ranges::any_of(newer.affected, [&](const Affected& other) { return same_package(each, other); });
        if (!known) more.push_back(std::move(each));
    }
    std::ranges::move(more, std::back_inserter(newer.affected));
    std::ranges::move(older.aliases, std::back_inserter(newer.aliases));
    std::ranges::move(older.related, std::back_inserter(newer.related));
    std::ranges::move(older.vectors, std::back_inserter(newer.vectors));
    std::ranges::move(older.cwes, std::back_inserter(newer.cwes));
    std::ranges::move(older.references, std::back_inserter(newer.references));
    newer.stated = std::max(newer.stated, older.stated);
    if (newer.summary.empty()) newer.summary = std::move(older.summary);
    if (newer.details.empty()) newer.details = std::move(older.details);
    if (!newer.published) newer.published = older.published;
    if (newer.database != older.database && newer.database.find(older.database) == std::string::npos) newer.database += ", " + older.database;
    tidy(newer);
}

// Sets of advisories that mean the same, each known by its smallest number.
class Groups {
public:
    explicit Groups(std::size_t size) : parents_(size) { std::iota(parents_.begin(), parents_.end(), 0U); }

    std::uint32_t find(std::uint32_t member) {
        while (parents_[member] != member) {
            parents_[member] = parents_[parents_[member]];
            member = parents_[member];
        }
        return member;
    }

    void unite(std::uint32_t left, std::uint32_t right) {
        left = find(left);
        right = find(right);
        parents_[std::max(left, right)] = std::min(left, right);
    }

private:
    std::vector<std::uint32_t> parents_;
};

} // namespace

Collection join(std::vector<Advisory> records) {
    std::ranges::stable_sort(records, [](const Advisory& left, const Advisory& right) {
        return left.id != right.id ? left.id < right.id : left.modified > right.modified; // of one id the newest first
    });
    Collection collection;
    for (std::size_t i = 0; i < records.size();) {
        Advisory advisory = std::move(records[i]);
        for (++i; i < records.size() && records[i].id == advisory.id; ++i) {
            if (!records[i].withdrawn) merge(advisory, std::move(records[i]));
        }
        if (advisory.withdrawn) {
            ++collection.withdrawn;
        } else if (!advisory.id.empty()) {
            collection.advisories.push_back(std::move(advisory));
        }
    }
    Groups groups(collection.advisories.size());
    std::unordered_map<std::string_view, std::uint32_t> first_with;
    for (std::uint32_t number = 0; number < collection.advisories.size(); ++number) {
        const Advisory& advisory = collection.advisories[number];
        const auto meet = [&](std::string_view id) {
            const auto [known, added] = first_with.emplace(id, number);
            if (!added) groups.unite(known->second, number);
        };
        meet(advisory.id);
        for (const std::string& alias : advisory.aliases) meet(alias);
    }
    for (std::uint32_t number = 0; number < collection.advisories.size(); ++number) collection.groups.push_back(groups.find(number));
    return collection;
}

} // namespace squire::advisories
