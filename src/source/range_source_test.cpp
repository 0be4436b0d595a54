// SPDX-License-Identifier: MIT
#include "source/range_source.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "testing/collected_texts.h"
#include "testing/git_repository.h"

namespace squire::source {
namespace {

using Lines = std::vector<std::string>;

/// Every occurrence as "text @ path by commit's message", with a star where it stands at HEAD.
Lines brought(const std::filesystem::path& inside, std::string_view since) {
    testing::CollectedTexts texts;
    Problems problems;
    const auto source = open_range(inside, since);
    EXPECT_TRUE(source) << describe(source.error());
    if (!source) return {};
    const auto tally = (*source)->read(texts, {.workers = 2}, problems);
    EXPECT_TRUE(tally) << describe(tally.error());
    for (const Problem& problem : problems.list()) ADD_FAILURE() << describe(problem.error);
    std::vector<ObjectId> blobs;
    for (const auto& [blob, text] : texts.by_blob) blobs.push_back(blob);
    const auto rows = (*source)->occurrences(blobs, {}, {}, problems);
    EXPECT_TRUE(rows);
    Lines lines;
    for (const Occurrence& row : *rows) {
        lines.push_back(fmt::format("{} @ {} by {}{}", texts.by_blob[row.blob], row.path, row.commit.message, row.at_head ? " *" : ""));
    }
    std::ranges::sort(lines);
    return lines;
}

TEST(RangeSource, ShowsWhatTheCommitsBrought) {
    testing::GitRepository made;
    made.write("a", "zero");
    made.write("kept", "kept");
    made.commit("c0");
    made.write("a", "one");
    made.commit("c1");
    made.write("a", "two");
    made.write("copy", "one");
    made.write("folder/kept", "kept");
    made.commit("c2");
    made.remove("copy");
    made.write("a", "one");
    made.commit("c3");
    EXPECT_EQ(brought(made.path(), "main~3"), (Lines{"kept @ folder/kept by c2 *", "one @ a by c1 *", "one @ copy by c2", "two @ a by c2"}));
    EXPECT_EQ(brought(made.path(), "main~1"), (Lines{"one @ a by c3 *"}));
    EXPECT_EQ(brought(made.path(), "main"), Lines{});
    EXPECT_EQ(brought(made.path(), "main~3..main~2"), (Lines{"one @ a by c1 *"}));
}

TEST(RangeSource, TakesFromAMergeOnlyWhatNoParentHas) {
    testing::GitRepository made;
    made.write("a", "base");
    made.commit("base");
    made.git({"checkout", "--quiet", "-b", "other"});
    made.write("b", "other");
    made.commit("other");
    made.git({"checkout", "--quiet", "main"});
    made.write("a", "main");
    made.commit("main");
    made.git({"merge", "--quiet", "--no-commit", "other"});
    made.write("c", "evil");
    made.commit("merge");
    EXPECT_EQ(brought(made.path(), "main~1"), (Lines{"evil @ c by merge *", "other @ b by other *"}));
}

TEST(RangeSource, ReadsShallowClones) {
    testing::GitRepository made;
    for (int i = 0; i < 6; ++i) {
        made.write("a", std::to_string(i));
        made.commit(fmt::format("c{}", i));
    }
    made.git({"clone", "--quiet", "--depth=3", "file://" + made.path().string(), "../shallow"});
    const auto shallow = made.path().parent_path() / "shallow";
    EXPECT_EQ(brought(shallow, "HEAD~1"), (Lines{"5 @ a by c5 *"}));
    EXPECT_EQ(brought(shallow, "HEAD~2"), (Lines{"4 @ a by c4", "5 @ a by c5 *"}));
    const auto beyond = open_range(shallow, made.id_of("HEAD~4"));
    ASSERT_FALSE(beyond);
    EXPECT_TRUE(beyond.error().hint.contains("unshallow"));
}

TEST(RangeSource, SaysWhyThereIsNone) {
    testing::GitRepository made;
    const auto unborn = open_range(made.path(), "HEAD");
    EXPECT_FALSE(unborn);
    made.commit();
    for (const char* since : {"nowhere", "", "..", "HEAD..nowhere"}) EXPECT_FALSE(open_range(made.path(), since)) << since;
}

} // namespace
} // namespace squire::source
