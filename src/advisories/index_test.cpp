// SPDX-License-Identifier: MIT
#include "advisories/index.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "advisories/collection.h"
#include "advisories/index_builder.h"
#include "advisories/index_format.h"
#include "base/file.h"
#include "testing/temporary_folder.h"

namespace squire::advisories {
namespace {

constexpr Time kToday{std::chrono::seconds(1'767'312'000)};

Advisory made(std::string id, std::vector<std::string> aliases, std::string ecosystem, std::string package, std::string fixed) {
    Advisory advisory{.id = std::move(id),
                      .database = "OSV",
                      .aliases = std::move(aliases),
                      .related = {"CVE-1999-0001"},
                      .summary = "What " + package + " does",
                      .details = std::string(3000, 'd'),
                      .published = kToday - std::chrono::days(9),
                      .modified = kToday - std::chrono::days(2),
                      .vectors = {"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"},
                      .stated = finding::Severity::high,
                      .cwes = {"CWE-79"},
                      .references = {{"WEB", "https://acme.example"}},
                      .affected = {{.ecosystem = std::move(ecosystem),
                                    .package = std::move(package),
                                    .intervals = {{Bound{"1.0", true}, Bound{std::move(fixed), false}}},
                                    .versions = {"0.5"},
                                    .symbols = {{"mod", {"f", "g"}}}}}};
    tidy(advisory);
    return advisory;
}

Collection some() {
    std::vector<Advisory> records{made("GHSA-aaaa-aaaa-aaaa", {"CVE-2025-1"}, "PyPI", "Friendly_Bard", "1.2"),
                                  made("PYSEC-2025-1", {"CVE-2025-1"}, "PyPI", "friendly-bard", "1.3"),
                                  made("GO-2025-1", {}, "Go", "acme.example/a", "2.0.0"),
                                  made("DEBIAN-CVE-2025-1", {}, "Debian:12", "bard", "1:1.2-1")};
    for (int i = 0; i < 50; ++i) records.push_back(made("X-" + std::to_string(i), {}, "npm", "package-" + std::to_string(i), "2.0.0"));
    return join(std::move(records));
}

class IndexTest : public ::testing::Test {
protected:
    std::filesystem::path write(std::string_view bytes) const { return folder_.write("here.index", bytes); }
    testing::TemporaryFolder folder_;
};

TEST_F(IndexTest, AnswersWhatItWasBuiltFrom) {
    const auto index = Index::open(write(build_index(some(), kToday)));
    ASSERT_TRUE(index.has_value()) << describe(index.error());
    EXPECT_EQ(index->status().advisories, 54U);
    EXPECT_EQ(index->status().packages, 53U);
    EXPECT_EQ(index->status().built, kToday);
    EXPECT_EQ(index->status().newest, kToday - std::chrono::days(2));
    EXPECT_EQ(age_in_days(index->status(), kToday + std::chrono::days(15)), 15);

    const auto entries = index->entries("pypi", "friendly.bard"); // another spelling of the same
    ASSERT_TRUE(entries.has_value());
    ASSERT_EQ(entries->size(), 2U);
    EXPECT_EQ((*entries)[0].group, (*entries)[1].group);
    EXPECT_EQ((*entries)[0].affected.package, "friendly-bard");
    EXPECT_EQ((*entries)[0].affected.symbols, (std::vector<Symbol>{{"mod", {"f", "g"}}}));
    EXPECT_EQ(*index->advisory((*entries)[0].advisory), made("GHSA-aaaa-aaaa-aaaa", {"CVE-2025-1"}, "PyPI", "Friendly_Bard", "1.2"));

    const auto affecting = [&](std::string_view version) { return index->affecting("PyPI", "friendly-bard", version)->size(); };
    EXPECT_EQ(affecting("0.9"), 0U);
    EXPECT_EQ(affecting("0.5.0"), 2U); // listed, in another spelling
    EXPECT_EQ(affecting("1.1"), 2U);
    EXPECT_EQ(affecting("1.2"), 1U);
    EXPECT_EQ(affecting("1.3"), 0U);
    EXPECT_EQ(index->affecting("Debian:12", "bard", "1:1.1-1")->size(), 1U);
    EXPECT_EQ(index->affecting("Debian:13", "bard", "1:1.1-1")->size(), 0U);
    EXPECT_TRUE(index->entries("npm", "package-50")->empty());
    EXPECT_TRUE(index->entries("zzz", "zzz")->empty());
    EXPECT_EQ(index->ecosystems()->size(), 4U);
}

TEST_F(IndexTest, FindsAllRecordsOfAWeaknessByAnyOfItsNames) {
    const auto index = Index::open(write(build_index(some(), kToday)));
    ASSERT_TRUE(index.has_value());
    const auto id_of_first = [&](std::string_view id) {
        const auto numbers = index->find(id);
        EXPECT_EQ(numbers->size(), 2U) << id;
        return index->advisory(numbers->front())->id;
    };
    EXPECT_EQ(id_of_first("PYSEC-2025-1"), "PYSEC-2025-1");
    EXPECT_EQ(id_of_first("ghsa-AAAA-aaaa-aaaa"), "GHSA-aaaa-aaaa-aaaa");
    EXPECT_EQ(id_of_first("cve-2025-1"), "GHSA-aaaa-aaaa-aaaa");
    EXPECT_TRUE(index->find("CVE-2025-2")->empty());
    EXPECT_TRUE(index->find("")->empty());
    EXPECT_EQ(index->search("BARD", 10)->size(), 3U);
    EXPECT_EQ(index->search("what", 10)->size(), 10U);
}

TEST_F(IndexTest, IsTheSameForTheSameInput) { EXPECT_EQ(build_index(some(), kToday), build_index(some(), kToday)); }

TEST_F(IndexTest, MayBeEmpty) {
    const auto index = Index::open(write(build_index({}, kToday)));
    ASSERT_TRUE(index.has_value());
    EXPECT_TRUE(index->entries("npm", "a")->empty());
    EXPECT_TRUE(index->find("CVE-2025-1")->empty());
}

TEST_F(IndexTest, IsRefusedWhereItIsCutOffAnywhere) {
    const std::string whole = build_index(some(), kToday);
    for (std::size_t length = 0; length < whole.size(); length += length < 300 ? 1 : 977) {
        const auto index = Index::open(write(std::string_view(whole).substr(0, length)));
        ASSERT_FALSE(index.has_value()) << length;
        EXPECT_EQ(index.error().kind, ErrorKind::malformed) << length;
        EXPECT_FALSE(index.error().hint.empty());
    }
    EXPECT_FALSE(Index::open(write(whole + "x")).has_value());
}

// Wherever one byte is another, no answer is given that could come from it.
TEST_F(IndexTest, IsRefusedWhereAByteIsAnother) {
    const std::string whole = build_index(some(), kToday);
    for (std::size_t at = 0; at < whole.size(); at += at < kHeaderSize ? 5 : 1501) {
        std::string changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 0x40);
        const auto index = Index::open(write(changed));
        if (!index) continue;
        bool refused = false;
        for (std::uint32_t number = 0; number < index->status().advisories; ++number) refused = refused || !index->advisory(number);
        refused = refused || !index->ecosystems() || !index->find("CVE-2025-1") || !index->find("X-9") || !index->group(0);
        EXPECT_TRUE(refused) << at;
    }
}

TEST_F(IndexTest, IsRefusedWhereAnotherVersionWroteIt) {
    IndexHeader header{.file_size = kHeaderSize, .checks_position = kHeaderSize};
    std::string bytes = encode_header(header);
    bytes[8] = 99;
    const auto index = Index::open(write(bytes));
    ASSERT_FALSE(index.has_value());
    EXPECT_EQ(index.error().kind, ErrorKind::unsupported);
    EXPECT_EQ(Index::open(folder_.path() / "nowhere").error().kind, ErrorKind::not_found);
    EXPECT_FALSE(Index::open(folder_.path()).has_value());
}

TEST(Join, MakesOneOfRecordsWithOneId) {
    auto older = made("CVE-2025-1", {}, "npm", "a", "1.5.0");
    older.modified = kToday - std::chrono::days(100);
    older.database = "RubySec";
    older.affected.push_back({.ecosystem = "RubyGems", .package = "a", .intervals = {Interval{}}});
    const auto newer = made("CVE-2025-1", {}, "npm", "a", "2.0.0");
    const Collection collection = join({older, newer});
    ASSERT_EQ(collection.advisories.size(), 1U);
    const Advisory& joined = collection.advisories.front();
    EXPECT_EQ(joined.database, "OSV, RubySec");
    ASSERT_EQ(joined.affected.size(), 2U);
    EXPECT_EQ(joined.affected[0].intervals[0].high->version, "2.0.0"); // as the newer says
    EXPECT_EQ(joined.affected[1].ecosystem, "RubyGems");
}

TEST(Join, FollowsAliasesOverAnyNumberOfSteps) {
    const auto named = [](std::string id, std::vector<std::string> aliases) {
        return made(std::move(id), std::move(aliases), "npm", "a", "1.5.0");
    };
    const Collection collection = join({named("A-1", {"C-1"}), named("B-1", {"C-1", "D-1"}), named("E-1", {"D-1"}), named("F-1", {})});
    EXPECT_EQ(collection.groups, (std::vector<std::uint32_t>{0, 0, 0, 3}));
}

TEST(Join, LeavesWithdrawnOnesOut) {
    auto withdrawn = made("A-1", {}, "npm", "a", "1.5.0");
    withdrawn.withdrawn = true;
    auto older = made("A-1", {}, "npm", "a", "1.5.0");
    older.modified = kToday - std::chrono::days(100);
    EXPECT_TRUE(join({older, withdrawn}).advisories.empty());
    EXPECT_EQ(join({older, withdrawn}).withdrawn, 1U);
    // Taken back, and published again later.
    auto again = made("A-1", {}, "npm", "a", "1.5.0");
    again.modified = kToday;
    EXPECT_EQ(join({withdrawn, again}).advisories.size(), 1U);
}

} // namespace
} // namespace squire::advisories
