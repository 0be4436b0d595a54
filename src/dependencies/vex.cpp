// SPDX-License-Identifier: MIT
#include "dependencies/vex.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace squire::dependencies {
namespace {

constexpr std::string_view kOrigin = "VEX: ";

} // namespace

std::string_view to_string(VexStatus status) {
    switch (status) {
    case VexStatus::not_affected: return "not_affected";
    case VexStatus::affected: return "affected";
    case VexStatus::fixed: return "fixed";
    case VexStatus::under_investigation: return "under_investigation";
    }
    return "";
}

void VexBook::add(std::vector<VexStatement> statements) {
    for (VexStatement& each : statements) {
        const auto number = static_cast<std::uint32_t>(statements_.size());
        for (const std::string& id : each.ids) by_id_[id].push_back(number);
        statements_.push_back(std::move(each));
    }
}

const VexStatement* VexBook::about(const Weakness& weakness, const Package& package) const {
    const VexStatement* newest = nullptr;
    for (const std::string& id : weakness.ids) {
        const auto found = by_id_.find(id);
        if (found == by_id_.end()) continue;
        for (const std::uint32_t number : found->second) {
            const VexStatement& each = statements_[number];
            if (!std::ranges::any_of(each.packages, [&](const PackageReference& reference) { return reference.names(package); })) continue;
            // Of one time, what was added later stands later in the list.
            if (newest == nullptr || std::pair(newest->time, newest) < std::pair(each.time, &each)) newest = &each;
        }
    }
    return newest;
}

finding::Flag vex_flag(const VexStatement& statement) {
    return {.origin = std::string(kOrigin) + statement.place,
            .description = fmt::format("{}{}{}", to_string(statement.status), statement.reason.empty() ? "" : ", ", statement.reason)};
}

bool is_excused(const finding::Finding& finding) {
    return std::ranges::any_of(finding.flags, [](const finding::Flag& flag) { return flag.origin.starts_with(kOrigin); });
}

void say_vex(const VexBook& book, const PackageInventory& inventory, std::span<const VulnerablePackage> vulnerable, Problems& problems) {
    std::set<const VexStatement*> used;
    for (const VulnerablePackage& place : vulnerable) {
        const Package& package = inventory.files[place.file].packages[place.package];
        for (const Weakness& weakness : place.diagnosis->weaknesses) {
            const VexStatement* const statement = book.about(weakness, package);
            if (statement == nullptr) continue;
            used.insert(statement);
            if (!statement->excuses()) continue;
            problems.add(Weight::note, {ErrorKind::not_found,
                                        fmt::format("{} in {} {} ({}) is marked: {}", weakness.id, package.name, package.version,
                                                    inventory.files[place.file].path, vex_flag(*statement).description),
                                        statement->place,
                                        {}});
        }
    }
    const std::size_t idle = book.statements().size() - used.size();
    if (idle > 0)
        problems.add(Weight::note, {ErrorKind::not_found,
                                    fmt::format("{} of {} VEX statements {} no finding of this scan, or an older one of several", idle,
                                                book.statements().size(), idle == 1 ? "is about" : "are about"),
                                    "",
                                    {}});
}

} // namespace squire::dependencies
