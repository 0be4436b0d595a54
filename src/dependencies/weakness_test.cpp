// SPDX-License-Identifier: MIT
#include "dependencies/weakness.h"

#include <gtest/gtest.h>

#include "dependencies/advisories_given_test.h"
#include "dependencies/vulnerability_findings.h"
#include "testing/temporary_folder.h"

namespace squire::dependencies {
namespace {

using advisories::Advisory;
using advisories::Bound;

Advisory made(std::string id, std::vector<std::string> aliases, std::string package, std::optional<Bound> low, std::optional<Bound> high) {
    return {.id = std::move(id),
            .database = "OSV",
            .aliases = std::move(aliases),
            .summary = "Weak",
            .vectors = {"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"},
            .cwes = {"CWE-79"},
            .affected = {{.ecosystem = "npm", .package = std::move(package), .intervals = {{std::move(low), std::move(high)}}}}};
}

class WeaknessTest : public ::testing::Test {
protected:
    [[nodiscard]] advisories::Index index_of(std::vector<Advisory> records) const {
        return dependencies::index_of(folder_.path(), std::move(records));
    }

    static PackageInventory inventory_of(std::vector<Package> packages) {
        return {.files = {{.path = "package-lock.json", .format = "npm", .lock = true, .packages = std::move(packages)}}};
    }

    testing::TemporaryFolder folder_;
    Cancellation cancellation_;
};

TEST_F(WeaknessTest, OneWeaknessHoweverManyDatabasesTellIt) {
    const auto index = index_of({made("GHSA-aaaa-aaaa-aaaa", {"CVE-2025-1"}, "anvil", std::nullopt, Bound{"1.2.0", false}),
                                 made("NSWG-ECO-1", {"CVE-2025-1"}, "anvil", std::nullopt, Bound{"1.3.0", false})});
    const auto inventory = inventory_of({{.ecosystem = Ecosystem::npm, .name = "anvil", .version = "1.1.0"}});
    const auto found = find_vulnerable(inventory, index, cancellation_);
    ASSERT_TRUE(found.has_value());
    ASSERT_EQ(found->size(), 1U);
    const Diagnosis& diagnosis = *found->front().diagnosis;
    ASSERT_EQ(diagnosis.weaknesses.size(), 1U);
    EXPECT_EQ(diagnosis.weaknesses[0].id, "CVE-2025-1");
    EXPECT_EQ(diagnosis.weaknesses[0].ids, (std::vector<std::string>{"CVE-2025-1", "GHSA-aaaa-aaaa-aaaa", "NSWG-ECO-1"}));
    EXPECT_EQ(diagnosis.weaknesses[0].fixed_in, "1.3.0"); // free by both
    EXPECT_EQ(diagnosis.upgrade->version, "1.3.0");
    EXPECT_TRUE(diagnosis.upgrade->leaves.empty());
}

TEST_F(WeaknessTest, UpgradeLeavesAllRangesAlsoThoseThatBeginLater) {
    const auto index = index_of({made("GHSA-aaaa-aaaa-aaaa", {}, "anvil", std::nullopt, Bound{"1.2.0", false}),
                                 made("GHSA-bbbb-bbbb-bbbb", {}, "anvil", Bound{"1.2.0", true}, Bound{"1.4.0", false}),
                                 made("GHSA-cccc-cccc-cccc", {}, "anvil", std::nullopt, Bound{"2.0.0-rc.1", false})});
    const auto found = find_vulnerable(inventory_of({{.ecosystem = Ecosystem::npm, .name = "anvil", .version = "1.1.0"}}), index, cancellation_);
    ASSERT_TRUE(found.has_value());
    const Diagnosis& diagnosis = *found->front().diagnosis;
    EXPECT_EQ(diagnosis.weaknesses.size(), 2U);
    ASSERT_TRUE(diagnosis.upgrade);
    EXPECT_EQ(diagnosis.upgrade->version, "2.0.0-rc.1"); // a pre-release, but nothing else is free
}

TEST_F(WeaknessTest, NothingIsKnownToRepairIt) {
    const auto index = index_of({made("GHSA-aaaa-aaaa-aaaa", {}, "anvil", std::nullopt, std::nullopt)});
    const auto inventory = inventory_of({{.ecosystem = Ecosystem::npm, .name = "anvil", .version = "9.9.9"}});
    const auto found = find_vulnerable(inventory, index, cancellation_);
    ASSERT_TRUE(found.has_value());
    ASSERT_EQ(found->size(), 1U);
    EXPECT_FALSE(found->front().diagnosis->upgrade);
    EXPECT_TRUE(make_findings(inventory, *found).front().solution.starts_with("No version of anvil is known"));
}

TEST_F(WeaknessTest, PassesOverWhatAdvisoriesDoNotSpeakOf) {
    const auto index = index_of({made("GHSA-aaaa-aaaa-aaaa", {}, "anvil", std::nullopt, std::nullopt)});
    const auto found =
        find_vulnerable(inventory_of({{.ecosystem = Ecosystem::npm, .name = "anvil", .version = ""},
                                      {.ecosystem = Ecosystem::npm, .name = "anvil", .version = "1.0.0", .source = "file:../anvil"},
                                      {.ecosystem = Ecosystem::pypi, .name = "anvil", .version = "1.0.0"},
                                      {.ecosystem = Ecosystem::npm, .name = "hammer", .version = "1.0.0"}}),
                        index, cancellation_);
    ASSERT_TRUE(found.has_value());
    EXPECT_TRUE(found->empty());
}

TEST_F(WeaknessTest, FingerprintsDoNotDependOnTheVersion) {
    const auto index = index_of({made("GHSA-aaaa-aaaa-aaaa", {}, "anvil", std::nullopt, Bound{"1.2.0", false})});
    const auto fingerprint_with = [&](std::string version) {
        const auto inventory = inventory_of({{.ecosystem = Ecosystem::npm, .name = "anvil", .version = std::move(version)}});
        const auto findings = make_findings(inventory, *find_vulnerable(inventory, index, cancellation_));
        EXPECT_EQ(findings.size(), 1U);
        return findings.front().fingerprint;
    };
    EXPECT_EQ(fingerprint_with("1.0.0"), fingerprint_with("1.1.0"));
    const auto twice = inventory_of({{.ecosystem = Ecosystem::npm, .name = "anvil", .version = "1.0.0"},
                                     {.ecosystem = Ecosystem::npm, .name = "anvil", .version = "1.1.0"}});
    const auto findings = make_findings(twice, *find_vulnerable(twice, index, cancellation_));
    ASSERT_EQ(findings.size(), 2U);
    EXPECT_NE(findings[0].fingerprint, findings[1].fingerprint);
}

} // namespace
} // namespace squire::dependencies
