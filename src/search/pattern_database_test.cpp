// SPDX-License-Identifier: MIT
#include "search/pattern_database.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "testing/temporary_folder.h"

namespace squire::search {
namespace {

std::vector<Hit> hits_of(const PatternDatabase& database, std::string_view text) {
    PatternDatabase::Scratch scratch(database);
    std::vector<Hit> hits;
    database.scan(text, 0, scratch, hits);
    return hits;
}

TEST(PatternDatabase, TellsWhereEachPatternEnds) {
    const std::vector<std::string> expressions = {"foo", "ba[rz]"};
    const auto database = PatternDatabase::build(expressions, {}, {});
    ASSERT_TRUE(database);
    EXPECT_EQ(hits_of(*database, "foo baz Foo bar foo"), (std::vector<Hit>{{0, 3}, {1, 7}, {1, 15}, {0, 19}}));
    EXPECT_TRUE(hits_of(*database, "").empty());
}

TEST(PatternDatabase, IgnoresCaseAndReportsOnceWhereAsked) {
    const std::vector<std::string> expressions = {"foo", "bar"};
    const auto database = PatternDatabase::build(expressions, {.ignoring_case = true, .once = true}, {});
    ASSERT_TRUE(database);
    EXPECT_EQ(hits_of(*database, "FOO foo Bar"), (std::vector<Hit>{{0, 3}, {1, 11}}));
}

TEST(PatternDatabase, NamesTheExpressionThatIsRefused) {
    const std::vector<std::string> expressions = {"a", "(?<!x)b"};
    const auto database = PatternDatabase::build(expressions, {}, {});
    ASSERT_FALSE(database);
    EXPECT_EQ(database.error().kind, ErrorKind::unsupported);
    EXPECT_EQ(database.error().place, "1");
}

TEST(PatternDatabase, IsTheSameFromACacheThatIsDamaged) {
    const testing::TemporaryFolder folder;
    const std::vector<std::string> expressions = {"foo"};
    for (int run = 0; run < 3; ++run) {
        const auto database = PatternDatabase::build(expressions, {}, folder.path());
        ASSERT_TRUE(database);
        EXPECT_EQ(hits_of(*database, "a foo"), (std::vector<Hit>{{0, 5}}));
        std::size_t files = 0;
        for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
            ++files;
            if (run == 1) {
                ASSERT_TRUE(write_file(entry.path(), "damaged"));
            }
        }
        EXPECT_EQ(files, 1U);
    }
    const auto other = PatternDatabase::build(expressions, {.once = true}, folder.path()); // other flags: another database
    ASSERT_TRUE(other);
    EXPECT_EQ(hits_of(*other, "foo foo").size(), 1U);
}

TEST(PatternDatabase, OfNothingFindsNothing) {
    const auto database = PatternDatabase::build({}, {}, {});
    ASSERT_TRUE(database);
    EXPECT_TRUE(hits_of(*database, "text").empty());
}

} // namespace
} // namespace squire::search
