// SPDX-License-Identifier: MIT
#include "workspace/excerpt.h"

#include <string>

#include <gtest/gtest.h>

#include "testing/git_repository.h"

namespace squire::workspace {
namespace {

std::string hide_passwords(std::string_view text) {
    std::string made(text);
    for (const auto& [secret, instead] : {std::pair("hunter2", "h********"), std::pair("BEGIN\nKEY\nEND", "BEGIN********")}) {
        if (const std::size_t at = made.find(secret); at != std::string::npos) made.replace(at, std::string_view(secret).size(), instead);
    }
    return made;
}

TEST(Excerpt, ShowsThePlaceAndNoSecret) {
    if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
    testing::GitRepository repository;
    testing::TemporaryFolder folder;
    const Workspace workspace{.root = folder.path(), .settings = {}};
    std::filesystem::create_directory_symlink(repository.path(), workspace.sandbox());
    repository.write("a.c", "one\ntwo\nthree hunter2\nfour\nfive\n");
    repository.write("key.c", "one\nBEGIN\nKEY\nEND\ntwo\n");
    const std::string commit = repository.commit();
    const auto lines = excerpt_of(workspace, commit, "a.c", {.start_line = 3, .end_line = 3}, 1, hide_passwords);
    ASSERT_TRUE(lines) << describe(lines.error());
    ASSERT_EQ(lines->size(), 3U);
    EXPECT_EQ((*lines)[0].text, "two");
    EXPECT_EQ((*lines)[1].text, "three h********");
    EXPECT_TRUE((*lines)[1].marked && (*lines)[1].redacted);
    EXPECT_FALSE((*lines)[2].marked);
    EXPECT_EQ(excerpt_of(workspace, commit, "a.c", {.start_line = 5}, 3, hide_passwords)->back().text, "five");
    EXPECT_EQ(excerpt_of(workspace, commit, "a.c", {.start_line = 1, .end_line = 4'000'000'000}, 9, hide_passwords)->size(), 5U);
    EXPECT_EQ(excerpt_of(workspace, commit, "a.c", {.start_line = 77}, 1, hide_passwords).error().kind, ErrorKind::not_found);
    EXPECT_EQ(excerpt_of(workspace, commit, "a.c", {}, 1, hide_passwords).error().kind, ErrorKind::not_found);
    EXPECT_EQ(excerpt_of(workspace, commit, "key.c", {.start_line = 5}, 1, hide_passwords).error().kind, ErrorKind::unsupported);
    EXPECT_FALSE(excerpt_of(workspace, commit, "../../etc/passwd", {.start_line = 1}, 1, hide_passwords));
}

} // namespace
} // namespace squire::workspace
