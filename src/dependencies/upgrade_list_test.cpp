// SPDX-License-Identifier: MIT
#include "dependencies/upgrade_list.h"

#include <memory>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace squire::dependencies {
namespace {

using finding::Severity;

Weakness weakness(std::string id, Severity severity, std::uint32_t group) {
    return {.id = id, .ids = {id}, .severity = severity, .group = group};
}

std::shared_ptr<const Diagnosis> diagnosis(std::vector<Weakness> weaknesses, std::optional<advisories::Upgrade> upgrade) {
    return std::make_shared<const Diagnosis>(Diagnosis{.weaknesses = std::move(weaknesses), .upgrade = std::move(upgrade)});
}

PackageFile lock(std::string path, std::vector<Package> packages) {
    return {.path = std::move(path), .format = "npm_lock", .lock = true, .packages = std::move(packages)};
}

Package package(std::string name, std::string version, std::uint32_t line) {
    return {.ecosystem = Ecosystem::npm, .name = std::move(name), .version = std::move(version), .line = line};
}

class UpgradeListTest : public ::testing::Test {
protected:
    UpgradeListTest() {
        inventory_.files = {lock("a/package-lock.json", {package("anvil", "1.0.0", 3), package("brick", "2.0.0", 9)}),
                            lock("b/package-lock.json", {package("anvil", "1.1.0", 4), package("clay\x1b[31m", "1.0.0", 7)})};
        inventory_.files[0].packages[0].via = 1; // brick needs anvil
        const advisories::Upgrade to_1_2{.version = "1.2.0", .leaves = {}};
        vulnerable_ = {
            {0, 0, diagnosis({weakness("CVE-1", Severity::high, 1), weakness("CVE-2", Severity::low, 2)}, to_1_2)},
            {0, 1,
             diagnosis({weakness("CVE-3", Severity::critical, 3), weakness("CVE-4", Severity::low, 4)}, advisories::Upgrade{"2.0.1", {4}})},
            {1, 0, diagnosis({weakness("CVE-1", Severity::high, 1)}, to_1_2)},
            {1, 1, diagnosis({weakness("CVE-5", Severity::critical, 5)}, std::nullopt)},
        };
        groups_ = group_by_upgrade(inventory_, vulnerable_);
    }

    PackageInventory inventory_;
    std::vector<VulnerablePackage> vulnerable_;
    std::vector<UpgradeGroup> groups_;
};

TEST_F(UpgradeListTest, OneGroupForOnePackageAndVersion) {
    ASSERT_EQ(groups_.size(), 3U);
    EXPECT_EQ(groups_[0].package, "brick"); // the gravest that can be repaired
    EXPECT_EQ(groups_[1].package, "anvil");
    EXPECT_TRUE(groups_[2].to.empty()); // nothing repairs it, however grave

    EXPECT_EQ(groups_[1].from, (std::vector<std::string>{"1.0.0", "1.1.0"}));
    EXPECT_EQ(groups_[1].repairs, (std::vector<std::string>{"CVE-1", "CVE-2"}));
    EXPECT_EQ(groups_[1].findings, 3U); // two in one place, one in the other
    EXPECT_EQ(groups_[1].places.size(), 2U);
}

TEST_F(UpgradeListTest, WhatStaysIsNotCountedAsRepaired) {
    EXPECT_EQ(groups_[0].repairs, (std::vector<std::string>{"CVE-3"}));
    EXPECT_EQ(groups_[0].leaves, (std::vector<std::string>{"CVE-4"}));
    EXPECT_EQ(groups_[0].findings, 1U);
    EXPECT_EQ(groups_[2].findings, 0U);
}

TEST_F(UpgradeListTest, PeopleSeeWhereAndThroughWhat) {
    const std::string text = format_upgrades(groups_, inventory_, {});
    EXPECT_TRUE(text.contains("anvil  1.0.0, 1.1.0 → 1.2.0  High\n")) << text;
    EXPECT_TRUE(text.contains("    a/package-lock.json:3, through brick 2.0.0\n")) << text;
    EXPECT_TRUE(text.contains("1.0.0: no repaired version is known")) << text;
    EXPECT_TRUE(text.contains("2 upgrades would answer 4 findings\n")) << text;
    EXPECT_EQ(text.find('\x1b'), std::string::npos); // of a hostile name
    EXPECT_EQ(format_upgrades({}, inventory_, {}), "no package has a known weakness\n");
}

TEST_F(UpgradeListTest, ProgramsReadTheSame) {
    const auto json = nlohmann::json::parse(write_upgrades_json(groups_, inventory_));
    ASSERT_EQ(json["upgrades"].size(), 3U);
    EXPECT_EQ(json["upgrades"][1]["to"], "1.2.0");
    EXPECT_EQ(json["upgrades"][1]["places"][0]["path"], (nlohmann::json{"brick@2.0.0", "anvil@1.0.0"}));
    EXPECT_FALSE(json["upgrades"][2].contains("to"));
}

} // namespace
} // namespace squire::dependencies
