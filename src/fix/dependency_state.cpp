// SPDX-License-Identifier: MIT
#include "fix/dependency_state.h"

#include <algorithm>
#include <utility>

#include "dependencies/collect.h"
#include "dependencies/vulnerability_findings.h"
#include "source/directory_source.h"

namespace squire::fix {

const dependencies::PackageFile* PackageState::find_file(const std::string& path) const {
    const auto found = std::ranges::lower_bound(inventory.files, path, {}, &dependencies::PackageFile::path);
    return found == inventory.files.end() || found->path != path ? nullptr : &*found;
}

std::size_t PackageState::count(const std::string& file, dependencies::Ecosystem ecosystem, std::string_view package, std::string_view weakness,
                                std::string_view version) const {
    return static_cast<std::size_t>(std::ranges::count_if(spots, [&](const auto& each) {
        const dependencies::Package& of = package_of(each.second);
        return each.second.weakness->id == weakness && (version.empty() || of.version == version) && of.name == package &&
               of.ecosystem == ecosystem && file_of(each.second).path == file;
    }));
}

Result<PackageState> read_package_state(const std::filesystem::path& folder, const advisories::Index& index, const StateOptions& options,
                                        Problems& problems) {
    const auto source = source::open_directory(folder, {.mark_ignored = true});
    if (!source) return std::unexpected(source.error());
    Problems own;
    auto inventory = dependencies::collect_packages(
        **source, {.workers = options.workers, .largest_file = options.largest_file, .cancellation = options.cancellation, .progress = nullptr},
        own);
    if (!inventory) return std::unexpected(inventory.error());
    const Cancellation never;
    const Cancellation& cancellation = options.cancellation != nullptr ? *options.cancellation : never;
    auto vulnerable = dependencies::find_vulnerable(*inventory, index, cancellation);
    if (!vulnerable) return std::unexpected(vulnerable.error());
    if (cancellation.requested()) return fail(ErrorKind::interrupted, "interrupted", folder.string());
    PackageState state{.inventory = std::move(*inventory), .vulnerable = std::move(*vulnerable), .order = {}, .spots = {}, .unread = {}};
    for (const Problem& problem : own.list()) {
        problems.add(problem.weight, problem.error);
        if (problem.weight == Weight::incomplete) state.unread.insert(describe(problem.error));
    }
    dependencies::for_each_weak_place(state.inventory, state.vulnerable, [&](const dependencies::WeakPlace& place) {
        const auto file = static_cast<std::size_t>(&place.file - state.inventory.files.data());
        if (state.spots.emplace(place.fingerprint, WeakSpot{file, place.number, &place.diagnosis, &place.weakness}).second)
            state.order.push_back(place.fingerprint);
    });
    return state;
}

} // namespace squire::fix
