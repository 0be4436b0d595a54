// SPDX-License-Identifier: MIT
#include "dependencies/answer.h"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "dependencies/format.h"
#include "dependencies/listing.h"

namespace squire::dependencies {
namespace {

std::string_view folder_of(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

bool is_member(const PackageFile& lock, std::string_view folder) {
    const std::string_view base = folder_of(lock.path);
    std::string_view below = folder;
    if (!base.empty()) {
        if (!folder.starts_with(base) || folder.size() <= base.size() || folder[base.size()] != '/') return false;
        below.remove_prefix(base.size() + 1);
    }
    return std::ranges::find(lock.members, below) != lock.members.end();
}

std::uint32_t requested(const PackageFile& lock, const Package& asked) {
    for (const std::string& key : {asked.name + '@' + (asked.requirement.empty() ? asked.source : asked.requirement), asked.name})
        if (const auto found = lock.requests.find(key); found != lock.requests.end()) return found->second;
    return kNoPackage;
}

/// Of a lock that does not say which packages are asked for.
void take_roots(PackageFile& lock, const std::vector<const PackageFile*>& manifests) {
    std::map<std::pair<Ecosystem, std::string>, std::vector<std::uint32_t>> by_name;
    for (std::uint32_t at = 0; at < lock.packages.size(); ++at)
        by_name[{lock.packages[at].ecosystem, canonical_name(lock.packages[at].ecosystem, lock.packages[at].name)}].push_back(at);
    std::vector<std::pair<std::uint32_t, Scope>> roots;
    for (const PackageFile* manifest : manifests)
        for (const Package& asked : manifest->packages) {
            if (const std::uint32_t at = requested(lock, asked); at != kNoPackage) {
                if (lock.packages[at].requirement.empty()) lock.packages[at].requirement = asked.requirement;
                roots.emplace_back(at, asked.scope);
                continue;
            }
            const auto found = by_name.find({asked.ecosystem, canonical_name(asked.ecosystem, asked.name)});
            if (found == by_name.end()) continue;
            for (const std::uint32_t at : found->second) {
                // Several versions of one name: the one that nothing else brought, which cannot be told here; each may be it.
                if (lock.packages[at].requirement.empty()) lock.packages[at].requirement = asked.requirement;
                roots.emplace_back(at, asked.scope);
            }
        }
    if (roots.empty() && !lock.packages.empty()) return; // the manifest says it in a way that is not understood
    settle_roots(lock, roots, !lock.scopes_known);
    lock.scopes_known = true;
}

/// Of a lock that says which packages are asked for, and not what for.
void take_scopes(PackageFile& lock, const std::vector<const PackageFile*>& manifests) {
    std::map<std::pair<Ecosystem, std::string>, Scope> scopes;
    for (const PackageFile* manifest : manifests)
        for (const Package& asked : manifest->packages) {
            const auto [found, added] = scopes.try_emplace({asked.ecosystem, canonical_name(asked.ecosystem, asked.name)}, asked.scope);
            if (!added) found->second = std::min(found->second, asked.scope);
        }
    if (scopes.empty()) return;
    std::vector<std::pair<std::uint32_t, Scope>> roots;
    for (std::uint32_t at = 0; at < lock.packages.size(); ++at) {
        const Package& package = lock.packages[at];
        if (!package.direct.value_or(false)) continue;
        const auto found = scopes.find({package.ecosystem, canonical_name(package.ecosystem, package.name)});
        roots.emplace_back(at, found == scopes.end() ? Scope::runtime : found->second);
    }
    settle_roots(lock, roots, true);
    lock.scopes_known = true;
}

} // namespace

void match_manifests(std::span<PackageFile> files) {
    std::map<std::pair<Ecosystem, std::string_view>, std::vector<PackageFile*>> locks;
    for (PackageFile& file : files)
        if (file.lock) locks[{format_by_id(file.format).ecosystem, folder_of(file.path)}].push_back(&file);
    std::map<PackageFile*, std::vector<const PackageFile*>> manifests;
    for (PackageFile& file : files) {
        // A requirements file is one among several, each for a use of its own: no other says what it installs.
        if (file.lock || file.format == "requirements") continue;
        const Ecosystem ecosystem = format_by_id(file.format).ecosystem;
        const std::string_view own = folder_of(file.path);
        for (std::string_view folder = own;; folder = folder_of(folder)) {
            if (const auto found = locks.find({ecosystem, folder}); found != locks.end()) {
                for (PackageFile* lock : found->second) {
                    if (folder != own && !is_member(*lock, own) &&
                        (file.project.empty() || std::ranges::find(lock->member_names, file.project) == lock->member_names.end()))
                        continue;
                    if (file.answered_by.empty()) file.answered_by = lock->path;
                    manifests[lock].push_back(&file);
                }
            }
            if (folder.empty() || !file.answered_by.empty()) break;
        }
    }
    for (const auto& [lock, theirs] : manifests) {
        const bool told = !lock->packages.empty() && lock->packages.front().direct.has_value();
        if (!told)
            take_roots(*lock, theirs);
        else if (!lock->scopes_known)
            take_scopes(*lock, theirs);
    }
}

} // namespace squire::dependencies
