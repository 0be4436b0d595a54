// SPDX-License-Identifier: MIT
// Fixes as a maintainer meets them: in a checkout that is theirs, and stays so.
#include <algorithm>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "cli/made_input_test.h"
#include "cli/squire_process_test.h"
#include "testing/git_repository.h"

namespace squire::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::string_view kScript = R"(git init --quiet project
file project/load.py
    import yaml
    
    
    def read(text):
        return yaml.load(text)
file project/Dockerfile
    FROM debian:12.5
    RUN apt-get update && apt-get install -y curl
    USER nobody
file project/settings.py
    GITLAB_TOKEN = "@@glpat-{alnum:20}@@"
file project/run.py
    import jwt
    
    jwt.decode(token, verify=False)
)";

class FixFind : public ::testing::Test {
protected:
    void SetUp() override {
        if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
        project_ = input_.path() / "project";
        git({"config", "user.name", "Ada"});
        git({"config", "user.email", "ada@example.org"});
    }

    std::string git(const std::vector<std::string>& arguments) {
        const testing::GitRun run = testing::run_git(project_, arguments);
        EXPECT_EQ(run.status, 0) << run.errors;
        return run.output;
    }
    void commit() {
        git({"add", "-A"});
        git({"commit", "--quiet", "-m", "Begin"});
    }
    Outcome fix(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), {"fix", project_.string()});
        Outcome outcome = run_squire({.arguments = std::move(arguments), .folder = input_.path()});
        EXPECT_EQ(secrets_.seen_in(outcome.out + outcome.err), std::vector<std::string>{});
        return outcome;
    }
    // All that git knows of the checkout, and the branches that there are.
    std::string state() {
        return git({"status", "--porcelain", "--ignored"}) + git({"worktree", "list"}) +
               git({"for-each-ref", "--format=%(refname) %(objectname)"});
    }
    std::string text(const char* file) { return read_file(project_ / file).value_or("unreadable"); }
    Json json(std::vector<std::string> arguments = {}) {
        arguments.insert(arguments.end(), {"--format", "json"});
        const Outcome outcome = fix(arguments);
        EXPECT_EQ(outcome.status, 0) << outcome.err;
        return Json::parse(outcome.out, nullptr, false);
    }
    static std::string id_of(const Json& found, std::string_view kind) {
        for (const Json& each : found["fixes"])
            if (each["class"] == kind) return each["id"];
        return "no fix of this class";
    }

    MadeSecrets secrets_;
    MadeInput input_{kScript, secrets_};
    fs::path project_;
};

TEST_F(FixFind, TriesOutWhatItShowsAndTouchesNothing) {
    commit();
    const std::string before = state();
    const Json found = json();
    EXPECT_EQ(state(), before);
    ASSERT_EQ(found["fixes"].size(), 3U) << found.dump(2);
    for (const Json& each : found["fixes"]) EXPECT_EQ(each["verdict"], "verified_without_tests") << each.dump(2);
    EXPECT_EQ(found["fixes"][0]["class"], "source");
    EXPECT_EQ(found["fixes"][0]["what"], "load YAML with safe_load");
    EXPECT_EQ(found["fixes"][0]["commands"][0]["purpose"], "rescan");
    EXPECT_EQ(found["fixes"][1]["class"], "container");
    EXPECT_EQ(found["fixes"][2]["class"], "secret");
    EXPECT_NE(found["fixes"][2]["diff"].get<std::string>().find("+GITLAB_TOKEN = os.environ[\"GITLAB_TOKEN\"]"), std::string::npos);
    EXPECT_GE(found["fixes"][2]["steps"].size(), 5U);
    ASSERT_EQ(found["unfixed"].size(), 1U) << found.dump(2);
    EXPECT_EQ(found["unfixed"][0]["reason"], "no_rule_fix");

    const Outcome listed = fix({"--list", "--only", "container"});
    EXPECT_EQ(listed.status, 0);
    EXPECT_NE(listed.out.find("install only the packages that are asked for"), std::string::npos) << listed.out;
    EXPECT_EQ(listed.out.find("load YAML"), std::string::npos) << listed.out;
}

TEST_F(FixFind, BranchesHoldOneCommitAndSecretsGetNone) {
    commit();
    const std::string head = git({"rev-parse", "HEAD"});
    const Outcome made = fix({"--branch", "-o", (input_.path() / "out").string()});
    EXPECT_EQ(made.status, 0) << made.err;
    EXPECT_NE(made.err.find("secret: no branch"), std::string::npos) << made.err;
    EXPECT_EQ(git({"status", "--porcelain"}), "");
    EXPECT_EQ(git({"rev-parse", "HEAD"}), head);
    for (const char* file :
         {"source/merge-request.md", "source/change.patch", "source/commit-message.txt", "container/offer.json", "secret/private-report.md"})
        EXPECT_TRUE(fs::exists(input_.path() / "out" / file)) << file;
    EXPECT_FALSE(fs::exists(input_.path() / "out/secret/merge-request.md"));
    for (const auto& entry : fs::recursive_directory_iterator(input_.path() / "out")) {
        if (!entry.is_regular_file()) continue;
        EXPECT_EQ(secrets_.seen_in(read_file(entry.path()).value_or("")), std::vector<std::string>{}) << entry.path();
    }
    const testing::GitRun applied = testing::run_git(project_, {"apply", "--check", (input_.path() / "out/source/change.patch").string()});
    EXPECT_EQ(applied.status, 0) << applied.errors;
    const std::string branches = git({"branch", "--format=%(refname:short)"});
    EXPECT_EQ(std::ranges::count(branches, '\n'), 3) << branches; // what was there, source, container
}

TEST_F(FixFind, AppliesAndTakesBack) {
    const std::string crlf = "import yaml\r\n\r\nyaml.load(a)"; // and no newline at the end
    const std::string mixed = "import yaml\nyaml.load(a)\r\nyaml.load(b)\n";
    ASSERT_TRUE(write_file(project_ / "crlf.py", crlf));
    ASSERT_TRUE(write_file(project_ / "mixed.py", mixed));
    ASSERT_TRUE(write_file(project_ / "run.sh", "#!/bin/sh\ncurl -k https://example.com/a -o a\n"));
    fs::permissions(project_ / "run.sh", fs::perms::owner_all);
    commit();
    const std::string before = state();
    const Json found = json({"--only", "source"});
    ASSERT_EQ(found["fixes"].size(), 2U) << found.dump(2);
    for (const Json& each : found["fixes"]) {
        const Outcome applied = fix({"--apply", each["id"].get<std::string>()});
        EXPECT_EQ(applied.status, 0) << applied.err;
    }
    EXPECT_EQ(text("crlf.py"), "import yaml\r\n\r\nyaml.safe_load(a)");
    EXPECT_EQ(text("mixed.py"), "import yaml\nyaml.safe_load(a)\r\nyaml.safe_load(b)\n");
    EXPECT_EQ(text("run.sh"), "#!/bin/sh\ncurl https://example.com/a -o a\n");
    EXPECT_NE(fs::status(project_ / "run.sh").permissions() & fs::perms::owner_exec, fs::perms::none);
    for (const Json& each : found["fixes"]) EXPECT_EQ(fix({"--undo", each["id"].get<std::string>()}).status, 0);
    EXPECT_EQ(text("crlf.py"), crlf);
    EXPECT_EQ(state(), before);
}

TEST_F(FixFind, LeavesWorkThatIsNotCommitted) {
    commit();
    const std::string id = id_of(json(), "source");
    const std::string dirty = "import yaml\n\n\ndef read(text):\n    return yaml.load(text)\n# mine\n";
    ASSERT_TRUE(write_file(project_ / "load.py", dirty));
    const Outcome refused = fix({"--apply", id});
    EXPECT_EQ(refused.status, 2) << refused.out;
    EXPECT_NE(refused.err.find("1 change is not committed; what follows is about commit "), std::string::npos) << refused.err;
    EXPECT_NE(refused.err.find("these files have changes that are not committed"), std::string::npos) << refused.err;
    EXPECT_EQ(text("load.py"), dirty);
    git({"add", "load.py"}); // staged is not committed, either
    EXPECT_EQ(fix({"--apply", id}).status, 2);
    EXPECT_EQ(text("load.py"), dirty);
    git({"reset", "--hard", "--quiet"});
    fs::permissions(project_ / "load.py", fs::perms::owner_read);
    const Outcome read_only = fix({"--apply", id});
    EXPECT_EQ(read_only.status, 3) << read_only.err;
    EXPECT_NE(read_only.err.find("the file is read-only"), std::string::npos) << read_only.err;
    EXPECT_EQ(git({"status", "--porcelain"}), "");
}

TEST_F(FixFind, SaysWhatItDoesNotLookAt) {
    commit();
    const std::string head = git({"rev-parse", "HEAD"});
    git({"update-index", "--add", "--cacheinfo", "160000," + head.substr(0, 40) + ",module"});
    git({"commit", "--quiet", "-m", "A module"});
    git({"checkout", "--quiet", "--detach"});
    const Outcome found = fix({"--list", "--only", "source"});
    EXPECT_EQ(found.status, 0) << found.err;
    EXPECT_NE(found.err.find("no branch is checked out"), std::string::npos) << found.err;
    EXPECT_NE(found.err.find("1 submodule is not looked at"), std::string::npos) << found.err;
    EXPECT_NE(found.out.find("load YAML with safe_load"), std::string::npos) << found.out;
    const Outcome none = fix({"--apply", "0123456789ab"});
    EXPECT_EQ(none.status, 2);
    EXPECT_NE(none.err.find("there is no change '0123456789ab'"), std::string::npos) << none.err;
    const Outcome nowhere = run_squire({.arguments = {"fix", "/nonexistent"}, .folder = input_.path()});
    EXPECT_EQ(nowhere.status, 2) << nowhere.err;
}

TEST_F(FixFind, AsksOnceHowTestsAreRun) {
    ASSERT_TRUE(write_file(project_ / ".gitlab-ci.yml", "unit-test:\n  stage: test\n  script: [sh check.sh]\n"));
    ASSERT_TRUE(write_file(project_ / "check.sh", "grep -q yaml load.py\n"));
    commit();
    const Outcome asked = fix({"--test"});
    EXPECT_EQ(asked.status, 2);
    EXPECT_NE(asked.err.find("job 'unit-test' of its pipeline would be run, in a sandbox"), std::string::npos) << asked.err;
    EXPECT_NE(asked.err.find("--allow-tests says yes to that"), std::string::npos) << asked.err;
    const Json tested = json({"--only", "source", "--test-command", "sh check.sh"});
    ASSERT_EQ(tested["fixes"].size(), 1U);
    const Json& commands = tested["fixes"][0]["commands"];
    if (tested["fixes"][0]["verdict"] == "verified_without_tests") GTEST_SKIP() << tested["fixes"][0]["without_tests_because"];
    EXPECT_EQ(tested["fixes"][0]["verdict"], "verified");
    ASSERT_EQ(commands.size(), 3U);
    EXPECT_EQ(commands[2]["purpose"], "tests after");
}

TEST_F(FixFind, RemembersInAWorkspace) {
    commit();
    const fs::path workspace = input_.path() / "ws";
    ASSERT_EQ(run_squire({.arguments = {"init", project_.string(), workspace.string()}, .folder = input_.path()}).status, 0);
    const auto run = [&](std::vector<std::string> arguments) { return run_squire({.arguments = std::move(arguments), .folder = workspace}); };
    const Outcome first = run({"fix", "--list"});
    EXPECT_EQ(first.status, 0) << first.err;
    EXPECT_EQ(run({"fix", "--list"}).status, 0);
    const Outcome ledger = run({"ledger", "show"});
    std::size_t entries = 0;
    for (std::size_t at = ledger.out.find("fix.tried"); at != std::string::npos; at = ledger.out.find("fix.tried", at + 1)) ++entries;
    EXPECT_EQ(entries, 1U) << ledger.out; // the second time, there was no news
}

TEST_F(FixFind, AsksInATerminalAndRemembersTheAnswer) {
    ASSERT_TRUE(write_file(project_ / ".gitlab-ci.yml", "unit-test:\n  stage: test\n  script: [sh check.sh]\n"));
    ASSERT_TRUE(write_file(project_ / "check.sh", "grep -q yaml load.py\n"));
    commit();
    const fs::path workspace = input_.path() / "ws";
    ASSERT_EQ(run_squire({.arguments = {"init", project_.string(), workspace.string()}, .folder = input_.path()}).status, 0);
    const Invocation only_source{.arguments = {"fix", "--only", "source"}, .folder = workspace};
    {
        SquireInTerminal terminal(only_source);
        const std::string shown = terminal.answer("May it be run? [y]es [n]o ", "perhaps\n");
        EXPECT_NE(shown.find("job 'unit-test' of its pipeline"), std::string::npos) << shown;
        EXPECT_NE(shown.find("    sh check.sh"), std::string::npos) << shown;
        (void)terminal.answer("May it be run? [y]es [n]o ", "y\n");
        EXPECT_EQ(terminal.end().status, 0);
    }
    const Outcome again = run_squire_in_terminal(only_source);
    EXPECT_EQ(again.status, 0) << again.out;
    EXPECT_EQ(again.out.find("May it be run"), std::string::npos) << again.out;
    const Outcome found = run_squire({.arguments = {"fix", "--only", "source", "--format", "json"}, .folder = workspace});
    const Json fixes = Json::parse(found.out, nullptr, false)["fixes"];
    ASSERT_EQ(fixes.size(), 1U) << found.err;
    const bool ran = fixes[0]["verdict"] == "verified";
    EXPECT_TRUE(ran || fixes[0]["without_tests_because"].get<std::string>().contains("could not be run")) << fixes[0].dump(2);
    const Outcome ledger = run_squire({.arguments = {"ledger", "show"}, .folder = workspace});
    EXPECT_NE(ledger.out.find("tests.allowed"), std::string::npos) << ledger.out;
}

TEST_F(FixFind, ARunAsksAtItsStartAndTakesNoForAnAnswer) {
    ASSERT_TRUE(write_file(project_ / ".gitlab-ci.yml", "unit-test:\n  stage: test\n  script: [touch ../was-run]\n"));
    commit();
    const Invocation run{
        .arguments = {"run", project_.string(), "--output", "out"}, .folder = input_.path(), .environment = {{"SQUIRE_CHROMIUM", "/nowhere"}}};
    {
        SquireInTerminal terminal(run);
        (void)terminal.answer("May it be run? [y]es [n]o ", "no\n");
        (void)terminal.answer("Results are in ", "");
        EXPECT_EQ(terminal.end().status, 0);
    }
    const Outcome again = run_squire_in_terminal(run);
    EXPECT_EQ(again.status, 0) << again.out;
    EXPECT_EQ(again.out.find("May it be run"), std::string::npos) << again.out;
    EXPECT_NE(again.out.find("as before"), std::string::npos) << again.out;
    const Outcome ledger = run_squire({.arguments = {"ledger", "show"}, .folder = input_.path() / "out"});
    EXPECT_NE(ledger.out.find("tests.refused"), std::string::npos) << ledger.out;
    const std::string request = read_file(input_.path() / "out/merge-requests/load-yaml-with-safe-load.md").value_or("");
    EXPECT_NE(request.find("nobody allowed to run"), std::string::npos) << request;
}

TEST_F(FixFind, LeavesWhatWasDismissedAndSaysByWhom) {
    commit();
    const fs::path workspace = input_.path() / "ws";
    ASSERT_EQ(run_squire({.arguments = {"init", project_.string(), workspace.string()}, .folder = input_.path()}).status, 0);
    const auto run = [&](std::vector<std::string> arguments) { return run_squire({.arguments = std::move(arguments), .folder = workspace}); };
    ASSERT_EQ(run({"scan"}).status, 1);
    const Json rows = Json::parse(run({"findings", "list", "--format", "json", "--limit", "0"}).out, nullptr, false);
    std::string id;
    for (const Json& each : rows.is_array() ? rows : rows["vulnerabilities"])
        if (each["file"] == "load.py") id = each["id"];
    ASSERT_NE(id, "") << rows.dump(2);
    const Outcome dismissed = run({"findings", "dismiss", id, "--reason", "acceptable-risk", "-m", "only our own files are read"});
    ASSERT_EQ(dismissed.status, 0) << dismissed.err;
    const Outcome found = run({"fix", "--format", "json"});
    const Json json = Json::parse(found.out, nullptr, false);
    for (const Json& each : json["fixes"]) EXPECT_NE(each["class"], "source") << each.dump(2);
    std::string why;
    for (const Json& each : json["unfixed"])
        if (each["reason"] == "dismissed") why = each["why"];
    EXPECT_TRUE(why.starts_with("dismissed by ") && why.ends_with("as acceptable risk: only our own files are read")) << found.out;
}

TEST_F(FixFind, WritesReportsWithTheChangesThatHold) {
    commit();
    const Outcome made = fix({"-o", (input_.path() / "out").string(), "--list"});
    EXPECT_EQ(made.status, 0) << made.err;
    const auto report = [&](const char* name) {
        return Json::parse(read_file(input_.path() / "out/reports" / name).value_or(""), nullptr, false);
    };
    EXPECT_EQ(report("gl-sast-report.json")["remediations"].size(), 2U);
    const Json sarif = report("squire-sast.sarif");
    std::size_t fixes = 0;
    ASSERT_TRUE(sarif.is_object());
    const Json& results = sarif["runs"][0]["results"];
    for (const Json& each : results) fixes += each.contains("fixes") ? 1 : 0;
    EXPECT_EQ(fixes, 2U) << results.dump(1);
    EXPECT_FALSE(report("gl-secret-detection-report.json").contains("remediations")); // those go to the private channel
}

} // namespace
} // namespace squire::cli
