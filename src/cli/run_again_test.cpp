// SPDX-License-Identifier: MIT
// A second `squire run`: what it does again, what it leaves, and what it makes of a first one that was killed.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "base/text.h"
#include "cli/squire_process_test.h"
#include "testing/git_repository.h"
#include "testing/temporary_folder.h"

namespace squire::cli {
namespace {

namespace fs = std::filesystem;

using Titles = std::set<std::string>;

// Cheap, and done in every run.
const Titles kAlways{"sandbox clone", "propose decisions", "verify the ledger", "lay it out"};

class RunAgain : public ::testing::Test {
protected:
    void SetUp() override {
        if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
    }

    [[nodiscard]] Invocation invocation(const std::string& project, const std::string& output = "out",
                                        std::vector<std::string> more = {}) const {
        std::vector<std::string> arguments{"run", project, "--output", output, "--intern", "Ada"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return {.arguments = std::move(arguments), .folder = folder_.path(), .environment = {{"SQUIRE_CHROMIUM", "/nowhere"}}};
    }

    [[nodiscard]] fs::path out() const { return folder_.path() / "out"; }

    testing::TemporaryFolder folder_;
};

// Of the lines of a run, the steps that did something, those that always do left out.
Titles done_in(const Outcome& outcome) {
    Titles done;
    for (const std::string_view line : split(outcome.out, '\n')) {
        if (line.size() < 30 || line.substr(2, 3) != "/10" || line.substr(28).starts_with(" as before") ||
            line.substr(29).starts_with("as before"))
            continue;
        done.emplace(trim(line.substr(7, 21)));
    }
    Titles rest;
    std::ranges::set_difference(done, kAlways, std::inserter(rest, rest.end()));
    return rest;
}

TEST_F(RunAgain, OnlyWhatHasOtherInputIsDoneAgain) {
    testing::GitRepository project;
    project.write("views.py", "import subprocess\nfrom flask import request\ndef f():\n    subprocess.run(request.args[\"a\"], shell=True)\n");
    (void)project.commit();
    const Outcome first = run_squire(invocation(project.path().string()));
    ASSERT_EQ(first.status, 0) << first.out << first.err;
    const Titles all{"assess, and introduce", "integrate scanners", "scan", "repair, and prove it", "report scanner bugs", "write it up"};
    ASSERT_EQ(done_in(first), all) << first.out;

    const auto squire = [&](std::vector<std::string> arguments) {
        const Outcome outcome = run_squire({.arguments = std::move(arguments), .folder = out()});
        EXPECT_LT(outcome.status, 2) << outcome.out << outcome.err;
        return outcome.out;
    };
    // What a run writes is what `squire report` says, too: nothing is missing but the author's words.
    const Outcome checked = run_squire({.arguments = {"report", "check"}, .folder = out()});
    EXPECT_EQ(checked.status, 1);
    EXPECT_EQ(checked.out.find(": block:"), std::string::npos) << checked.out;
    EXPECT_NE(checked.out.find(": part:"), std::string::npos) << checked.out;

    std::vector<std::string> more;
    const struct {
        const char* what;
        std::function<void()> change;
        Titles again;
    } cases[] = {
        {"nothing", [] {}, {}},
        {"words of the author",
         [&] { ASSERT_TRUE(write_file(out() / "writeup.md", read_file(out() / "writeup.md").value() + "\nMine.\n")); },
         {"write it up"}},
        {"nothing, after that", [] {}, {}},
        {"a report of another scanner",
         [&] { ASSERT_TRUE(write_file(out() / "scanner-reports/other.json", "{\"version\": \"15.0.0\", \"vulnerabilities\": []}\n")); },
         {"report scanner bugs"}},
        {"a letter that was deleted",
         [&] { fs::remove(out() / "assessment/introduction.md"); },
         {"assess, and introduce", "report scanner bugs", "write it up"}}, // its entry in the ledger is news to the last two
        {"a decision",
         [&] {
             const std::string id = squire({"findings", "list", "--format", "json"});
             const std::size_t at = id.find("\"id\": \"");
             ASSERT_NE(at, std::string::npos) << id;
             squire({"findings", "dismiss", id.substr(at + 7, 10), "--reason", "false-positive", "-m", "a test"});
         },
         {"repair, and prove it", "report scanner bugs", "write it up"}},
        {"a mentor", [&] { more = {"--mentor", "Grace"}; }, {"assess, and introduce", "report scanner bugs", "write it up"}},
        {"settings",
         [&] { ASSERT_TRUE(write_file(out() / "squire.toml", read_file(out() / "squire.toml").value() + "\n# mine\n")); },
         {"scan", "repair, and prove it", "report scanner bugs", "write it up"}},
        {"a commit", [&] { project.write("b.py", "x = 1\n"), (void)project.commit(); }, all},
        {"nothing, at the end", [] {}, {}},
    };
    for (const auto& each : cases) {
        each.change();
        const Outcome outcome = run_squire(invocation(project.path().string(), "out", more));
        EXPECT_EQ(outcome.status, 0) << each.what << '\n' << outcome.out << outcome.err;
        EXPECT_EQ(done_in(outcome), each.again) << each.what << '\n' << outcome.out;
    }
    EXPECT_NE(read_file(out() / "writeup.md").value_or("").find("\nMine.\n"), std::string::npos);
}

TEST_F(RunAgain, GoesOnAfterAKillInAnyStep) {
    const Outcome whole = run_squire(invocation("example", "whole"));
    ASSERT_EQ(whole.status, 0) << whole.out << whole.err;
    for (int step = 0; step < 10; ++step) {
        RunningSquire running(invocation("example"));
        const std::string line = fmt::format("{:>2}/10", step);
        for (int i = 0; i < 3000 && step > 0 && !("\n" + running.out()).contains("\n" + line); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        running.send(SIGKILL);
        const auto outcome = running.wait(std::chrono::seconds(60));
        ASSERT_TRUE(outcome) << step;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2100)); // what is half written is then old enough to be known for it
    const Outcome last = run_squire(invocation("example"));
    EXPECT_EQ(last.status, 0) << last.out << last.err;
    // Ids depend on which scan saw them first.
    const auto findings = [&](const char* output) {
        const std::string text = run_squire({.arguments = {"findings", "list", "--format", "json"}, .folder = folder_.path() / output}).out;
        std::multiset<std::string> lines;
        for (const std::string_view line : split(text, '\n')) {
            if (!line.contains("\"id\"")) lines.emplace(line);
        }
        return lines;
    };
    EXPECT_EQ(findings("out"), findings("whole"));
    EXPECT_GT(findings("out").size(), 100U);
    EXPECT_EQ(run_squire({.arguments = {"ledger", "verify"}, .folder = out()}).status, 0);
    EXPECT_EQ(run_squire({.arguments = {"store", "check"}, .folder = out()}).status, 0);
    // The same files but for what a drafted merge request calls itself, and nothing left over.
    const auto names = [&](const fs::path& root) {
        Titles found;
        for (const fs::directory_entry& each : fs::recursive_directory_iterator(root)) {
            const std::string name = fs::relative(each.path(), root).string();
            // That chart is there once a scanner looked twice, as after a kill.
            if (each.is_regular_file() && !name.starts_with("sandbox/") && !name.ends_with("before-and-after.svg")) found.insert(name);
        }
        return found;
    };
    const Titles got = names(out());
    const Titles wanted = names(folder_.path() / "whole");
    Titles other;
    std::ranges::set_symmetric_difference(got, wanted, std::inserter(other, other.end()));
    EXPECT_EQ(other, Titles{});
    EXPECT_GT(wanted.size(), 40U);
    EXPECT_EQ(testing::run_git(out() / "sandbox", {"worktree", "list"}).output.find('\n'),
              testing::run_git(out() / "sandbox", {"worktree", "list"}).output.size() - 1)
        << testing::run_git(out() / "sandbox", {"worktree", "list"}).output;
}

// A store has an identity of its own, which is in the digest of its ledger, and that in the digest of the block that names it.
std::string without_ledger_head(std::string text) {
    constexpr std::string_view kBlock = "<!-- squire:begin repeat ";
    if (const std::size_t block = text.find(kBlock); block != std::string::npos) text.erase(block + kBlock.size(), 16);
    for (std::size_t at = text.find(':'); at != std::string::npos; at = text.find(':', at + 1)) {
        const std::size_t end = std::min(text.find_first_not_of("0123456789abcdef", at + 1), text.size());
        if (end - at == 65) text.replace(at + 1, 64, "HEAD");
    }
    return text;
}

TEST_F(RunAgain, TwoRunsOfOneProjectWriteTheSameBytes) {
    for (const char* output : {"one", "two"}) {
        const Outcome outcome = run_squire(invocation("example", output));
        ASSERT_EQ(outcome.status, 0) << outcome.out << outcome.err;
    }
    std::size_t compared = 0;
    for (const fs::directory_entry& each : fs::recursive_directory_iterator(folder_.path() / "one")) {
        const std::string name = fs::relative(each.path(), folder_.path() / "one").string();
        // The page and the journal say how long each step took; the store is compared by what is written from it.
        if (!each.is_regular_file() || name.starts_with("sandbox/") || name.starts_with(".squire/") || name == "index.html") continue;
        ++compared;
        EXPECT_TRUE(without_ledger_head(read_file(each.path()).value_or("")) ==
                    without_ledger_head(read_file(folder_.path() / "two" / name).value_or("")))
            << name;
    }
    EXPECT_GT(compared, 40U);
    // The same store once more, to the last byte.
    const fs::path one = folder_.path() / "one";
    fs::rename(one / "writeup", one / "before");
    const Outcome again = run_squire({.arguments = {"report"}, .folder = one, .environment = {{"SQUIRE_CHROMIUM", "/nowhere"}}});
    EXPECT_EQ(again.err.find("error"), std::string::npos) << again.err;
    std::size_t same = 0;
    for (const fs::directory_entry& each : fs::recursive_directory_iterator(one / "before")) {
        if (!each.is_regular_file()) continue;
        ++same;
        EXPECT_TRUE(read_file(each.path()).value_or("") == read_file(one / "writeup" / fs::relative(each.path(), one / "before")).value_or(""))
            << each.path();
    }
    EXPECT_GT(same, 15U);
}

} // namespace
} // namespace squire::cli
