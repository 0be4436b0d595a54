// SPDX-License-Identifier: MIT
#include "dependencies/listing.h"

#include <algorithm>
#include <charconv>
#include <deque>
#include <functional>
#include <numeric>
#include <tuple>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::dependencies {
namespace {

constexpr std::size_t kLongestName = 512;
constexpr std::size_t kMostPackages = 500'000;

std::uint32_t line_of(const Error& error) {
    std::uint32_t line = 0;
    std::from_chars(error.place.data(), error.place.data() + error.place.size(), line);
    return line;
}

} // namespace

std::uint32_t Listing::add(std::string_view name, std::string_view version, std::uint32_t line) {
    name = trim(name);
    if (name.empty()) return kNoPackage;
    if (name.size() > kLongestName || version.size() > kLongestName) {
        problem(line, fmt::format("a name or version of more than {} bytes is not one", kLongestName), Weight::warning, ErrorKind::limit);
        return kNoPackage;
    }
    if (packages_.size() == kMostPackages) {
        problem(line, fmt::format("more than {} packages in one file; the rest is left out", kMostPackages), Weight::incomplete,
                ErrorKind::limit);
        return kNoPackage;
    }
    const auto index = static_cast<std::uint32_t>(packages_.size());
    packages_.push_back({.ecosystem = ecosystem_, .name = std::string(name), .version = std::string(trim(version)), .line = line});
    own_.push_back(false);
    by_name_[canonical_name(ecosystem_, name)].push_back(index);
    return index;
}

void Listing::link(std::uint32_t from, std::uint32_t to) {
    if (from != kNoPackage && to != kNoPackage && from != to) packages_[from].dependencies.push_back(to);
}

void Listing::link(std::uint32_t from, std::string_view name, std::string_view version) {
    if (from != kNoPackage && !name.empty()) links_.push_back({from, canonical_name(ecosystem_, name), std::string(version)});
}

void Listing::link_by_name(std::string_view from, std::uint32_t to) {
    if (to != kNoPackage && !from.empty()) links_by_name_.emplace_back(canonical_name(ecosystem_, from), to);
}

void Listing::root(std::uint32_t index, Scope scope) {
    knows_roots_ = true;
    if (index != kNoPackage) roots_.push_back({.index = index, .scope = scope});
}

void Listing::root(std::string_view name, std::string_view version, Scope scope) {
    knows_roots_ = true;
    if (!name.empty()) roots_.push_back({.name = canonical_name(ecosystem_, name), .version = std::string(version), .scope = scope});
}

void Listing::alias(std::string_view name, std::uint32_t index) {
    if (index != kNoPackage) by_name_[canonical_name(ecosystem_, name)].push_back(index);
}

void Listing::own(std::uint32_t index) {
    if (index != kNoPackage) own_[index] = true;
}

void Listing::problem(std::uint32_t line, std::string message, Weight weight, ErrorKind kind, std::string hint) {
    problems_.add(weight, {kind, std::move(message), line == 0 ? path_ : fmt::format("{}:{}", path_, line), std::move(hint)});
}

void Listing::problems_of(const Document& document) {
    if (document.fault()) {
        const Error& fault = *document.fault();
        problem(line_of(fault), fault.message, Weight::incomplete, fault.kind, "what stands before it was read");
    }
    for (const Error& repeat : document.repeats()) problem(line_of(repeat), repeat.message);
}

std::uint32_t Listing::find(std::string_view name, std::string_view version) const {
    const auto found = by_name_.find(std::string(name));
    if (found == by_name_.end()) return kNoPackage;
    if (!version.empty()) {
        for (const std::uint32_t index : found->second)
            if (packages_[index].version == version) return index;
        if (found->second.size() > 1) return kNoPackage;
    }
    return found->second.front();
}

void Listing::finish(PackageFile& file) {
    for (const Link& each : links_) link(each.from, find(each.name, each.version));
    for (const auto& [from, to] : links_by_name_) link(find(from, {}), to);
    std::vector<std::pair<std::uint32_t, Scope>> roots;
    for (const Root& each : roots_) roots.emplace_back(each.index != kNoPackage ? each.index : find(each.name, each.version), each.scope);
    for (std::size_t at = 0; at < packages_.size(); ++at) {
        if (!own_[at]) continue;
        for (const std::uint32_t needed : packages_[at].dependencies) roots.emplace_back(needed, packages_[at].scope);
    }

    // In order, each once, the project's own left out: `place` leads from the old index to the new one.
    std::vector<std::uint32_t> order(packages_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, [&](std::uint32_t left, std::uint32_t right) {
        const Package &a = packages_[left], &b = packages_[right];
        return std::tie(a.name, a.version, a.ecosystem, a.source) < std::tie(b.name, b.version, b.ecosystem, b.source);
    });
    std::vector<std::uint32_t> place(packages_.size(), kNoPackage);
    std::vector<Package> kept;
    kept.reserve(packages_.size());
    for (const std::uint32_t index : order) {
        Package& package = packages_[index];
        if (own_[index]) continue;
        const bool again = !kept.empty() && kept.back().name == package.name && kept.back().version == package.version &&
                           kept.back().ecosystem == package.ecosystem && kept.back().source == package.source;
        if (again) {
            Package& first = kept.back();
            first.scope = std::min(first.scope, package.scope);
            first.line = std::min(first.line, package.line);
            first.dependencies.insert(first.dependencies.end(), package.dependencies.begin(), package.dependencies.end());
            if (first.licence.empty()) first.licence = std::move(package.licence);
            if (package.direct.value_or(false)) first.direct = true;
        } else {
            kept.push_back(std::move(package));
        }
        place[index] = static_cast<std::uint32_t>(kept.size() - 1);
    }
    for (std::uint32_t at = 0; at < kept.size(); ++at) {
        auto& needed = kept[at].dependencies;
        for (std::uint32_t& index : needed) index = place[index];
        std::ranges::sort(needed);
        const auto [first, last] = std::ranges::unique(needed);
        needed.erase(first, last);
        std::erase_if(needed, [&](std::uint32_t index) { return index == kNoPackage || index == at; });
    }
    for (auto& [index, scope] : roots) index = index == kNoPackage ? kNoPackage : place[index];
    std::erase_if(roots, [](const auto& each) { return each.first == kNoPackage; });
    for (auto& [asked, index] : requests_)
        if (index != kNoPackage && place[index] != kNoPackage) file.requests.emplace(std::move(asked), place[index]);
    file.packages = std::move(kept);
    file.members = std::move(members_);
    file.member_names = std::move(member_names_);
    file.answered_by = std::move(answered_by_);
    file.lock = file.lock || is_lock_;
    file.project = std::move(project_);
    file.scopes_known = knows_scopes_ || scopes_by_roots_;
    if (knows_roots_ || std::ranges::any_of(own_, std::identity{})) settle_roots(file, roots, scopes_by_roots_);
}

void settle_roots(PackageFile& file, const std::vector<std::pair<std::uint32_t, Scope>>& roots, bool scopes) {
    std::vector<Package>& packages = file.packages;
    for (Package& package : packages) {
        if (package.ecosystem != Ecosystem::other) package.direct = false; // a URL may be asked for anywhere in the sources
        package.via = kNoPackage;
    }
    std::deque<std::uint32_t> waiting;
    std::vector<bool> reached(packages.size());
    for (const auto& [index, scope] : roots) {
        packages[index].direct = true;
        if (!reached[index]) waiting.push_back(index);
        reached[index] = true;
    }
    while (!waiting.empty()) {
        const std::uint32_t at = waiting.front();
        waiting.pop_front();
        for (const std::uint32_t needed : packages[at].dependencies) {
            if (reached[needed]) continue;
            reached[needed] = true;
            packages[needed].via = at;
            waiting.push_back(needed);
        }
    }
    if (!scopes) return;
    std::vector<bool> scoped(packages.size());
    for (const Scope scope : {Scope::runtime, Scope::optional, Scope::development, Scope::test}) {
        std::vector<std::uint32_t> stack;
        for (const auto& [index, root_scope] : roots)
            if (root_scope == scope) stack.push_back(index);
        while (!stack.empty()) {
            const std::uint32_t at = stack.back();
            stack.pop_back();
            if (scoped[at]) continue;
            scoped[at] = true;
            packages[at].scope = scope;
            stack.insert(stack.end(), packages[at].dependencies.begin(), packages[at].dependencies.end());
        }
    }
}

} // namespace squire::dependencies
