// SPDX-License-Identifier: MIT
#include "advisories/ecosystem.h"

#include <algorithm>
#include <array>

#include "advisories/commit_range.h"
#include "base/text.h"

namespace squire::advisories {
namespace {

using enum VersionOrder;
using enum NameRule;

// github.com/ossf/osv-schema, docs/schema.md, "Defined ecosystems", and two of ours without OSV data: Node.js itself and CocoaPods. The
// versions of GIT are tags.
constexpr std::array<EcosystemInfo, 46> kEcosystems{{
    {"npm", semver, exact},
    {"PyPI", pep440, pep503},
    {"Go", go, exact},
    {"crates.io", semver, exact},
    {"RubyGems", rubygems, exact},
    {"Maven", maven, exact},
    {"NuGet", nuget, any_case},
    {"Packagist", packagist, any_case},
    {"Hex", semver, exact},
    {"Pub", pub, exact},
    {"CRAN", cran, exact},
    {"Bioconductor", cran, exact},
    {"Hackage", hackage, exact},
    {"GHC", semver, exact},
    {"SwiftURL", semver, any_case},
    {"GitHub Actions", semver, any_case},
    {"Julia", semver, exact},
    {"opam", debian, exact},
    {"ConanCenter", semver, exact},
    {"Bitnami", semver, exact},
    {"VSCode", semver, any_case},
    {"Kubernetes", semver, exact},
    {"Docker Hardened Images", semver, exact},
    {"Node.js", semver, exact},
    {"CocoaPods", semver, exact},
    {kGitEcosystem, semver, repository},
    {"Debian", debian, exact, true},
    {"Ubuntu", debian, exact, true},
    {"Echo", debian, exact, true},
    {"Alpine", alpine, exact, true},
    {"Alpaquita", alpine, exact, true},
    {"BellSoft Hardened Containers", alpine, exact, true},
    {"Chainguard", alpine, exact, true},
    {"Wolfi", alpine, exact, true},
    {"MinimOS", alpine, exact, true},
    {"Red Hat", rpm, exact, true},
    {"AlmaLinux", rpm, exact, true},
    {"Rocky Linux", rpm, exact, true},
    {"Oracle Linux", rpm, exact, true},
    {"Amazon Linux", rpm, exact, true},
    {"Fedora", rpm, exact, true},
    {"SUSE", rpm, exact, true},
    {"openSUSE", rpm, exact, true},
    {"openEuler", rpm, exact, true},
    {"Mageia", rpm, exact, true},
    {"Photon OS", rpm, exact, true},
}};

std::string pep503_name(std::string_view name) {
    std::string made;
    bool separated = false;
    for (const char c : to_lower(name)) {
        const bool separates = c == '-' || c == '_' || c == '.';
        if (separates && !separated) made += '-';
        if (!separates) made += c;
        separated = separates;
    }
    return made;
}

} // namespace

std::span<const EcosystemInfo> all_ecosystems() { return kEcosystems; }

const EcosystemInfo* find_ecosystem(std::string_view name) {
    const std::string wanted = to_lower(name.substr(0, name.find(':')));
    const auto found = std::ranges::find_if(
        kEcosystems, [&](const EcosystemInfo& each) { return each.name.size() == wanted.size() && to_lower(each.name) == wanted; });
    return found == kEcosystems.end() ? nullptr : &*found;
}

std::string canonical_ecosystem(std::string_view name) {
    const EcosystemInfo* known = find_ecosystem(name);
    if (known == nullptr) return std::string(name);
    const std::size_t colon = name.find(':');
    return std::string(known->name) + std::string(colon == std::string_view::npos ? std::string_view{} : name.substr(colon));
}

std::string canonical_package(std::string_view ecosystem, std::string_view name) {
    const EcosystemInfo* known = find_ecosystem(ecosystem);
    if (known == nullptr || known->names == exact) return std::string(name);
    if (known->names == repository) return canonical_repository(name);
    return known->names == pep503 ? pep503_name(name) : to_lower(name);
}

} // namespace squire::advisories
