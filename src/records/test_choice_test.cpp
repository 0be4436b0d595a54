// SPDX-License-Identifier: MIT
#include "records/test_choice.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "testing/git_repository.h"

namespace squire::records {
namespace {

class FixedClock final : public Clock {
public:
    [[nodiscard]] Time now() const override { return *parse_time("2026-01-01T00:00:00Z"); }
};

class TestChoiceTest : public ::testing::Test {
protected:
    void SetUp() override {
        if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
        pipeline("unit:\n  stage: test\n  script: [make check]\n");
    }
    void pipeline(std::string_view text) {
        git_->write(".gitlab-ci.yml", text);
        git_->commit();
    }
    // Answers with these, one after the other; more questions than answers are a failure.
    TestQuestion asking(std::vector<std::optional<bool>> answers) {
        return {.command = "", .network = false, .allow_proposed = false, .ask = [this, answers](const fix::ProposedTests& tests) {
                    EXPECT_EQ(tests.job, "unit");
                    if (asked_ >= answers.size()) ADD_FAILURE() << "asked once more";
                    return asked_ < answers.size() ? answers[asked_++] : std::nullopt;
                }};
    }
    TestChoice choose(const TestQuestion& question, store::Store* store, const workspace::Settings& settings = {}) {
        const auto choice = choose_tests(question, settings, git_->path(), store, "Ada");
        EXPECT_TRUE(choice) << describe(choice.error());
        return choice.value_or(TestChoice{});
    }
    std::vector<std::string> verbs() {
        std::vector<std::string> all;
        const std::vector<ledger::Entry> entries = store_.ledger().value(); // C++20 would let a temporary go before the loop
        for (const ledger::Entry& each : entries) all.push_back(each.verb);
        return all;
    }

    FixedClock clock_;
    store::Store store_ = store::Store::in_memory(clock_).value();
    std::optional<testing::GitRepository> git_{std::in_place};
    std::size_t asked_ = 0;
};

TEST_F(TestChoiceTest, IsAskedForOnceAndKept) {
    const TestQuestion question = asking({true});
    EXPECT_EQ(choose(question, &store_).tests->command, "set -e\nmake check");
    EXPECT_EQ(choose(question, &store_).tests->command, "set -e\nmake check");
    EXPECT_EQ(choose({}, &store_).tests->command, "set -e\nmake check"); // nobody is there any more
    EXPECT_EQ(verbs(), std::vector<std::string>{"tests.allowed"});
}

TEST_F(TestChoiceTest, ANoIsKeptToo) {
    const TestQuestion question = asking({false});
    for (int i = 0; i < 2; ++i) {
        const TestChoice choice = choose(question, &store_);
        EXPECT_FALSE(choice.tests);
        EXPECT_EQ(choice.without_because, "nobody allowed to run the project's tests");
        EXPECT_EQ(choice.way, "");
    }
    EXPECT_EQ(verbs(), std::vector<std::string>{"tests.refused"});
    EXPECT_TRUE(choose({.allow_proposed = true}, &store_).tests); // who says so now has the last word
    EXPECT_TRUE(choose({}, &store_).tests);
    EXPECT_EQ(verbs(), (std::vector<std::string>{"tests.refused", "tests.allowed"}));
}

TEST_F(TestChoiceTest, AnotherCommandIsAskedAboutAnew) {
    const TestQuestion question = asking({true, false});
    EXPECT_TRUE(choose(question, &store_).tests);
    pipeline("unit:\n  stage: test\n  script: [make check, curl https://example.org/x]\n");
    EXPECT_FALSE(choose(question, &store_).tests);
    EXPECT_EQ(asked_, 2U);
}

TEST_F(TestChoiceTest, NobodyRunsWhatNobodyAllowed) {
    const TestChoice choice = choose({}, &store_);
    EXPECT_FALSE(choice.tests);
    EXPECT_EQ(choice.way, "job 'unit' of its pipeline would be run, in a sandbox: set -e\\nmake check; --allow-tests says yes to that, or "
                          "--test-command 'COMMAND', or test = 'COMMAND' under [fix] in squire.toml");
    EXPECT_TRUE(verbs().empty());
    const TestQuestion silent = asking({std::nullopt, std::nullopt});
    EXPECT_FALSE(choose(silent, &store_).tests); // no answer is none, and asked for again
    EXPECT_FALSE(choose(silent, &store_).tests);
    EXPECT_TRUE(verbs().empty());
    EXPECT_TRUE(choose(asking({std::nullopt, std::nullopt, true}), nullptr).tests); // without a store, for this time
}

TEST_F(TestChoiceTest, WhatIsWrittenDownIsNotAskedFor) {
    workspace::Settings settings;
    settings.fix_test = "make own";
    settings.fix_test_network = true;
    settings.fix_test_minutes = 2;
    settings.fix_test_reads = {"/opt/x"};
    const TestChoice choice = choose(asking({}), &store_, settings);
    ASSERT_TRUE(choice.tests);
    EXPECT_EQ(choice.tests->command, "make own");
    EXPECT_TRUE(choice.tests->network);
    EXPECT_EQ(choice.tests->time_limit, std::chrono::minutes(2));
    EXPECT_EQ(choice.tests->readable, std::vector<std::filesystem::path>{"/opt/x"});
    TestQuestion given = asking({});
    given.command = "make other";
    EXPECT_EQ(choose(given, &store_, settings).tests->command, "make other");
    pipeline("build:\n  script: [make]\n");
    EXPECT_EQ(choose(asking({}), &store_).without_because, "how the project is tested is not known");
}

} // namespace
} // namespace squire::records
