// SPDX-License-Identifier: MIT
#include "base/process.h"

#include <chrono>
#include <string>

#include <gtest/gtest.h>

namespace squire {
namespace {

using std::chrono::seconds;

ProcessRequest shell(std::string script) { return {.arguments = {"sh", "-c", std::move(script)}}; }

TEST(Process, GivesBackWhatItSaid) {
    const auto outcome = run_process(shell("echo out; echo err >&2; exit 7"));
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->status, 7);
    EXPECT_EQ(outcome->output, "out\n");
    EXPECT_EQ(outcome->errors, "err\n");
    EXPECT_EQ(run_process(shell("kill -TERM $$"))->status, 128 + 15);
}

TEST(Process, TakesArgumentsAsTheyAre) {
    const auto outcome = run_process({.arguments = {"printf", "%s|", "a b", "$HOME", "", "*"}});
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->output, "a b|$HOME||*|");
}

TEST(Process, RunsWhereAndWithWhatItIsTold) {
    ProcessRequest request = shell("pwd; echo $COLOUR; cat");
    request.folder = "/";
    request.environment = {"COLOUR=green"};
    EXPECT_EQ(run_process(request)->output, "/\ngreen\n") << "and its standard input is empty";
    request.environment = {"PWD", "COLOUR=", "HOME"};
    request.arguments.back() = "echo $COLOUR${HOME-unset}";
    EXPECT_EQ(run_process(request)->output, "unset\n");
}

TEST(Process, KeepsOnlySoMuch) {
    ProcessRequest request = shell("head -c 1000000 /dev/zero; echo done >&2");
    request.output_limit = 1000;
    const auto outcome = run_process(request);
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->output.size(), 1000U);
    EXPECT_EQ(outcome->errors, "done\n") << "it did not wait for a reader";
}

TEST(Process, IsEndedWithAllItStarted) {
    ProcessRequest request = shell("sleep 100 & sleep 100");
    request.time_limit = seconds(1);
    const auto begin = std::chrono::steady_clock::now();
    const auto outcome = run_process(request);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::limit);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, seconds(30));
    Cancellation cancellation;
    cancellation.request();
    request.cancellation = &cancellation;
    EXPECT_EQ(run_process(request).error().kind, ErrorKind::interrupted);
}

TEST(Process, SaysWhatCannotBeStarted) {
    EXPECT_EQ(run_process({.arguments = {"no-such-program-anywhere"}}).error().kind, ErrorKind::not_found);
    EXPECT_EQ(run_process({.arguments = {}}).error().kind, ErrorKind::internal);
    EXPECT_FALSE(run_process({.arguments = {"true"}, .folder = "/no/such/folder"}));
}

} // namespace
} // namespace squire
