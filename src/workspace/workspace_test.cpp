// SPDX-License-Identifier: MIT
#include "workspace/workspace.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "source/sandbox_clone.h"
#include "testing/git_repository.h"
#include "workspace/initialisation.h"

namespace squire::workspace {
namespace {

namespace fs = std::filesystem;

Result<void> nothing_more(const fs::path&) { return {}; }

std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename().string());
    return names;
}

class MakeWorkspace : public ::testing::Test {
protected:
    void SetUp() override {
        if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
        project_.write("a.txt", "one\n");
        (void)project_.commit();
    }
    Result<Workspace> make(const fs::path& folder) {
        return make_workspace({.project = project_.path().string(), .folder = folder, .branch = {}}, nothing_more);
    }
    testing::GitRepository project_;
    testing::TemporaryFolder folder_;
};

TEST_F(MakeWorkspace, PutsAllIntoOneFolder) {
    const fs::path place = folder_.path() / "deep" / "shop";
    const auto made = make(place);
    ASSERT_TRUE(made) << describe(made.error());
    EXPECT_EQ(read_file(made->sandbox() / "a.txt").value(), "one\n");
    EXPECT_TRUE(fs::is_directory(place / ".squire"));
    EXPECT_EQ(made->settings.project_source, fs::canonical(project_.path()).string());
    EXPECT_EQ(names_in(place).size(), 3U);
    EXPECT_EQ(names_in(place.parent_path()).size(), 1U) << "nothing is left beside it";
    for (const fs::path& inside : {place, place / "sandbox", place / ".squire"}) {
        const auto found = find_workspace(inside);
        ASSERT_TRUE(found && *found);
        EXPECT_EQ((*found)->root, fs::canonical(place));
    }
}

TEST_F(MakeWorkspace, TakesAnEmptyFolderAndNoOther) {
    const fs::path place = folder_.path() / "shop";
    fs::create_directory(place);
    ASSERT_TRUE(make(place));
    EXPECT_EQ(make(place).error().message, "there is a workspace already");
    (void)folder_.write("full/file", "mine");
    EXPECT_EQ(make(folder_.path() / "full").error().kind, ErrorKind::usage);
    EXPECT_EQ(read_file(folder_.path() / "full/file").value(), "mine");
    EXPECT_EQ(make(folder_.path() / "full/file").error().kind, ErrorKind::usage);
    EXPECT_EQ(make(project_.path() / "inside").error().message, "the workspace would lie in the project, which is only read");
    EXPECT_FALSE(fs::exists(project_.path() / "inside"));
}

TEST_F(MakeWorkspace, LeavesNothingWhereItFails) {
    const fs::path place = folder_.path() / "shop";
    EXPECT_FALSE(make_workspace({.project = (folder_.path() / "nothing").string(), .folder = place, .branch = {}}, nothing_more));
    const auto failing = [](const fs::path&) -> Result<void> { return fail(ErrorKind::io, "the disk is full"); };
    EXPECT_EQ(make_workspace({.project = project_.path().string(), .folder = place, .branch = {}}, failing).error().message, "the disk is full");
    Cancellation cancellation;
    const auto interrupting = [&](const fs::path&) -> Result<void> {
        cancellation.request();
        return {};
    };
    EXPECT_EQ(make_workspace({.project = project_.path().string(), .folder = place, .branch = {}, .cancellation = &cancellation}, interrupting)
                  .error()
                  .kind,
              ErrorKind::interrupted);
    EXPECT_TRUE(names_in(folder_.path()).empty());
}

// Killed at its last step, it leaves a folder beside; the next run takes that away and succeeds.
TEST_F(MakeWorkspace, CleansUpAfterOneThatWasKilled) {
    const fs::path place = folder_.path() / "shop";
    const pid_t child = ::fork();
    if (child == 0) {
        (void)make_workspace({.project = project_.path().string(), .folder = place, .branch = {}},
                             [](const fs::path&) -> Result<void> { ::_exit(9); });
        ::_exit(1);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_EQ(WEXITSTATUS(status), 9);
    EXPECT_FALSE(fs::exists(place));
    EXPECT_EQ(names_in(folder_.path()).size(), 1U);
    ASSERT_TRUE(make(place));
    EXPECT_EQ(names_in(folder_.path()), std::vector<std::string>{"shop"});
}

TEST_F(MakeWorkspace, LeavesOneThatIsBeingMadeAlone) {
    const fs::path place = folder_.path() / "shop";
    const auto meanwhile = [&](const fs::path&) -> Result<void> {
        const auto second = make(place);
        return second ? Result<void>() : std::unexpected(second.error());
    };
    const auto first = make_workspace({.project = project_.path().string(), .folder = place, .branch = {}}, meanwhile);
    EXPECT_FALSE(first) << "the second one was there before";
    EXPECT_EQ(names_in(folder_.path()), std::vector<std::string>{"shop"});
    EXPECT_TRUE(find_workspace(place).value().has_value());
}

TEST(DefaultFolder, IsNamedAfterTheProject) {
    EXPECT_EQ(default_folder("https://example.org/acme/shop.git"), "squire-shop");
    EXPECT_EQ(default_folder("git@example.org:shop.git"), "squire-shop");
    EXPECT_EQ(default_folder("/no/such/shop/"), "squire-shop");
    EXPECT_EQ(default_folder("/"), "squire-project");
}

TEST(FindWorkspace, TakesTheOutermost) {
    testing::TemporaryFolder folder;
    EXPECT_FALSE(find_workspace(folder.path()).value().has_value());
    (void)folder.write("outer/squire.toml", "");
    (void)folder.write("outer/.squire/x", "");
    (void)folder.write("outer/sandbox/squire.toml", "[scan]\nfail_on = \"critical\"\n");
    (void)folder.write("outer/sandbox/.squire/x", "");
    const auto found = find_workspace(folder.path() / "outer/sandbox");
    ASSERT_TRUE(found && *found);
    EXPECT_EQ((*found)->root.filename(), "outer");
    EXPECT_EQ((*found)->settings.fail_on, finding::Severity::info);
}

TEST(FindWorkspace, RefusesSettingsThatAProjectBrings) {
    if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
    testing::GitRepository project;
    project.write("sub/squire.toml", "");
    project.write("sub/.squire/store.sqlite", "");
    EXPECT_TRUE(find_workspace(project.path() / "sub").value().has_value())
        << "not tracked: somebody keeps a workspace in a repository of his own";
    (void)project.commit();
    EXPECT_EQ(find_workspace(project.path() / "sub").error().kind, ErrorKind::unsupported);
    EXPECT_EQ(require_workspace(project.path()).error().kind, ErrorKind::not_found);
}

TEST(FindWorkspace, SaysWhatIsWrongWithSettings) {
    testing::TemporaryFolder folder;
    (void)folder.write("squire.toml", "[scan]\nfail_onn = 1\n");
    (void)folder.write(".squire/x", "");
    const auto found = find_workspace(folder.path());
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().hint, "did you mean 'fail_on'?");
}

} // namespace
} // namespace squire::workspace
