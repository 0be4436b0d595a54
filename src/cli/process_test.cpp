// SPDX-License-Identifier: MIT
// The program as a process: interrupts, full disks, readers that go away, terminals, and the same bytes whatever the threads do.
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "cli/made_input_test.h"
#include "cli/squire_process_test.h"
#include "cli/valid_report_test.h"
#include "testing/git_repository.h"

namespace squire::cli {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr auto kPatience = 10s;
#else
constexpr auto kPatience = 1s; // what a user is promised
#endif

// A rule that takes its time over every text: its keyword is everywhere, and its regex begins everywhere.
constexpr std::string_view kSlow = R"(file rules.toml
    [[rules]]
    id = "acme-token"
    description = "Acme token"
    regex = '''\b(acme_[0-9A-Za-z]{24})\b'''
    keywords = ["acme_"]
    [[rules]]
    id = "slow-token"
    description = "Slow token"
    regex = '''(?i)[a-z0-9]{1,40}[a-z0-9_]{1,40}[a-z0-9-]{1,40}zz([0-9]{40})'''
    keywords = ["a"]
file first.txt
    key=@@acme_{alnum:24}@@
)";

class Interrupt : public ::testing::Test {
protected:
    void SetUp() override {
        std::string text;
        for (unsigned i = 0; text.size() < (4U << 20U); ++i) text += fmt::format("{:x}abcdefghijklmnopqrstuvwxyz{:x}\n", i * 2654435761U, i);
        for (int i = 0; i < 200; ++i) {
            const fs::path file = input_.path() / fmt::format("bulk/{}.txt", i);
            if (i == 0) {
                ASSERT_TRUE(write_file(file, text));
            } else {
                fs::create_hard_link(input_.path() / "bulk/0.txt", file);
            }
        }
    }

    MadeSecrets secrets_;
    MadeInput input_{kSlow, secrets_};
};

TEST_F(Interrupt, EndsWithinASecondWithAReportThatSaysSo) {
    for (const int signal : {SIGINT, SIGTERM}) {
        RunningSquire process({.arguments = {"scan", "--rules", "rules.toml", "--format", "gitlab", "--jobs", "2"}, .folder = input_.path()});
        ASSERT_FALSE(process.wait(700ms).has_value()) << "the scan was over before it could be interrupted: " << process.err();
        const auto sent = std::chrono::steady_clock::now();
        process.send(signal);
        const auto outcome = process.wait(20s);
        const auto took = std::chrono::steady_clock::now() - sent;
        ASSERT_TRUE(outcome.has_value()) << "it does not end";
        EXPECT_LT(took, kPatience) << "signal " << signal;
        EXPECT_EQ(outcome->status, 3) << outcome->err;
        EXPECT_NE(outcome->out.find(R"("status": "failure")"), std::string::npos) << outcome->out;
        EXPECT_EQ(faults_of_gitlab_report(outcome->out), std::vector<std::string>{});
        EXPECT_NE(outcome->err.find("interrupted"), std::string::npos) << outcome->err;
        EXPECT_EQ(secrets_.seen_in(outcome->out + outcome->err), std::vector<std::string>{});
    }
}

TEST_F(Interrupt, TheSecondOneEndsAtOnce) {
    RunningSquire process({.arguments = {"scan", "--rules", "rules.toml", "--jobs", "1"}, .folder = input_.path()});
    ASSERT_FALSE(process.wait(700ms).has_value()) << process.err();
    process.send(SIGINT);
    process.send(SIGINT);
    std::this_thread::sleep_for(20ms); // two that come at once are one
    process.send(SIGINT);
    const auto outcome = process.wait(kPatience);
    ASSERT_TRUE(outcome.has_value()) << "it does not end";
    EXPECT_TRUE(outcome->status == 130 || outcome->status == 3) << outcome->status; // 3: the first one was quicker
}

TEST(Process, AFullDiskIsSaid) {
    MadeSecrets secrets;
    const MadeInput input(kSlow, secrets);
    for (const auto& arguments : std::vector<std::vector<std::string>>{
             {"scan", "--rules", "rules.toml"}, {"scan", "--rules", "rules.toml", "-f", "json"}, {"rules", "list"}, {"--help"}}) {
        const Outcome outcome = run_squire({.arguments = arguments, .folder = input.path(), .out_to = "/dev/full"});
        EXPECT_EQ(outcome.status, 3) << arguments.front();
        EXPECT_NE(outcome.err.find("standard output: the output could not be written"), std::string::npos) << outcome.err;
    }
}

TEST(Process, ThreadsDoNotChangeAByte) {
    if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
    std::string script = "git init --quiet\n";
    for (int commit = 0; commit < 8; ++commit) {
        for (int file = 0; file < 12; ++file) {
            script += fmt::format(
                "file folder{}/file{}.txt\n    start\n    {}: glpat @@{}:glpat-{{base64url:20}}@@\n    x = \"@@{}:ghp_{{crc32-base62:30}}@@\"\n",
                file % 3, file, commit, (commit * 5 + file) % 23, (commit + file) % 7);
            if (file % 4 == commit % 4) script += "    @@" + std::to_string(file) + ":{b64:secret glpat-{base64url:20} end}@@\n";
        }
        script += "commit Another\n";
    }
    MadeSecrets secrets;
    const MadeInput input(script, secrets);
    for (const char* extent : {"--no-gitignore", "--history", "--since=HEAD~3"}) {
        const auto run = [&](const char* jobs) {
            return run_squire({.arguments = {"scan", extent, "--all", "--format", "json", "--jobs", jobs}, .folder = input.path()});
        };
        const Outcome one = run("1");
        EXPECT_EQ(one.status, 1) << one.err;
        for (int round = 0; round < 2; ++round) {
            const Outcome four = run("4");
            EXPECT_EQ(one.out, four.out) << extent;
            EXPECT_EQ(one.err, four.err) << extent;
        }
    }
}

TEST(Process, AFileThatChangesWhileItIsReadDoesNoHarm) {
    MadeSecrets secrets;
    const MadeInput input(kSlow, secrets);
    std::jthread writer([&](const std::stop_token& stop) {
        const std::string text(1U << 20U, 'x');
        for (int i = 0; !stop.stop_requested(); i = (i + 1) % 20) {
            const fs::path file = input.path() / fmt::format("moving/{}.txt", i);
            fs::create_directories(file.parent_path());
            std::ofstream(file) << text << text << text;
            std::error_code gone;
            fs::resize_file(file, static_cast<std::uintmax_t>(i) * 1000, gone);
            if (i % 3 == 0) fs::remove(file, gone);
        }
    });
    for (int round = 0; round < 10; ++round) {
        const Outcome outcome = run_squire({.arguments = {"scan", "--rules", "rules.toml", "--jobs", "2"}, .folder = input.path()});
        EXPECT_TRUE(outcome.status == 1 || outcome.status == 3) << outcome.status << outcome.err;
        EXPECT_NE(outcome.out.find("first.txt:1"), std::string::npos) << outcome.out;
    }
}

TEST(Process, ColoursOnlyOnATerminalThatWantsThem) {
    MadeSecrets secrets;
    const MadeInput input(kSlow, secrets);
    const Invocation scan{.arguments = {"scan", "--rules", "rules.toml"}, .folder = input.path()};
    EXPECT_EQ(run_squire(scan).out.find('\x1b'), std::string::npos);
    EXPECT_NE(run_squire_in_terminal(scan).out.find("\x1b["), std::string::npos);
    for (const auto& [name, value] : {std::pair("NO_COLOR", "1"), std::pair("TERM", "dumb")}) {
        Invocation plain = scan;
        plain.environment[name] = value;
        EXPECT_EQ(run_squire_in_terminal(plain).out.find('\x1b'), std::string::npos) << name;
    }
    Invocation empty = scan;
    empty.environment["NO_COLOR"] = "";
    EXPECT_NE(run_squire_in_terminal(empty).out.find("\x1b["), std::string::npos) << "an empty NO_COLOR means nothing (no-color.org)";
}

TEST(Process, TheTableIsAsWideAsTheTerminal) {
    MadeSecrets secrets;
    const MadeInput input(kSlow, secrets);
    for (const unsigned short columns : {60, 80, 120}) {
        const Outcome outcome = run_squire_in_terminal(
            {.arguments = {"scan", "--rules", "rules.toml"}, .folder = input.path(), .environment = {{"NO_COLOR", "1"}}}, columns);
        std::string rule;
        for (unsigned i = 0; i < columns; ++i) rule += "─";
        EXPECT_NE(outcome.out.find(rule + "\r\n"), std::string::npos) << columns << "\n" << outcome.out;
    }
}

} // namespace
} // namespace squire::cli
