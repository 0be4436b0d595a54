// SPDX-License-Identifier: MIT
// Each folder in testdata/projects has a project in input/, perhaps options in `options`, and what is to come of it: the whole file in expected.yml
// and the plan in expected.txt; or an error in expected.txt alone.
#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "base/text.h"
#include "integrate/gitlab_scanner.h"
#include "integrate/integrate.h"
#include "pipeline/templates.h"
#include "testing/git_repository.h"
#include "testing/golden.h"
#include "testing/temporary_folder.h"

namespace squire::integrate {
namespace {

namespace fs = std::filesystem;

Request request_of(const fs::path& folder) {
    Request request{.project = folder / "input"};
    const std::string options = fs::exists(folder / "options") ? read_file(folder / "options").value_or("") : "";
    for (const std::string_view line : split(options, '\n')) {
        if (line == "component") request.style = Style::component;
        if (line == "ultimate") request.tier = pipeline::Tier::ultimate;
        if (line.starts_with("file ")) request.file = line.substr(5);
        if (line.starts_with("only ")) request.scanners.emplace_back(line.substr(5));
    }
    return request;
}

std::string print(const Plan& plan) {
    std::string text;
    for (const Choice& choice : plan.choices) {
        const std::string_view word = choice.decision == Decision::add ? "add" : choice.decision == Decision::present ? "there" : "left out";
        text += fmt::format("{} {}: {}", word, choice.scanner->id, choice.reason);
        if (choice.decision == Decision::add)
            for (const Analyzer& analyzer : choice.suitability.analyzers) text += fmt::format("; {} on {}", analyzer.job, analyzer.files);
        text += "\n";
    }
    for (const std::string& note : plan.notes) text += "note: " + note + "\n";
    for (const std::string& unread : plan.unread) text += "unread: " + unread + "\n";
    for (const KindOfPipeline& kind : plan.comparison.kinds)
        text += fmt::format("{}{}: {} + {}\n", kind.title,
                            kind.made_before  ? ""
                            : kind.made_after ? " (new)"
                                              : " (none)",
                            fmt::join(kind.jobs_before, ", "), fmt::join(kind.jobs_added, ", "));
    return text;
}

bool keeps_every_byte(std::string_view before, std::string_view after) {
    std::size_t kept = 0;
    for (const char byte : after)
        if (kept < before.size() && before[kept] == byte) ++kept;
    return kept == before.size();
}

TEST(Integrate, EachProject) {
    int projects = 0;
    for (const auto& folder : fs::directory_iterator(SQUIRE_TESTDATA "/projects")) {
        ++projects;
        SCOPED_TRACE(folder.path().filename());
        Problems problems;
        // A copy elsewhere: within this repository it would be a part of that one.
        const testing::TemporaryFolder copy;
        fs::copy(folder.path(), copy.path(), fs::copy_options::recursive | fs::copy_options::overwrite_existing);
        Request request = request_of(copy.path());
        const auto plan = make_plan(request, problems);
        if (!plan) {
            testing::expect_golden(folder.path() / "expected.txt", "error " + describe(plan.error()) + "\n");
            continue;
        }
        testing::expect_golden(folder.path() / "expected.txt", print(*plan));
        testing::expect_golden(folder.path() / "expected.yml", plan->after);
        EXPECT_TRUE(keeps_every_byte(plan->before, plan->after));
        ASSERT_TRUE(write_file(request.project / plan->file, plan->after));
        const auto again = make_plan(request, problems);
        ASSERT_TRUE(again) << describe(again.error());
        EXPECT_EQ(again->after, plan->after) << "a second run changes the file";
        EXPECT_TRUE(again->diff.empty());
    }
    EXPECT_GE(projects, 15);
}

TEST(Integrate, KnowsItsScanners) {
    std::set<std::string_view> ids;
    for (const GitlabScanner& scanner : gitlab_scanners()) {
        EXPECT_TRUE(ids.insert(scanner.id).second) << scanner.id;
        EXPECT_FALSE(scanner.title.empty() || scanner.report.empty() || scanner.stage.empty() || scanner.off.empty() || scanner.hints.empty())
            << scanner.id;
        EXPECT_GT(scanner.start_minutes, 0) << scanner.id;
        EXPECT_TRUE(pipeline::find_template(scanner.template_name)) << scanner.template_name;
        EXPECT_TRUE(scanner.component.empty() || pipeline::find_component("$CI_SERVER_FQDN/components/" + scanner.component + "@1"))
            << scanner.id;
    }
    EXPECT_EQ(ids.size(), 9U);
}

TEST(Integrate, RefusesAScannerThatThereIsNot) {
    Problems problems;
    const testing::TemporaryFolder folder;
    const auto plan = make_plan({.project = folder.path(), .scanners = {"sats"}}, problems);
    ASSERT_FALSE(plan);
    EXPECT_EQ(describe(plan.error()), "there is no scanner 'sats' (did you mean 'sast'?)");
}

TEST(Integrate, WritesOneCommitAndNothingElse) {
    if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
    testing::GitRepository git;
    git.git({"config", "user.name", "Ada Example"});
    git.git({"config", "user.email", "ada@example.org"});
    git.write("a.py", "print()\n");
    git.write(".gitlab-ci.yml", "unit:\r\n  script: [x]\r\n");
    git.commit("ci: begin\n\nSigned-off-by: Ada Example <ada@example.org>");
    git.write(".gitlab-ci.yml", "unit:\r\n  script: [y]\r\n");
    git.commit("ci: go on\n\nSigned-off-by: Ada Example <ada@example.org>");
    git.write("a.py", "not committed\n");
    const std::string status = git.git({"status", "--porcelain"});
    Problems problems;
    const auto plan = make_plan({.project = git.path()}, problems);
    ASSERT_TRUE(plan) << describe(plan.error());
    EXPECT_TRUE(plan->commit_message.starts_with("ci: add security scanners to the pipeline\n\n- ")) << plan->commit_message;
    EXPECT_TRUE(plan->commit_message.ends_with("\nSigned-off-by: Ada Example <ada@example.org>\n")) << plan->commit_message;
    const auto made = carry_out(*plan, git.path(), "scanners", Time{});
    ASSERT_TRUE(made) << describe(made.error());
    EXPECT_TRUE(made->made);
    EXPECT_EQ(git.git({"status", "--porcelain"}), status);
    EXPECT_EQ(git.git({"diff", "--stat", "--name-only", "main", "scanners"}), ".gitlab-ci.yml");
    const auto again = carry_out(*plan, git.path(), "scanners", Time{});
    ASSERT_TRUE(again) << describe(again.error());
    EXPECT_FALSE(again->made);
}

TEST(Integrate, StopsBeforeWritingWhereItCannot) {
    if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
    testing::GitRepository git;
    git.write("ci.yml", "unit: {script: [x]}\n");
    fs::create_symlink("ci.yml", git.path() / ".gitlab-ci.yml");
    git.commit();
    Problems problems;
    const auto link = make_plan({.project = git.path()}, problems);
    ASSERT_FALSE(link);
    EXPECT_EQ(describe(link.error()), ".gitlab-ci.yml: this is a symbolic link (name the file that it leads to: ci.yml)");
    const auto plan = make_plan({.project = git.path(), .file = "ci.yml"}, problems);
    ASSERT_TRUE(plan) << describe(plan.error());
    git.write("more", "");
    git.commit();
    EXPECT_EQ(carry_out(*plan, git.path(), "scanners", Time{}).error().kind, ErrorKind::usage); // it has moved on
    EXPECT_EQ(git.git({"branch", "--list"}), "* main");
}

} // namespace
} // namespace squire::integrate
