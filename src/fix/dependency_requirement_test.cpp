// SPDX-License-Identifier: MIT
#include "fix/dependency_requirement.h"

#include <vector>

#include <gtest/gtest.h>

namespace squire::fix {
namespace {

using enum dependencies::Ecosystem;

struct Case {
    dependencies::Ecosystem ecosystem;
    std::string_view requirement;
    std::string_view version;
    std::optional<bool> allowed;
    std::optional<std::string> raised;
};

TEST(Requirement, IsRaisedInItsOwnHabit) {
    const std::vector<Case> cases{
        {npm, "^4.17.15", "4.17.21", true, "^4.17.15"},
        {npm, "4.17.15", "4.17.21", false, "4.17.21"},
        {npm, "~4.16.0", "4.17.21", false, "~4.17.21"},
        {npm, "v1.0.0", "1.0.1", false, "v1.0.1"},
        {npm, "1.x", "2.0.1", false, "^2.0.1"},
        {npm, ">=1.0.0 <2.0.0", "2.0.1", false, std::nullopt},
        {npm, "^1.0.0 || ^2.0.0", "3.0.1", false, std::nullopt},
        {npm, "*", "3.0.1", true, "*"},
        {npm, "latest", "3.0.1", true, "latest"},
        {crates, "1.2", "1.9.0", true, "1.2"},
        {crates, "0.4.1", "0.5.0", false, "0.5.0"},
        {crates, "=1.2.0", "1.2.1", false, "=1.2.1"},
        {rubygems, "~> 5.2.0", "5.2.4", true, "~> 5.2.0"},
        {rubygems, "~> 5.2.0", "6.0.1", false, "~> 6.0.1"},
        {packagist, "^6.2", "6.5.8", true, "^6.2"},
        {packagist, "6.2.0", "6.5.8", false, "6.5.8"},
        {pypi, ">=2.0", "2.2.10", true, ">=2.0"},
        {pypi, ">=2.0,<2.2", "2.2.10", false, std::nullopt},
        {pypi, "==2.0", "2.2.10", false, "==2.2.10"},
        {pypi, "~=2.1.0", "2.2.10", false, "~=2.2.10"},
        {pypi, "~=2.1", "2.2.10", true, "~=2.1"},
        {pypi, "^2.1", "2.2.10", true, "^2.1"},
        {pypi, "^0.2", "0.3.1", false, "^0.3.1"},
        {pypi, "~2.1", "2.2.0", false, "~2.2.0"},
        {pypi, "!=2.1", "2.1", false, std::nullopt},
        {pypi, "==2.*", "2.2", std::nullopt, std::nullopt},
        {pypi, ">=1 ; python_version < '3'", "2.2", true, ">=1"},
    };
    for (const Case& each : cases) {
        EXPECT_EQ(allows(each.ecosystem, each.requirement, each.version), each.allowed) << each.requirement << " and " << each.version;
        EXPECT_EQ(raised(each.ecosystem, each.requirement, each.version), each.raised) << each.requirement << " and " << each.version;
    }
    EXPECT_EQ(exactly(npm, "1.0"), "1.0");
    EXPECT_EQ(exactly(pypi, "1.0"), "==1.0");
    EXPECT_EQ(exactly(crates, "1.0"), "=1.0");
}

} // namespace
} // namespace squire::fix
