// SPDX-License-Identifier: MIT
// Triage as a person meets it: in a terminal, a key at a time.
#include <algorithm>
#include <csignal>
#include <string>

#include <gtest/gtest.h>

#include "base/text.h"
#include "cli/made_input_test.h"
#include "cli/squire_process_test.h"
#include "testing/git_repository.h"

namespace squire::cli {
namespace {

constexpr std::string_view kPrompt = "[q]uit ";

constexpr std::string_view kScript = R"(git init --quiet
file one.env
    TOKEN=@@glpat-{alnum:20}@@
file three.env
    TOKEN=@@1:glpat-{alnum:20}@@
file two.env
    TOKEN=@@2:glpat-{alnum:20}@@
commit first
git clone --quiet . ws/sandbox
file ws/.squire/keep
    nothing
file ws/squire.toml
    [person]
    name = "Ada"
    [findings]
    order = "path"
)";

class Triage : public ::testing::Test {
protected:
    void SetUp() override {
        if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
        ASSERT_EQ(run({"scan"}).status, 1);
    }

    Outcome run(std::vector<std::string> arguments) { return run_squire({.arguments = std::move(arguments), .folder = input_.path() / "ws"}); }
    Invocation triage() { return {.arguments = {"triage"}, .folder = input_.path() / "ws", .environment = {{"NO_COLOR", "1"}}}; }
    std::size_t count(const std::string& state) {
        const Outcome listed = run({"findings", "list", "--state", state, "--format", "csv"});
        return static_cast<std::size_t>(std::ranges::count(listed.out, '\n')) - 1;
    }

    MadeSecrets secrets_;
    MadeInput input_{kScript, secrets_};
};

TEST_F(Triage, DecidesWithAKeyEach) {
    SquireInTerminal terminal(triage());
    std::string shown = terminal.answer(kPrompt, "c");
    EXPECT_NE(shown.find("── 1 of 3 ──"), std::string::npos) << shown;
    EXPECT_NE(shown.find("one.env:1"), std::string::npos) << shown;
    EXPECT_EQ(secrets_.seen_in(shown), std::vector<std::string>{});
    shown = terminal.answer(kPrompt, "d");
    EXPECT_NE(shown.find("one.env:1: confirmed"), std::string::npos) << shown;
    (void)terminal.answer("goes back ", "2");
    (void)terminal.answer("an empty one goes back: ", "of the test server\n");
    shown = terminal.answer(kPrompt, "s");
    EXPECT_NE(shown.find("── 3 of 3 ──"), std::string::npos) << shown;
    const Outcome ended = terminal.end();
    EXPECT_EQ(ended.status, 0);
    EXPECT_NE(ended.out.find("2 decided, 1 left; squire triage goes on with them"), std::string::npos) << ended.out;
    EXPECT_EQ(count("confirmed"), 1U);
    EXPECT_EQ(count("dismissed"), 1U);
    EXPECT_EQ(count("needs-triage"), 1U);
}

TEST_F(Triage, TakesBackAndGoesOnLater) {
    {
        SquireInTerminal terminal(triage());
        (void)terminal.answer(kPrompt, "u");
        (void)terminal.answer("Nothing is decided in this session", "");
        (void)terminal.answer(kPrompt, "r");
        (void)terminal.answer("resolved", "");
        (void)terminal.answer("── 2 of 3 ──", "");
        (void)terminal.answer(kPrompt, "u");
        (void)terminal.answer("── 1 of 3 ──", "");
        (void)terminal.answer(kPrompt, "c");
        (void)terminal.answer(kPrompt, "q");
        const Outcome ended = terminal.end();
        EXPECT_EQ(ended.status, 0);
        EXPECT_NE(ended.out.find("1 decided, 2 left"), std::string::npos) << ended.out;
    }
    EXPECT_EQ(count("resolved"), 0U);
    EXPECT_EQ(count("confirmed"), 1U);
    SquireInTerminal terminal(triage());
    const std::string shown = terminal.answer(kPrompt, "q");
    EXPECT_NE(shown.find("── 1 of 2 ──"), std::string::npos) << shown;
    EXPECT_EQ(shown.find("one.env"), std::string::npos) << "it is decided";
    EXPECT_EQ(terminal.end().status, 0);
}

TEST_F(Triage, PassesOverWhatIsNoAnswer) {
    SquireInTerminal terminal(triage());
    (void)terminal.answer(kPrompt, "x");
    (void)terminal.answer("One of the keys in brackets", "");
    (void)terminal.answer(kPrompt, "\x1b[A"); // a cursor key is no answer, and none of its bytes is one
    (void)terminal.answer("", "h");
    (void)terminal.answer("first seen by squire-secrets", "");
    (void)terminal.answer(kPrompt, "d");
    (void)terminal.answer("goes back ", "9");
    (void)terminal.answer(kPrompt, "d");
    (void)terminal.answer("goes back ", "1");
    (void)terminal.answer("an empty one goes back: ", "\n");
    (void)terminal.answer(kPrompt, "\x04");
    EXPECT_EQ(terminal.end().status, 0);
    EXPECT_EQ(count("needs-triage"), 3U) << "nothing was decided";
}

TEST_F(Triage, EndsOnAnInterrupt) {
    SquireInTerminal terminal(triage());
    (void)terminal.answer(kPrompt, "c");
    (void)terminal.answer(kPrompt, "\x03");
    const Outcome ended = terminal.end();
    EXPECT_EQ(ended.status, 3);
    EXPECT_NE(ended.out.find("1 decided, 2 left"), std::string::npos) << ended.out;
    EXPECT_EQ(count("confirmed"), 1U) << "what was decided is kept";
}

TEST_F(Triage, SaysWhereNothingWaits) {
    const Outcome listed = run({"findings", "list", "--format", "csv"});
    std::vector<std::string> arguments = {"findings", "confirm"};
    for (const std::string_view line : split(listed.out, '\n')) {
        if (line.size() > 40 && line[40] == ',') arguments.emplace_back(line.substr(0, 12));
    }
    ASSERT_EQ(arguments.size(), 5U) << listed.out;
    ASSERT_EQ(run(arguments).status, 0);
    const Outcome outcome = run_squire_in_terminal(triage());
    EXPECT_EQ(outcome.status, 0);
    EXPECT_NE(outcome.out.find("Nothing waits for triage."), std::string::npos) << outcome.out;
}

} // namespace
} // namespace squire::cli
