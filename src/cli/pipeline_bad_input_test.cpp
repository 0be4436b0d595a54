// SPDX-License-Identifier: MIT
// What is wrong with pipelines, one row a fault: `squire integrate` says it with its place or does the whole change, `squire assess` takes what it
// cannot read for unknown, and the repository's files are as they were.
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "cli/squire_process_test.h"
#include "testing/git_repository.h"
#include "testing/temporary_folder.h"

namespace squire::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPipeline = ".gitlab-ci.yml";

struct Row {
    std::string_view name;
    std::function<void(const fs::path&)> make; // in a work tree that has main.c; all is committed afterwards
    int status = 2; // of integrate
    std::string_view says; // in what it writes to standard error
    std::vector<std::string> arguments;
    bool closed = false; // the repository is another user's, who may read it only
};

void write(const fs::path& file, std::string_view bytes) {
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::function<void(const fs::path&)> pipeline(std::string text) {
    return [text = std::move(text)](const fs::path& folder) { write(folder / kPipeline, text); };
}

std::string bomb() {
    std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 12; ++i) {
        text += fmt::format("a{}: &a{} [", i, i);
        for (int j = 0; j < 10; ++j) text += fmt::format("{}*a{}", j == 0 ? "" : ", ", i - 1);
        text += "]\n";
    }
    return text + "job:\n  script: *a11\n";
}

std::string jobs(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += fmt::format("job-{}:\n  script: [make part-{}]\n\n", i, i);
    return text;
}

const std::vector<Row>& rows() {
    static const std::vector<Row> kRows{
        {"no YAML", pipeline("unit:\n  script: [make\n"), 2, ".gitlab-ci.yml:3:1: "},
        {"a YAML bomb", pipeline(bomb()), 2, ".gitlab-ci.yml"},
        {"a file of 10 MB", pipeline(jobs(250'000)), 2, ".gitlab-ci.yml"},
        {"an include cycle",
         [](const fs::path& folder) {
             write(folder / kPipeline, "include: a.yml\nunit:\n  script: [make]\n");
             write(folder / "a.yml", "include: b.yml\n");
             write(folder / "b.yml", "include: a.yml\n");
         },
         2, "b.yml:1:10: "},
        {"a thousand jobs", pipeline(jobs(1000)), 0, ""},
        {"a key that is a list", pipeline("? [a, b]\n: {script: [make]}\nunit:\n  script: [make]\n"), 2, ".gitlab-ci.yml:1:"},
        {"an alias to nothing", pipeline("unit:\n  script: *commands\n"), 2, ".gitlab-ci.yml:2:11: "},
        {"invalid UTF-8", pipeline("unit:\n  script: [\"make \xff\xfe\"]\n"), 2, ".gitlab-ci.yml:2:"},
        {"a list", pipeline("- unit\n- test\n"), 2, ".gitlab-ci.yml:1:1: "},
        {"a path set elsewhere",
         [](const fs::path& folder) { write(folder / "ci/main.yml", "unit:\n  script: [make]\n"); },
         0,
         "",
         {"--file", "ci/main.yml"}},
        {"a path set elsewhere, outside", [](const fs::path&) {}, 2, "../ci.yml", {"--file", "../ci.yml"}},
        {"a symlinked file",
         [](const fs::path& folder) {
             write(folder / "ci.yml", "unit:\n  script: [make]\n");
             fs::create_symlink("ci.yml", folder / kPipeline);
         },
         2, ".gitlab-ci.yml"},
        {"a read-only repository", pipeline("unit:\n  script: [make]\n"), 2, "project: the file cannot be written", {}, true},
    };
    return kRows;
}

// Every file of the work tree and what is in it.
std::string state_of(const fs::path& folder) {
    std::string state;
    for (auto walk = fs::recursive_directory_iterator(folder); walk != fs::recursive_directory_iterator(); ++walk) {
        if (walk->path().filename() == ".git") walk.disable_recursion_pending();
        state += walk->path().string() + '\n';
        if (walk->is_regular_file()) state += read_file(walk->path()).value_or("") + '\n';
    }
    return state;
}

class BadPipeline : public ::testing::TestWithParam<Row> {};

TEST_P(BadPipeline, IsSaidAndNothingIsHalfWritten) {
    if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
    const Row& row = GetParam();
    if (row.closed && ::getuid() != 0) GTEST_SKIP() << "only root can become another user";
    const testing::TemporaryFolder whole;
    fs::permissions(whole.path(), fs::perms(0755));
    const fs::path folder = whole.path() / "project";
    write(folder / "main.c", "int main(void) { return 0; }\n");
    row.make(folder);
    const std::vector<std::vector<std::string>> steps{{"init", "-q"},
                                                      {"config", "user.name", "Ada"},
                                                      {"config", "user.email", "ada@example.org"},
                                                      {"add", "--all"},
                                                      {"commit", "-q", "-m", "Begin"}};
    for (const auto& arguments : steps) ASSERT_EQ(testing::run_git(folder, arguments).status, 0);
    const std::string before = state_of(folder);

    Invocation integrate{.arguments = {"integrate", "."}, .folder = folder, .drop_privileges = row.closed};
    integrate.arguments.insert(integrate.arguments.end(), row.arguments.begin(), row.arguments.end());
    const Outcome outcome = run_squire(integrate);
    EXPECT_EQ(outcome.status, row.status) << outcome.out << outcome.err;
    EXPECT_NE(outcome.err.find(row.says), std::string::npos) << "'" << row.says << "' is not in\n" << outcome.err;
    EXPECT_EQ(outcome.err.empty(), row.status == 0 && row.says.empty()) << outcome.err;
    EXPECT_EQ(state_of(folder), before);
    EXPECT_EQ(testing::run_git(folder, {"status", "--porcelain"}).output, "");
    const auto branch = testing::run_git(folder, {"rev-parse", "--verify", "-q", "refs/heads/squire-security-scanners"});
    EXPECT_EQ(branch.status == 0, row.status == 0) << "a branch stands for a whole change";
    EXPECT_EQ(testing::run_git(folder, {"fsck", "--no-dangling"}).status, 0);

    const Outcome assessed = run_squire({.arguments = {"assess", "--no-scan", "."}, .folder = folder, .drop_privileges = row.closed});
    EXPECT_EQ(assessed.status, 0) << assessed.err;
    EXPECT_NE(assessed.out.find("scanners, with"), std::string::npos) << assessed.out;
    EXPECT_EQ(state_of(folder), before);
    fmt::print("| {} | exit {} | {} |\n", row.name, outcome.status, trim(outcome.err));
}

INSTANTIATE_TEST_SUITE_P(Cli, BadPipeline, ::testing::ValuesIn(rows()), [](const auto& test) {
    std::string name(test.param.name);
    for (char& c : name)
        if (c == ' ' || c == '-') c = '_';
    std::erase(name, ',');
    return name;
});

} // namespace
} // namespace squire::cli
