// SPDX-License-Identifier: MIT
// Every folder testdata/upgrades/<case>/ is a test: `project` is the tree, `advisories` has a line "ecosystem package id introduced fixed" for each range
// ("-": none), and `expected` is what is proposed, with the differences, and what is refused.
#include "fix/dependency_proposals.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "advisories/collection.h"
#include "advisories/index_builder.h"
#include "base/file.h"
#include "base/text.h"
#include "fix/dependency_state.h"
#include "source/project_commit.h"
#include "testing/golden.h"
#include "testing/temporary_folder.h"

namespace squire::fix {
namespace {

namespace fs = std::filesystem;

std::vector<std::string_view> words_of(std::string_view line) {
    std::vector<std::string_view> words;
    for (const std::string_view word : split(line, ' '))
        if (!trim(word).empty()) words.push_back(trim(word));
    return words;
}

std::optional<advisories::Bound> bound(std::string_view version, bool inclusive) {
    if (version == "-") return std::nullopt;
    return advisories::Bound{std::string(version), inclusive};
}

std::string index_bytes(std::string_view text) {
    std::vector<advisories::Advisory> records;
    for (const std::string_view line : split(text, '\n')) {
        const auto words = words_of(line);
        if (words.size() != 5) continue;
        records.push_back({.id = std::string(words[2]),
                           .database = "OSV",
                           .summary = "Weak",
                           .affected = {{.ecosystem = std::string(words[0]),
                                         .package = std::string(words[1]),
                                         .intervals = {{bound(words[3], true), bound(words[4], false)}}}}});
    }
    return advisories::build_index(advisories::join(std::move(records)), Time{});
}

std::map<std::string, std::string> files_below(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& each : fs::recursive_directory_iterator(folder))
        if (each.is_regular_file()) files[each.path().lexically_relative(folder).string()] = read_file(each.path()).value();
    return files;
}

class UpgradeTest : public ::testing::Test {
protected:
    advisories::Index index_of(std::string_view text) {
        const fs::path file = folder_.path() / "index";
        EXPECT_TRUE(write_file(file, index_bytes(text)).has_value());
        return advisories::Index::open(file).value();
    }

    testing::TemporaryFolder folder_;
};

// "CVE-2025-1 anvil 1.0.0 in package.json"
std::string name_of(const PackageState& state, const std::string& fingerprint) {
    const auto found = state.spots.find(fingerprint);
    if (found == state.spots.end()) return fmt::format("UNKNOWN {}", fingerprint);
    const WeakSpot& spot = found->second;
    return fmt::format("{} {} {} in {}", spot.weakness->id, state.package_of(spot).name, state.package_of(spot).version,
                       state.file_of(spot).path);
}

std::string shown(const Proposals& proposals, const PackageState& state) {
    std::string out;
    for (const Proposal& each : proposals.proposals) {
        out += fmt::format("proposal: {}\n", each.what);
        out += fmt::format("  by {}\n", each.made_by);
        for (const std::string_view line : split(each.why, '\n')) out += fmt::format("  why {}\n", line);
        for (const std::string& risk : each.risks) out += fmt::format("  risk {}\n", risk);
        for (const std::string& finding : each.findings) out += fmt::format("  answers {}\n", name_of(state, finding));
        for (const FileChange& change : each.changes) {
            std::string difference = source::unified_diff(change.before, change.after, change.path, change.is_new).value();
            for (std::size_t at = 0; (at = difference.find('\r', at)) != std::string::npos; at += 4) difference.replace(at, 1, "<CR>");
            out += difference;
        }
    }
    for (const Unfixed& each : proposals.unfixed)
        out += fmt::format("unfixed: {}: {}: {}\n", name_of(state, each.finding), to_string(each.reason), each.why);
    return out;
}

std::vector<std::string> cases() {
    std::vector<std::string> names;
    for (const auto& each : fs::directory_iterator(SQUIRE_TESTDATA "/upgrades")) names.push_back(each.path().filename().string());
    std::ranges::sort(names);
    return names;
}

class Upgrades : public UpgradeTest, public ::testing::WithParamInterface<std::string> {};

TEST_P(Upgrades, AreAsExpected) {
    const fs::path folder = fs::path(SQUIRE_TESTDATA) / "upgrades" / GetParam();
    const fs::path tree = folder / "project";
    const auto index = index_of(read_file(folder / "advisories").value());
    const auto before = files_below(tree);
    Problems problems;
    const auto state = read_package_state(tree, index, {}, problems);
    ASSERT_TRUE(state.has_value());
    const auto proposals = propose_upgrades(tree, index, {.wanted = {}, .package_managers = false}, problems);
    ASSERT_TRUE(proposals.has_value()) << describe(proposals.error());
    EXPECT_EQ(files_below(tree), before) << "the project's own files were touched";

    std::set<std::string> answered;
    for (const Proposal& each : proposals->proposals) {
        answered.insert(each.findings.begin(), each.findings.end());
        for (const FileChange& change : each.changes) EXPECT_EQ(change.before, before.at(change.path));
    }
    for (const Unfixed& each : proposals->unfixed) EXPECT_TRUE(answered.insert(each.finding).second) << "both answered and refused";
    EXPECT_EQ(answered.size(), state->spots.size());
    testing::expect_golden(folder / "expected", shown(*proposals, *state));
}

INSTANTIATE_TEST_SUITE_P(Fix, Upgrades, ::testing::ValuesIn(cases()), [](const auto& test) {
    std::string name = test.param;
    std::ranges::replace_if(name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
    return name;
});

TEST_F(UpgradeTest, ChainedProposalsGoOnFromEachOther) {
    const testing::TemporaryFolder tree;
    tree.write("requirements.txt", "anvil==1.0\nZinc==1.0\n"); // by their words the second would come first
    const auto index = index_of("PyPI anvil CVE-2025-1 - 1.1\nPyPI zinc CVE-2025-2 - 1.2\n");
    Problems problems;
    const auto chained = propose_upgrades(tree.path(), index, {.wanted = {}, .chained = true}, problems);
    ASSERT_TRUE(chained.has_value());
    ASSERT_EQ(chained->proposals.size(), 2U);
    EXPECT_EQ(chained->proposals[0].changes[0].after, "anvil==1.1\nZinc==1.0\n");
    EXPECT_EQ(chained->proposals[1].changes[0].before, "anvil==1.1\nZinc==1.0\n");
    EXPECT_EQ(chained->proposals[1].changes[0].after, "anvil==1.1\nZinc==1.2\n");
}

TEST_F(UpgradeTest, WhatAnotherUpgradeMovedIsStillUpgraded) {
    const std::string pom = "<project><properties><v>1.2</v></properties><dependencies>"
                            "<dependency><groupId>a</groupId><artifactId>anvil</artifactId><version>${v}</version></dependency>"
                            "<dependency><groupId>a</groupId><artifactId>tongs</artifactId><version>${v}</version></dependency>"
                            "</dependencies></project>";
    const testing::TemporaryFolder tree;
    tree.write("pom.xml", pom);
    const auto index = index_of("Maven a:anvil CVE-2025-1 - 1.3\nMaven a:tongs CVE-2025-2 - 1.4\n");
    Problems problems;
    const auto chained = propose_upgrades(tree.path(), index, {.wanted = {}, .chained = true}, problems);
    ASSERT_TRUE(chained.has_value());
    ASSERT_EQ(chained->proposals.size(), 2U);
    EXPECT_TRUE(chained->proposals[0].changes[0].after.contains("<v>1.3</v>"));
    EXPECT_TRUE(chained->proposals[1].changes[0].after.contains("<v>1.4</v>"));
    EXPECT_TRUE(chained->unfixed.empty());
}

TEST_F(UpgradeTest, OnlyWhatIsWanted) {
    const testing::TemporaryFolder tree;
    tree.write("requirements.txt", "anvil==1.0\nbellows==1.0\n");
    const auto index = index_of("PyPI anvil CVE-2025-1 - 1.1\nPyPI bellows CVE-2025-2 - 1.2\n");
    Problems problems;
    const auto state = read_package_state(tree.path(), index, {}, problems);
    ASSERT_EQ(state->order.size(), 2U);
    const auto proposals = propose_upgrades(tree.path(), index, {.wanted = {state->order[1]}}, problems);
    ASSERT_TRUE(proposals.has_value());
    ASSERT_EQ(proposals->proposals.size(), 1U);
    EXPECT_EQ(proposals->proposals[0].what, "update bellows from 1.0 to 1.2");
    EXPECT_TRUE(proposals->unfixed.empty());
}

TEST_F(UpgradeTest, NoFolderIsAnError) {
    const auto index = index_of("");
    Problems problems;
    EXPECT_FALSE(propose_upgrades(folder_.path() / "nowhere", index, {}, problems).has_value());
}

} // namespace
} // namespace squire::fix
