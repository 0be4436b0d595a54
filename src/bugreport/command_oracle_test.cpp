// SPDX-License-Identifier: MIT
#include "bugreport/command_oracle.h"

#include <gtest/gtest.h>

#include "base/sandbox.h"
#include "bugreport/predicate_oracle_test.h"
#include "bugreport/reduction.h"
#include "testing/temporary_folder.h"

namespace squire::bugreport {
namespace {

TEST(CommandWords, AreCutAtBlanksOutsideOfQuotes) {
    EXPECT_EQ(words_of("semgrep  --config 'my rules.yml' {} \"\""), (std::vector<std::string>{"semgrep", "--config", "my rules.yml", "{}", ""}));
    EXPECT_FALSE(words_of("a 'b"));
}

class CommandTest : public ::testing::Test {
protected:
    void SetUp() override {
        if (const auto can = check_sandbox(); !can) GTEST_SKIP() << "no sandbox here: " << can.error().message;
    }
    static std::unique_ptr<CommandOracle> oracle_of(CommandQuestion question) {
        auto made = CommandOracle::make(std::move(question), 2);
        EXPECT_TRUE(made) << describe(made.error());
        return made ? std::move(*made) : nullptr;
    }
    static CommandQuestion shell(std::string script) { return {.command = {"/bin/sh", "-c", std::move(script)}}; }
};

const std::string kText = "one\ntwo three\nfour\nfive eval(six)\nseven\n";

TEST_F(CommandTest, AnExitCodeCanBeAsked) {
    auto question = shell("grep -q eval {}");
    question.status = 0;
    const auto oracle = oracle_of(std::move(question));
    const auto reduced = reduce(one_file("a.txt", kText), *oracle, {.workers = 2});
    ASSERT_TRUE(reduced) << describe(reduced.error());
    EXPECT_EQ(reduced->best.file().text(), "eval");
    EXPECT_TRUE(reduced->confirmed);
}

TEST_F(CommandTest, AFindingAtThePlaceIsReadFromAReport) {
    // A scanner that reports each line with "eval", as Semgrep does.
    auto question = shell(
        R"(awk 'BEGIN{printf "{\"version\":\"1\",\"errors\":[],\"results\":["} /eval/{printf "%s{\"check_id\":\"rules.no-eval\",\"path\":\"%s\",)"
        R"(\"start\":{\"line\":%d,\"col\":1},\"end\":{\"line\":%d,\"col\":5},\"extra\":{\"message\":\"m\",\"severity\":\"ERROR\"}}", n++?",":"", FILENAME, NR, NR} )"
        R"(END{print "]}"}' {} > {report})");
    question.rule = "no-eval";
    const auto oracle = oracle_of(std::move(question));
    const Input there = one_file("a.txt", kText, "eval(six)"), elsewhere = one_file("a.txt", kText, "seven");
    EXPECT_EQ(oracle->interesting(there, 0).value_or(false), true);
    EXPECT_EQ(oracle->interesting(elsewhere, 0).value_or(true), false);
    EXPECT_EQ(oracle->runs().unreadable, 0U);
}

TEST_F(CommandTest, HangsAndCrashesAndFloodsAreBoundedAndCounted) {
    auto hang = shell("sleep 30");
    hang.status = 0;
    hang.time_limit = std::chrono::seconds(1);
    const auto hanging = oracle_of(std::move(hang));
    EXPECT_EQ(hanging->interesting(one_file("a.txt", kText), 0).value_or(true), false);
    EXPECT_EQ(hanging->runs().timeouts, 1U);
    auto crash = shell("kill -SEGV $$");
    crash.rule = "any";
    const auto crashing = oracle_of(std::move(crash));
    EXPECT_EQ(crashing->interesting(one_file("a.txt", kText, "one"), 0).value_or(true), false);
    EXPECT_EQ(crashing->runs().crashes, 1U);
    auto flood = shell("head -c 50000000 /dev/zero");
    flood.rule = "any";
    const auto flooding = oracle_of(std::move(flood));
    EXPECT_EQ(flooding->interesting(one_file("a.txt", kText, "one"), 0).value_or(true), false);
    EXPECT_EQ(flooding->runs().unreadable, 1U);
}

TEST_F(CommandTest, AHangCanBeWhatIsReported) {
    auto question = shell("grep -q three {} && sleep 30; exit 0");
    question.hangs = true;
    question.time_limit = std::chrono::seconds(1);
    const auto oracle = oracle_of(std::move(question));
    EXPECT_TRUE(oracle->interesting(one_file("a.txt", kText), 0).value_or(false));
    EXPECT_FALSE(oracle->interesting(one_file("a.txt", "four"), 0).value_or(true));
}

TEST_F(CommandTest, WhatItWritesReachesNothing) {
    const testing::TemporaryFolder outside;
    auto question = shell("echo x > " + outside.path().string() + "/escaped; echo y > left-behind; cat left-behind");
    question.output = "^y$";
    const auto oracle = oracle_of(std::move(question));
    EXPECT_TRUE(oracle->interesting(one_file("a.txt", kText), 0).value_or(false));
    EXPECT_TRUE(std::filesystem::is_empty(outside.path()));
    auto next = shell("test -e left-behind");
    next.status = 0;
    const auto other = oracle_of(std::move(next));
    EXPECT_FALSE(other->interesting(one_file("a.txt", kText), 0).value_or(true));
}

// It says so only where the clock's nanoseconds are not divisible by three.
TEST_F(CommandTest, AFlakyScannerIsMeasuredAndAskedAgain) {
    auto question = shell("n=$(date +%N); grep -q eval {} && test $((1$n % 3)) -ne 0");
    question.status = 0;
    const auto oracle = oracle_of(std::move(question));
    const Input input = one_file("a.txt", kText);
    const auto steadiness = oracle->measure(input, 40);
    ASSERT_TRUE(steadiness);
    EXPECT_EQ(steadiness->runs, 40U);
    EXPECT_TRUE(steadiness->is_flaky()) << steadiness->shown;
    const std::uint64_t before = oracle->runs().runs;
    EXPECT_FALSE(oracle->interesting(one_file("a.txt", "nothing"), 0).value_or(true));
    EXPECT_GE(oracle->runs().runs - before, 2U);
}

TEST_F(CommandTest, APathThatLeadsOutIsRefused) {
    auto question = shell("true");
    question.status = 0;
    const auto oracle = oracle_of(std::move(question));
    const auto shown = oracle->interesting(one_file("../../escaped.txt", "x"), 0);
    ASSERT_FALSE(shown);
    EXPECT_EQ(shown.error().kind, ErrorKind::unsupported);
}

TEST(CommandOracleMake, SaysWhatIsMissing) {
    EXPECT_EQ(CommandOracle::make({}, 1).error().kind, ErrorKind::usage);
    EXPECT_EQ(CommandOracle::make({.command = {"true"}}, 1).error().kind, ErrorKind::usage);
    EXPECT_EQ(CommandOracle::make({.command = {"no-such-scanner-at-all"}, .status = 0}, 1).error().kind, ErrorKind::not_found);
    EXPECT_FALSE(CommandOracle::make({.command = {"true"}, .output = "("}, 1));
}

} // namespace
} // namespace squire::bugreport
