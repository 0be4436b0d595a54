// SPDX-License-Identifier: MIT
#include "journey/journal.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "testing/temporary_folder.h"

namespace squire::journey {
namespace {

TEST(Journal, ComesBackAsItWas) {
    const testing::TemporaryFolder folder;
    Journal journal{.intern = "Ada", .mentor = "Grace", .steps = {}, .files = {{"a.md", "12"}}};
    journal.steps["scan"] = {.key = "k", .summary = "3 found \xff", .seconds = 1.5, .files = {{"reports/a.json", "34"}}};
    ASSERT_TRUE(journal.write(folder.path() / "run.json"));
    const Journal again = Journal::read(folder.path() / "run.json");
    EXPECT_EQ(again.intern, "Ada");
    EXPECT_EQ(again.mentor, "Grace");
    EXPECT_EQ(again.files, journal.files);
    ASSERT_TRUE(again.steps.contains("scan"));
    EXPECT_EQ(again.steps.at("scan").key, "k");
    EXPECT_EQ(again.steps.at("scan").summary, "3 found \xef\xbf\xbd");
    EXPECT_EQ(again.steps.at("scan").files, journal.steps.at("scan").files);
}

TEST(Journal, IsEmptyWhereItCannotBeRead) {
    const testing::TemporaryFolder folder;
    for (const char* text : {"", "{", "[]", "{\"version\":2}", R"({"version":1,"intern":1,"mentor":"","files":{},"steps":{}})",
                             R"({"version":1,"intern":"","mentor":"","files":{},"steps":{"scan":{}}})"}) {
        ASSERT_TRUE(write_file(folder.path() / "run.json", text));
        EXPECT_TRUE(Journal::read(folder.path() / "run.json").steps.empty()) << text;
    }
    EXPECT_TRUE(Journal::read(folder.path() / "none.json").steps.empty());
}

} // namespace
} // namespace squire::journey
