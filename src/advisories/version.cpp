// SPDX-License-Identifier: MIT
#include "advisories/version.h"

#include <array>
#include <utility>

#include "advisories/version_alpine.h"
#include "advisories/version_debian.h"
#include "advisories/version_dotted.h"
#include "advisories/version_maven.h"
#include "advisories/version_packagist.h"
#include "advisories/version_pep440.h"
#include "advisories/version_rpm.h"
#include "advisories/version_rubygems.h"
#include "advisories/version_semver.h"

namespace squire::advisories {
namespace {

struct Row {
    VersionOrder order;
    std::string_view word;
    std::weak_ordering (*compare)(std::string_view, std::string_view);
};

// In the order of the enumeration, which a test holds it to.
constexpr std::array<Row, 13> kRows{{
    {VersionOrder::semver, "semver", compare_semver},
    {VersionOrder::go, "go", compare_go},
    {VersionOrder::pep440, "pep440", compare_pep440},
    {VersionOrder::rubygems, "rubygems", compare_rubygems},
    {VersionOrder::maven, "maven", compare_maven},
    {VersionOrder::nuget, "nuget", compare_nuget},
    {VersionOrder::packagist, "packagist", compare_packagist},
    {VersionOrder::pub, "pub", compare_pub},
    {VersionOrder::cran, "cran", compare_cran},
    {VersionOrder::hackage, "hackage", compare_hackage},
    {VersionOrder::debian, "debian", compare_debian},
    {VersionOrder::rpm, "rpm", compare_rpm},
    {VersionOrder::alpine, "alpine", compare_alpine},
}};

} // namespace

std::weak_ordering compare_versions(VersionOrder order, std::string_view left, std::string_view right) {
    return kRows[static_cast<std::size_t>(order)].compare(left, right);
}

std::string_view to_string(VersionOrder order) { return kRows[static_cast<std::size_t>(order)].word; }

std::optional<VersionOrder> parse_version_order(std::string_view word) {
    for (const Row& row : kRows) {
        if (row.word == word) return row.order;
    }
    return std::nullopt;
}

} // namespace squire::advisories
