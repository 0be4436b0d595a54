// SPDX-License-Identifier: MIT
#include "fix/dependency_lines.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "source/project_commit.h"

namespace squire::fix {
namespace {

using Owners = std::map<std::uint32_t, std::string>; // first line of a package's entry, and its name

Owners owners(const PackageState& state, const std::string& path, std::set<std::pair<std::string, std::string>>& versions) {
    Owners owners;
    for (const dependencies::PackageFile& file : state.inventory.files)
        for (const dependencies::Package& package : file.packages) {
            if (file.counts()) versions.emplace(package.name, package.version);
            if (file.path == path && package.line > 0) owners[package.line] = package.name;
        }
    return owners;
}

} // namespace

ChangedLines count_lines(const FileChange& change, const PackageState& before, const PackageState& after) {
    std::set<std::pair<std::string, std::string>> old_versions;
    std::set<std::pair<std::string, std::string>> new_versions;
    const Owners old_owners = owners(before, change.path, old_versions);
    const Owners new_owners = owners(after, change.path, new_versions);
    std::set<std::string> moved;
    for (const auto& each : old_versions)
        if (!new_versions.contains(each)) moved.insert(each.first);
    for (const auto& each : new_versions)
        if (!old_versions.contains(each)) moved.insert(each.first);
    const auto is_needed = [&](const Owners& owners, std::uint32_t line, std::string_view text) {
        auto owner = owners.upper_bound(line);
        if (owner != owners.begin() && moved.contains(std::prev(owner)->second)) return true;
        return std::ranges::any_of(moved, [&](const std::string& name) { return text.contains(name); }); // go.sum, and who needs it
    };
    ChangedLines lines;
    const auto difference = source::unified_diff(change.before, change.after, change.path, change.is_new);
    if (!difference) return lines;
    std::uint32_t old_line = 0;
    std::uint32_t new_line = 0;
    for (const std::string_view text : split(*difference, '\n')) {
        unsigned from = 0;
        unsigned to = 0;
        if (text.starts_with("@@") && (std::sscanf(std::string(text).c_str(), "@@ -%u,%*u +%u", &from, &to) == 2 ||
                                       std::sscanf(std::string(text).c_str(), "@@ -%u +%u", &from, &to) == 2)) {
            old_line = from;
            new_line = to;
        } else if (old_line == 0 && new_line == 0) {
            continue; // the header
        } else if (text.starts_with('-')) {
            ++lines.all;
            lines.needed += is_needed(old_owners, old_line++, text) ? 1 : 0;
        } else if (text.starts_with('+')) {
            ++lines.all;
            lines.needed += is_needed(new_owners, new_line++, text) ? 1 : 0;
        } else {
            ++old_line;
            ++new_line;
        }
    }
    return lines;
}

} // namespace squire::fix
