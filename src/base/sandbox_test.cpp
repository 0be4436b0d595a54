// SPDX-License-Identifier: MIT
#include "base/sandbox.h"

#include <cstdlib>
#include <filesystem>

#include <gtest/gtest.h>

#include "base/file.h"
#include "testing/temporary_folder.h"

namespace squire {
namespace {

class SandboxTest : public ::testing::Test {
protected:
    void SetUp() override {
        if (const auto usable = check_sandbox(); !usable) GTEST_SKIP() << describe(usable.error());
    }

    Result<ProcessOutcome> run(const std::string& script, SandboxRequest request = {}) {
        request.arguments = {"sh", "-c", script};
        request.folder = folder_.path();
        return run_sandboxed(request);
    }

    testing::TemporaryFolder folder_;
};

TEST_F(SandboxTest, WritesItsFolderAndNothingElse) {
    const testing::TemporaryFolder other;
    other.write("secret", "s");
    const auto outcome = run("echo new > made; cat " + (other.path() / "secret").string() + "; echo x > /usr/here; echo x > /here; exit 7");
    ASSERT_TRUE(outcome.has_value()) << describe(outcome.error());
    EXPECT_EQ(outcome->status, 7);
    EXPECT_EQ(outcome->output, "");
    EXPECT_EQ(read_file(folder_.path() / "made").value(), "new\n");
    EXPECT_FALSE(std::filesystem::exists("/usr/here"));
    EXPECT_FALSE(std::filesystem::exists("/here"));
}

TEST_F(SandboxTest, KnowsNothingOfTheUser) {
    ::setenv("SQUIRE_TEST_TOKEN", "s3cret", 1);
    const auto outcome = run("env; echo HOME has $(ls -A \"$HOME\" | wc -l); ls /root /home 2>/dev/null", {.environment = {"GIVEN=yes=no"}});
    ::unsetenv("SQUIRE_TEST_TOKEN");
    ASSERT_TRUE(outcome.has_value());
    EXPECT_FALSE(outcome->output.contains("s3cret"));
    EXPECT_TRUE(outcome->output.contains("GIVEN=yes=no\n")) << outcome->output;
    EXPECT_TRUE(outcome->output.contains("HOME=/home/sandbox\n"));
    EXPECT_TRUE(outcome->output.contains("HOME has 0\n"));
    EXPECT_TRUE(outcome->output.ends_with("sandbox\n")) << outcome->output; // the one home there is
}

TEST_F(SandboxTest, ReadsWhatItIsShown) {
    const testing::TemporaryFolder shown;
    shown.write("tool", "t");
    const std::string file = (shown.path() / "tool").string();
    const auto outcome = run("cat " + file + "; echo x > " + file, {.readable = {shown.path(), "/no/such/place"}});
    ASSERT_TRUE(outcome.has_value());
    EXPECT_EQ(outcome->output, "t");
    EXPECT_EQ(read_file(file).value(), "t");
}

TEST_F(SandboxTest, HasANetworkOnlyWhereAllowed) {
    const auto interfaces = [&](bool network) {
        const auto outcome = run("tail -n +3 /proc/net/dev | cut -d: -f1 | sort | tr -d ' \\n'", {.network = network});
        return outcome ? outcome->output : describe(outcome.error());
    };
    EXPECT_EQ(interfaces(false), "lo");
    const auto outside = run_process({.arguments = {"sh", "-c", "tail -n +3 /proc/net/dev | cut -d: -f1 | sort | tr -d ' \\n'"}});
    EXPECT_EQ(interfaces(true), outside->output);
}

TEST_F(SandboxTest, EndsWhenTimeIsUpWithAllThatItStarted) {
    const auto outcome = run("(sleep 3; echo late > late) & sleep 60", {.time_limit = std::chrono::seconds(1)});
    ASSERT_FALSE(outcome.has_value());
    EXPECT_EQ(outcome.error().kind, ErrorKind::limit);
    const auto other = run("sleep 3");
    EXPECT_TRUE(other.has_value());
    EXPECT_FALSE(std::filesystem::exists(folder_.path() / "late"));
}

TEST_F(SandboxTest, HasSoMuchMemoryAndNoMore) {
    // tail keeps its one endless line.
    const auto outcome = run("head -c 300000000 /dev/zero | tail -n 1 | wc -c", {.memory_limit = 64U << 20U});
    ASSERT_TRUE(outcome.has_value());
    EXPECT_EQ(outcome->output, "0\n");
    EXPECT_FALSE(outcome->errors.empty());
    const auto enough = run("head -c 1000000 /dev/zero | tail -n 1 | wc -c", {.memory_limit = 64U << 20U});
    EXPECT_EQ(enough->output, "1000000\n");
}

TEST_F(SandboxTest, QuestionsGetNoAnswer) {
    const auto outcome = run("read answer && echo got; test -t 0 || echo none");
    ASSERT_TRUE(outcome.has_value());
    EXPECT_EQ(outcome->output, "none\n");
}

TEST_F(SandboxTest, NoSuchProgram) {
    const auto outcome = run_sandboxed({.arguments = {"no-such-program-at-all"}, .folder = folder_.path()});
    ASSERT_TRUE(outcome.has_value());
    EXPECT_NE(outcome->status, 0);
}

TEST(FindProgram, LooksWhereAProcessWould) {
    EXPECT_EQ(find_program("sh").filename(), "sh");
    EXPECT_TRUE(find_program("sh").is_absolute());
    EXPECT_TRUE(find_program("no-such-program-at-all").empty());
    EXPECT_TRUE(find_program("").empty());
    EXPECT_TRUE(find_program("etc").empty()); // a folder is none
}

} // namespace
} // namespace squire
