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
        auto made = CommandOracle::make(std::move(question));
        EXPECT_TRUE(made) << describe(made.error());
        return made ? std::move(*made) : nullptr;
    }
    // The file is $1.
    CommandQuestion shell(std::string_view script, std::string_view more_words = "") {
        const std::string path = folder_.write("script" + std::to_string(scripts_++) + ".sh", std::string(script) + "\n").string();
        CommandQuestion question{.command = ScannerCommand::parse("/bin/sh " + path + " {}" + std::string(more_words)).value(),
                                 .beside = {},
                                 .rule = {},
                                 .output = {},
                                 .status = {},
                                 .crash = {},
                                 .limits = {}};
        question.limits.readable = {folder_.path()};
        return question;
    }
    // Reports each line with "eval" of a file, or of all files in a folder, as Semgrep does.
    CommandQuestion scanner(std::string_view before = "") {
        CommandQuestion question = shell(std::string(before) + R"(
printf '{"version": "1", "errors": [], "results": ['
grep -rn eval "$1" /dev/null | sed -E 's/^([^:]*):([0-9]+):.*/{"check_id": "rules.no-eval", "path": "\1", "start": {"line": \2, "col": 1}, "end": {"line": \2, "col": 5}, "extra": {"message": "m", "severity": "ERROR"}}/' | paste -sd,
printf ']}')");
        question.rule = "no-eval";
        return question;
    }

private:
    testing::TemporaryFolder folder_;
    int scripts_ = 0;
};

const std::string kText = "one\ntwo three\nfour\nfive eval(six)\nseven\n";

TEST_F(CommandTest, AnExitCodeCanBeAsked) {
    auto question = shell("grep -q eval $1");
    question.status = 0;
    const auto oracle = oracle_of(std::move(question));
    const auto reduced = reduce(one_file("a.txt", kText), *oracle, {.workers = 2});
    ASSERT_TRUE(reduced) << describe(reduced.error());
    EXPECT_EQ(reduced->best.file().text(), "eval");
    EXPECT_TRUE(reduced->confirmed);
}

TEST_F(CommandTest, AFindingAtThePlaceIsReadFromAReport) {
    const auto oracle = oracle_of(scanner());
    const Input there = one_file("a.txt", kText, "eval(six)"), elsewhere = one_file("a.txt", kText, "seven");
    EXPECT_EQ(oracle->interesting(there, 0).value_or(false), true);
    EXPECT_EQ(oracle->interesting(elsewhere, 0).value_or(true), false);
    EXPECT_EQ(oracle->runs().unreadable, 0U);
}

TEST_F(CommandTest, AReportMayBeAFileThatItWrites) {
    auto question = shell(R"(printf '[{"RuleID": "no-eval", "File": "a.txt", "StartLine": 4, "EndLine": 4}]' > $2; echo words)", " {report}");
    question.rule = "no-eval";
    const auto oracle = oracle_of(std::move(question));
    EXPECT_EQ(oracle->interesting(one_file("a.txt", kText, "eval(six)"), 0).value_or(false), true);
    EXPECT_EQ(oracle->interesting(one_file("a.txt", kText, "seven"), 0).value_or(true), false);
}

TEST_F(CommandTest, ManyCandidatesAreAskedInOneRun) {
    auto together = oracle_of(scanner()), alone = oracle_of(scanner());
    std::string text = "eval(zero)\n";
    for (int i = 0; i < 30; ++i) text += "line " + std::to_string(i) + " = call(" + std::to_string(i * 7) + ")\n";
    const Input input = one_file("src/a.py", text + "x = eval(six) + 1\n", "eval(six)");
    ASSERT_TRUE(together->measure(input, 2));
    EXPECT_GT(together->at_once(), 1U);
    EXPECT_EQ(alone->at_once(), 1U);
    const auto fast = reduce(input, *together, {}), slow = reduce(input, *alone, {});
    ASSERT_TRUE(fast && slow);
    EXPECT_EQ(fast->best.file().text(), slow->best.file().text());
    EXPECT_EQ(fast->best.file().path, slow->best.file().path);
    EXPECT_EQ(fast->tries, slow->tries); // the same way to the same place
    EXPECT_TRUE(fast->confirmed && fast->minimal);
    auto silent = scanner();
    silent.silent = true;
    const auto quiet = oracle_of(std::move(silent));
    const std::vector<Input> asked{one_file("a.py", "eval(x)", "eval"), one_file("a.py", "other(x)", "other"), one_file("b.py", "x\neval", "x")};
    ASSERT_TRUE(quiet->measure(asked[1], 2));
    EXPECT_GT(quiet->at_once(), 1U);
    EXPECT_EQ(quiet->interesting_each(asked).value(), (std::vector{false, true, true}));
}

TEST_F(CommandTest, WhatWasMeasuredIsNotRunAgainUntilTheLastWord) {
    const auto oracle = oracle_of(scanner());
    const Input input = one_file("a.txt", kText, "eval(six)");
    ASSERT_TRUE(oracle->measure(input, 2));
    const std::uint64_t before = oracle->runs().runs;
    EXPECT_TRUE(oracle->interesting(input, 0).value_or(false));
    EXPECT_EQ(oracle->runs().runs, before);
    EXPECT_TRUE(oracle->confirm(input).value_or(false));
    EXPECT_EQ(oracle->runs().runs, before + 1);
    Input elsewhere = input;
    elsewhere.place = one_file("a.txt", kText, "seven").place;
    EXPECT_FALSE(oracle->interesting(elsewhere, 0).value_or(true));
}

TEST_F(CommandTest, WhatSaysSomethingElseOfFoldersIsAskedOneByOne) {
    for (const char* script :
         {"test -f $1 || exit 3", "test -f $1 || { printf '{\"version\": \"1\", \"errors\": [], \"results\": []}'; exit 0; }"}) {
        const auto oracle = oracle_of(scanner(script));
        const auto steadiness = oracle->measure(one_file("a.txt", kText, "eval(six)"), 2);
        ASSERT_TRUE(steadiness);
        EXPECT_EQ(steadiness->shown, 2U);
        EXPECT_EQ(oracle->at_once(), 1U) << script;
    }
}

TEST_F(CommandTest, ACandidateThatEndsTheRunTakesNoOtherWithIt) {
    const auto oracle = oracle_of(scanner("grep -rq boom $1 && kill -SEGV $$"));
    ASSERT_TRUE(oracle->measure(one_file("a.txt", kText, "eval(six)"), 2));
    ASSERT_GT(oracle->at_once(), 1U);
    const std::vector<Input> asked{one_file("a.txt", "eval", "eval"), one_file("a.txt", "boom eval", "eval"), one_file("a.txt", "no", "no"),
                                   one_file("a.txt", "an eval", "eval")};
    EXPECT_EQ(oracle->interesting_each(asked).value(), (std::vector{true, false, false, true}));
}

TEST_F(CommandTest, ACrashIsKnownByWhatItSays) {
    auto question =
        shell("grep -q three $1 && { echo 'KeyError: 1' >&2; exit 1; }; grep -q four $1 && { echo 'TypeError: 2' >&2; exit 1; }; echo []");
    question.crash = CrashSignature{.status = {}, .words = "TypeError"};
    const auto oracle = oracle_of(std::move(question));
    EXPECT_FALSE(oracle->interesting(one_file("a.txt", kText), 0).value_or(true));
    EXPECT_TRUE(oracle->interesting(one_file("a.txt", "four"), 0).value_or(false));
    EXPECT_FALSE(oracle->interesting(one_file("a.txt", "five"), 0).value_or(true));
}

TEST_F(CommandTest, HangsAndCrashesAndFloodsAreBoundedAndCounted) {
    auto hang = shell("sleep 30");
    hang.status = 0;
    hang.limits.time = std::chrono::seconds(1);
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
    auto question = shell("grep -q three $1 && sleep 30; exit 0");
    question.hangs = true;
    question.limits.time = std::chrono::seconds(1);
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
    auto question = shell("n=$(date +%N); grep -q eval $1 && test $((1$n % 3)) -ne 0");
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
    const auto question = [](const char* command) {
        return CommandQuestion{
            .command = ScannerCommand::parse(command).value(), .beside = {}, .rule = {}, .output = {}, .status = {}, .crash = {}, .limits = {}};
    };
    EXPECT_EQ(CommandOracle::make(question("true {}")).error().kind, ErrorKind::usage);
    auto bad_regex = question("true {}");
    bad_regex.output = "(";
    EXPECT_FALSE(CommandOracle::make(std::move(bad_regex)));
    auto absent = question("no-such-scanner-at-all {}");
    absent.status = 0;
    const auto oracle = CommandOracle::make(std::move(absent)).value()->interesting(one_file("a.txt", kText), 0);
    ASSERT_FALSE(oracle);
    EXPECT_EQ(oracle.error().kind, ErrorKind::not_found);
}

} // namespace
} // namespace squire::bugreport
