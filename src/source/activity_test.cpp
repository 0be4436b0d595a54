// SPDX-License-Identifier: MIT
#include "source/activity.h"

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "testing/git_repository.h"

namespace squire::source {
namespace {

using namespace std::chrono_literals;

Time at(std::string_view text) { return parse_time(text).value(); }

struct Made {
    std::string_view author;
    std::string_view written;
    std::string_view committer;
    std::string_view committed;
    std::string_view merged = {}; // a branch
    std::string_view branch = "main";
};

/// What `git fast-import` takes: commits by whom and when the test says.
std::string stream_of(const std::vector<Made>& commits) {
    std::string stream;
    int mark = 0;
    for (const Made& made : commits) {
        const auto seconds = [](std::string_view time) { return at(time).time_since_epoch().count(); };
        stream += fmt::format("commit refs/heads/{}\nmark :{}\nauthor A <{}> {} +0000\ncommitter C <{}> {} +0000\ndata 1\nx\n", made.branch,
                              ++mark, made.author, seconds(made.written), made.committer, seconds(made.committed));
        if (!made.merged.empty()) stream += fmt::format("merge refs/heads/{}\n", made.merged);
        stream += '\n';
    }
    return stream;
}

class ActivityTest : public ::testing::Test {
protected:
    void SetUp() override {
        if (!testing::git_is_there()) GTEST_SKIP() << "needs git";
    }
    void make(const std::vector<Made>& commits) { made_.git({"fast-import", "--quiet"}, stream_of(commits)); }

    testing::GitRepository made_;
    Time now_ = at("2026-02-01T00:00:00Z");
};

TEST_F(ActivityTest, SaysThatThereIsNoCommit) {
    const auto activity = read_activity(made_.path(), now_);
    ASSERT_FALSE(activity);
    EXPECT_EQ(activity.error().kind, ErrorKind::not_found);
}

TEST_F(ActivityTest, CountsOneAuthor) {
    made_.commit("one");
    made_.commit("two");
    const auto activity = read_activity(made_.path(), now_);
    ASSERT_TRUE(activity) << describe(activity.error());
    EXPECT_EQ(activity->commits, 2U);
    EXPECT_EQ(activity->commits_last_year, 2U);
    EXPECT_EQ(activity->people, 1U);
    EXPECT_EQ(activity->newcomers_last_year, 1U);
    EXPECT_EQ(activity->head, made_.id_of("HEAD"));
    EXPECT_EQ(activity->first, at("2026-01-01T00:00:00Z"));
    EXPECT_EQ(activity->last, at("2026-01-01T00:01:00Z"));
    EXPECT_TRUE(activity->complete);
}

TEST_F(ActivityTest, WhatWasLongAgoIsNotOfTheLastYear) {
    made_.commit("one");
    const auto activity = read_activity(made_.path(), at("2028-01-01T00:00:00Z"));
    ASSERT_TRUE(activity);
    EXPECT_EQ(activity->commits, 1U);
    EXPECT_EQ(activity->commits_last_year, 0U);
    EXPECT_EQ(activity->people_last_year, 0U);
    EXPECT_EQ(activity->newcomers_last_year, 0U);
}

TEST_F(ActivityTest, ACommitFromTheFutureCountsAsOfNow) {
    made_.commit("one");
    const auto activity = read_activity(made_.path(), at("2020-01-01T00:00:00Z"));
    ASSERT_TRUE(activity);
    EXPECT_EQ(activity->last, at("2020-01-01T00:00:00Z"));
}

TEST_F(ActivityTest, WhoCommitsAnothersWorkIsAMaintainer) {
    make({{"guest@a.example", "2025-12-30T00:00:00Z", "keeper@b.example", "2025-12-31T00:00:00Z"},
          {"other@a.example", "2025-12-31T00:00:00Z", "noreply@github.com", "2025-12-31T00:00:00Z"},
          {"keeper@b.example", "2026-01-01T00:00:00Z", "keeper@b.example", "2026-01-01T00:00:00Z"}});
    const auto activity = read_activity(made_.path(), now_);
    ASSERT_TRUE(activity);
    EXPECT_EQ(activity->people, 3U) << "a forge's own address is nobody";
    EXPECT_EQ(activity->maintainers_last_half_year, 1U);
    EXPECT_EQ(activity->outside_changes_last_year, 1U);
    EXPECT_EQ(activity->outside_wait, 24h);
    EXPECT_EQ(activity->domains, (std::map<std::string, std::uint64_t>{{"a.example", 2}, {"b.example", 1}}));
}

TEST_F(ActivityTest, WhoMergesAnothersBranchIsAMaintainer) {
    make({{"keeper@b.example", "2025-12-01T00:00:00Z", "keeper@b.example", "2025-12-01T00:00:00Z"},
          {"guest@a.example", "2025-12-22T00:00:00Z", "guest@a.example", "2025-12-22T00:00:00Z", {}, "topic"},
          {"keeper@b.example", "2026-01-01T00:00:00Z", "keeper@b.example", "2026-01-01T00:00:00Z", "topic"}});
    const auto activity = read_activity(made_.path(), now_);
    ASSERT_TRUE(activity);
    EXPECT_EQ(activity->commits, 3U);
    EXPECT_EQ(activity->maintainers_last_half_year, 1U);
    EXPECT_EQ(activity->outside_wait, 240h);
}

TEST_F(ActivityTest, WhoOnlyCommitsAloneBringsNobodysWorkIn) {
    make({{"ann@a.example", "2026-01-01T00:00:00Z", "ann@a.example", "2026-01-01T00:00:00Z"}});
    const auto activity = read_activity(made_.path(), now_);
    ASSERT_TRUE(activity);
    EXPECT_EQ(activity->maintainers_last_half_year, 0U);
    EXPECT_FALSE(activity->outside_wait);
}

TEST_F(ActivityTest, TheMailmapMakesOnePersonOfTwo) {
    made_.write(".mailmap", "Ann <ann@a.example> <ann@old.example>\n");
    make({{"ann@old.example", "2026-01-01T00:00:00Z", "ann@old.example", "2026-01-01T00:00:00Z"},
          {"ann@a.example", "2026-01-01T00:00:00Z", "ANN@a.example", "2026-01-01T00:00:00Z"}});
    const auto activity = read_activity(made_.path(), now_);
    ASSERT_TRUE(activity);
    EXPECT_EQ(activity->people, 1U);
}

TEST_F(ActivityTest, CountsSignOffsAndReleases) {
    made_.commit("one\n\nSigned-off-by: A <a@a.example>");
    made_.git({"tag", "v1"});
    made_.commit("two");
    made_.git({"tag", "-a", "-m", "two", "v2"});
    const auto activity = read_activity(made_.path(), now_);
    ASSERT_TRUE(activity);
    EXPECT_DOUBLE_EQ(activity->signed_off, 0.5);
    EXPECT_EQ(activity->releases, 2U);
    EXPECT_EQ(activity->releases_last_year, 2U);
    EXPECT_EQ(activity->last_release, at("2026-01-01T00:01:00Z"));
}

TEST_F(ActivityTest, AShallowCloneIsSaidToBeOne) {
    made_.commit("one");
    made_.commit("two");
    const testing::TemporaryFolder folder;
    const auto run = testing::run_git(folder.path(), {"clone", "-q", "--depth", "1", "file://" + made_.path().string(), "shallow"});
    ASSERT_EQ(run.status, 0) << run.errors;
    const auto activity = read_activity(folder.path() / "shallow", now_);
    ASSERT_TRUE(activity) << describe(activity.error());
    EXPECT_TRUE(activity->shallow);
    EXPECT_EQ(activity->commits, 1U);
}

} // namespace
} // namespace squire::source
