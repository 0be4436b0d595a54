// SPDX-License-Identifier: MIT
#include "journey/output_folder.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "testing/temporary_folder.h"

namespace squire::journey {
namespace {

TEST(OutputFolder, KeepsWhatAPersonChanged) {
    const testing::TemporaryFolder folder;
    OutputFolder first(folder.path(), {});
    ASSERT_TRUE(first.write("letter.md", "Dear maintainers"));
    const FileDigests known = first.take_written();
    ASSERT_TRUE(write_file(folder.path() / "letter.md", "Dear Ada"));

    OutputFolder second(folder.path(), known);
    ASSERT_TRUE(second.write("letter.md", "Dear maintainers, again"));
    EXPECT_EQ(read_file(folder.path() / "letter.md").value_or(""), "Dear Ada");
    EXPECT_EQ(read_file(folder.path() / "letter.md.new").value_or(""), "Dear maintainers, again");
    EXPECT_EQ(second.kept(), std::vector<std::string>{"letter.md"});
}

TEST(OutputFolder, ReplacesWhatItWrote) {
    const testing::TemporaryFolder folder;
    OutputFolder first(folder.path(), {});
    ASSERT_TRUE(first.write("a/b.json", "1"));
    OutputFolder second(folder.path(), first.take_written());
    ASSERT_TRUE(second.write("a/b.json", "2"));
    EXPECT_EQ(read_file(folder.path() / "a/b.json").value_or(""), "2");
    EXPECT_TRUE(second.kept().empty());
}

TEST(OutputFolder, KeepsAStrangersFile) {
    const testing::TemporaryFolder folder;
    ASSERT_TRUE(write_file(folder.path() / "index.html", "mine"));
    OutputFolder output(folder.path(), {});
    ASSERT_TRUE(output.write("index.html", "ours"));
    EXPECT_EQ(read_file(folder.path() / "index.html").value_or(""), "mine");
    EXPECT_EQ(read_file(folder.path() / "index.html.new").value_or(""), "ours");
}

TEST(OutputFolder, TakesAwayOnlyWhatNobodyChanged) {
    const testing::TemporaryFolder folder;
    OutputFolder output(folder.path(), {});
    ASSERT_TRUE(output.write("fixes/a.diff", "1") && output.write("fixes/b.diff", "1"));
    const FileDigests written = output.take_written();
    ASSERT_TRUE(write_file(folder.path() / "fixes/b.diff", "mine"));
    for (const auto& [path, digest] : written) output.remove(path, digest);
    output.remove("fixes/none.diff", "");
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "fixes/a.diff"));
    EXPECT_EQ(read_file(folder.path() / "fixes/b.diff").value_or(""), "mine");
}

TEST(OutputFolder, KnowsWhatIsMissing) {
    const testing::TemporaryFolder folder;
    OutputFolder output(folder.path(), {});
    ASSERT_TRUE(output.write("a", "1"));
    const FileDigests written = output.take_written();
    EXPECT_TRUE(output.holds(written));
    std::filesystem::remove(folder.path() / "a");
    EXPECT_FALSE(output.holds(written));
}

} // namespace
} // namespace squire::journey
