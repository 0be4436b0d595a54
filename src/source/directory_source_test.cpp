// SPDX-License-Identifier: MIT
#include "source/directory_source.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "testing/collected_texts.h"
#include "testing/git_repository.h"
#include "testing/temporary_folder.h"

namespace squire::source {
namespace {

using testing::CollectedTexts;
using Paths = std::vector<std::string>;

/// A reading and everything that came of it.
struct Seen {
    CollectedTexts texts;
    Problems problems;
    Tally tally;

    explicit Seen(const std::filesystem::path& path, const DirectoryOptions& options = {}, const ReadOptions& how = {.workers = 3}) {
        const auto source = open_directory(path, options);
        EXPECT_TRUE(source) << describe(source.error());
        if (!source) return;
        const auto read = (*source)->read(texts, how, problems);
        EXPECT_TRUE(read) << describe(read.error());
        if (read) tally = *read;
    }

    [[nodiscard]] std::vector<std::string> told() const {
        std::vector<std::string> lines;
        for (const Problem& problem : problems.list()) lines.push_back(describe(problem.error));
        return lines;
    }
};

TEST(DirectorySource, ShowsEveryFileOnce) {
    const testing::TemporaryFolder folder;
    Paths expected;
    std::size_t bytes = 0;
    for (int i = 0; i < 1000; ++i) {
        const std::string path = (i % 3 == 0 ? "" : "a/b" + std::to_string(i % 7) + "/") + std::to_string(i);
        const std::string text(static_cast<std::size_t>(i), 'x');
        folder.write(path, text);
        expected.push_back(path);
        bytes += text.size();
    }
    std::ranges::sort(expected);
    for (const unsigned workers : {1U, 2U, 8U}) {
        const Seen seen(folder.path(), {}, {.workers = workers});
        EXPECT_EQ(seen.texts.paths(), expected);
        EXPECT_EQ(seen.texts.count, 1000);
        EXPECT_EQ(seen.tally.texts, 1000);
        EXPECT_EQ(seen.tally.bytes, bytes);
        EXPECT_EQ(seen.texts.by_path.at("999").size(), 999);
        EXPECT_TRUE(seen.told().empty());
    }
}

TEST(DirectorySource, EmptyFolderAndSingleFile) {
    const testing::TemporaryFolder folder;
    EXPECT_EQ(Seen(folder.path()).tally.texts, 0);
    const auto file = folder.write("a/file", std::string("bi\0nary", 7));
    const Seen seen(file);
    EXPECT_EQ(seen.texts.paths(), Paths{"file"});
    EXPECT_EQ(seen.texts.by_path.at("file"), std::string("bi\0nary", 7));
}

TEST(DirectorySource, SaysWhatItCannotOpen) {
    const testing::TemporaryFolder folder;
    const auto missing = open_directory(folder.path() / "missing");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().kind, ErrorKind::not_found);

    ASSERT_EQ(::mkfifo((folder.path() / "fifo").c_str(), 0600), 0);
    const auto fifo = open_directory(folder.path() / "fifo");
    ASSERT_FALSE(fifo);
    EXPECT_EQ(fifo.error().kind, ErrorKind::unsupported);

    const testing::GitRepository bare({"--bare"});
    const auto repository = open_directory(bare.path());
    ASSERT_FALSE(repository);
    EXPECT_EQ(repository.error().kind, ErrorKind::usage);
}

TEST(DirectorySource, LeavesOutWhatGitIgnoresAndDoesNotTrack) {
    testing::GitRepository made;
    made.write(".gitignore", "*.log\nbuild/\n/only-root\n!keep.log\n");
    made.write("a.txt", "");
    made.write("a.log", "");
    made.write("keep.log", "");
    made.write("build/out", "");
    made.write("build/tracked", "");
    made.write("build/deep/tracked", "");
    made.write("only-root", "");
    made.write("sub/only-root", "");
    made.write("sub/.gitignore", "!b.log\n/inner\n");
    made.write("sub/b.log", "");
    made.write("sub/inner/file", "");
    made.write("tracked.log", "");
    made.write("excluded", "");
    made.write(".git/info/exclude", "excluded\n");
    made.git({"add", "--force", "tracked.log", "build/tracked", "build/deep/tracked"});
    const Paths expected = {".gitignore",     "a.txt",     "build/deep/tracked", "build/tracked", "keep.log",
                            "sub/.gitignore", "sub/b.log", "sub/only-root",      "tracked.log"};
    EXPECT_EQ(Seen(made.path()).texts.paths(), expected);
    EXPECT_EQ(Seen(made.path(), {.honour_gitignore = false}).tally.texts, 14);

    // From a folder in it, the rules above hold as well.
    EXPECT_EQ(Seen(made.path() / "sub").texts.paths(), (Paths{".gitignore", "b.log", "only-root"}));
    // What is named outright is looked at.
    EXPECT_EQ(Seen(made.path() / "build").texts.paths(), (Paths{"deep/tracked", "out", "tracked"}));
    EXPECT_EQ(Seen(made.path() / "a.log").texts.paths(), (Paths{"a.log"}));
}

TEST(DirectorySource, HonoursCoreExcludesFile) {
    testing::GitRepository made;
    const auto rules = made.write("rules", "*.tmp\n");
    made.write("a.tmp", "");
    made.git({"config", "core.excludesFile", rules.string()});
    EXPECT_EQ(Seen(made.path()).texts.paths(), (Paths{"rules"}));
}

TEST(DirectorySource, HonoursIgnoreFilesOutsideOfRepositories) {
    const testing::TemporaryFolder folder;
    folder.write(".gitignore", "a/b\n");
    folder.write("a/b/c", "");
    folder.write("a/c", "");
    folder.write("c/a/b", "");
    EXPECT_EQ(Seen(folder.path()).texts.paths(), (Paths{".gitignore", "a/c", "c/a/b"}));
}

TEST(DirectorySource, WalksNestedRepositoriesByTheirOwnRules) {
    testing::GitRepository inner;
    inner.write("secret.key", "");
    inner.write("x.tmp", "");
    inner.write(".gitignore", "*.tmp\n");
    inner.commit();
    testing::GitRepository outer;
    outer.write(".gitignore", "*.key\nmodule\n");
    outer.write("own.key", "");
    outer.git({"submodule", "--quiet", "add", "--force", inner.path().string(), "module"});
    outer.commit();
    std::filesystem::create_directories(outer.path() / "broken/.git");
    outer.write("broken/file", "");
    const Seen seen(outer.path());
    EXPECT_EQ(seen.texts.paths(), (Paths{".gitignore", ".gitmodules", "broken/file", "module/.gitignore", "module/secret.key"}));
    EXPECT_EQ(seen.told(), (Paths{"broken/: 2 repositories inside are looked at as plain folders; this is one"}));
    EXPECT_FALSE(seen.problems.incomplete());
}

TEST(DirectorySource, ReadsASha256RepositorysFiles) {
    testing::GitRepository made({"--object-format=sha256"});
    made.write(".gitignore", "*.log\n");
    made.write("a.log", "");
    made.write("a.txt", "");
    const Seen seen(made.path());
    EXPECT_EQ(seen.texts.paths(), (Paths{".gitignore", "a.txt"}));
    ASSERT_EQ(seen.told().size(), 1);
    EXPECT_TRUE(seen.told()[0].contains("SHA-256")) << seen.told()[0];
}

TEST(DirectorySource, WalksALinkedWorktree) {
    testing::GitRepository made;
    made.write("file", "text\n");
    made.commit();
    made.git({"worktree", "add", "--quiet", "--detach", "../worktree"});
    made.write(".git/info/exclude", "excluded\n"); // shared by all worktrees
    const auto worktree = made.path().parent_path() / "worktree";
    std::filesystem::copy_file(worktree / "file", worktree / "excluded");
    EXPECT_EQ(Seen(worktree).texts.paths(), (Paths{"file"}));
}

TEST(DirectorySource, FollowsNoLinksAndWaitsForNothing) {
    const testing::TemporaryFolder folder;
    folder.write("a/file", "text\n");
    std::filesystem::create_symlink("..", folder.path() / "a/loop");
    std::filesystem::create_symlink("file", folder.path() / "a/link");
    std::filesystem::create_symlink("self", folder.path() / "self");
    ASSERT_EQ(::mkfifo((folder.path() / "a/fifo").c_str(), 0600), 0);
    const Seen seen(folder.path());
    EXPECT_EQ(seen.texts.paths(), (Paths{"a/file"}));
    EXPECT_EQ(seen.told(),
              (Paths{"a/fifo: not looked at: neither a file nor a folder", "a/link: 3 symbolic links are not followed; this is one"}));
    EXPECT_FALSE(seen.problems.incomplete());

    std::filesystem::create_directory_symlink(folder.path() / "a", folder.path() / "given");
    EXPECT_EQ(Seen(folder.path() / "given").texts.paths(), (Paths{"file"})) << "a link that is the path itself is followed";
}

TEST(DirectorySource, NamesFilesAboveTheLimit) {
    const testing::TemporaryFolder folder;
    folder.write("small", "text\n");
    folder.write("just", std::string(1000, 'x'));
    folder.write("above", std::string(1001, 'x'));
    const auto sparse = folder.write("sparse", "");
    std::filesystem::resize_file(sparse, 5ULL << 30U);
    const Seen seen(folder.path(), {}, {.workers = 2, .largest_text = 1000});
    EXPECT_EQ(seen.texts.paths(), (Paths{"just", "small"}));
    EXPECT_EQ(seen.tally.skipped, 2);
    EXPECT_TRUE(seen.problems.incomplete());
    EXPECT_EQ(seen.told(), (Paths{"above: not looked at: 1001 bytes, more than the limit of 1000",
                                  "sparse: not looked at: 5368709120 bytes, more than the limit of 1000"}));
}

TEST(DirectorySource, ReadsLargeFilesWhole) {
    const testing::TemporaryFolder folder;
    std::string text(20 << 20, 'x');
    text += "end";
    folder.write("large", text);
    folder.write("small", "text\n");
    const Seen seen(folder.path());
    EXPECT_TRUE(seen.texts.by_path.at("large") == text);
}

TEST(DirectorySource, TakesPathsThatAreNoUtf8) {
    const testing::TemporaryFolder folder;
    folder.write("a\xFF"
                 "b/\xC3",
                 "text\n");
    folder.write("new\nline", "text\n");
    EXPECT_EQ(Seen(folder.path()).texts.paths(), (Paths{"a\xFF"
                                                        "b/\xC3",
                                                        "new\nline"}));
}

TEST(DirectorySource, NamesWhatItMayNotRead) {
    const testing::TemporaryFolder folder;
    folder.write("open", "text\n");
    ASSERT_EQ(::chmod(folder.write("closed", "text\n").c_str(), 0), 0);
    folder.write("folder/file", "text\n");
    ASSERT_EQ(::chmod((folder.path() / "folder").c_str(), 0), 0);
    ASSERT_EQ(::chmod(folder.path().c_str(), 0755), 0);
    // Permissions do not hold root back: the reading is done by a child that is somebody else, which answers by its status.
    const pid_t child = ::fork();
    if (child == 0) {
        if (::getuid() == 0 && ::setuid(65534) != 0) ::_exit(2);
        const Seen seen(folder.path());
        const bool right = seen.texts.paths() == Paths{"open"} && seen.problems.incomplete() && seen.tally.skipped == 1 &&
                           seen.told() == Paths{"closed: Permission denied", "folder/: Permission denied"};
        for (const std::string& line : seen.told()) std::fprintf(stderr, "%s\n", line.c_str());
        ::_exit(right ? 0 : 1);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_EQ(::chmod((folder.path() / "folder").c_str(), 0755), 0);
    ASSERT_TRUE(WIFEXITED(status));
    if (WEXITSTATUS(status) == 2) GTEST_SKIP() << "cannot become another user here";
    EXPECT_EQ(WEXITSTATUS(status), 0);
}

/// Does something to the tree as soon as the first text is shown.
class Meddler final : public TextVisitor {
public:
    explicit Meddler(std::function<void()> action) : action_(std::move(action)) {}
    std::unique_ptr<const Memory> visit(const Text& text, unsigned worker) override {
        (void)text, (void)worker;
        if (count_++ == 0) action_();
        return nullptr;
    }

private:
    std::function<void()> action_;
    int count_ = 0;
};

TEST(DirectorySource, NamesFilesThatVanishOrChangeTheirKind) {
    const testing::TemporaryFolder folder;
    for (int i = 0; i < 5; ++i) folder.write(std::to_string(i), "text\n");
    folder.write("later/file", "text\n");
    Meddler meddler([&] {
        for (const auto& entry : std::filesystem::directory_iterator(folder.path())) std::filesystem::remove_all(entry);
        std::filesystem::create_symlink("/", folder.path() / "later");
    });
    const auto source = open_directory(folder.path());
    ASSERT_TRUE(source);
    Problems problems;
    const auto tally = (*source)->read(meddler, {.workers = 1}, problems);
    ASSERT_TRUE(tally) << describe(tally.error());
    EXPECT_EQ(tally->texts, 1);
    EXPECT_EQ(tally->skipped, 4);
    EXPECT_EQ(problems.list().size(), 5);
    EXPECT_FALSE(problems.incomplete()) << "what is gone is no part of the tree";
}

TEST(DirectorySource, EndsEarlyWhenCancelled) {
    const testing::TemporaryFolder folder;
    for (int i = 0; i < 500; ++i) folder.write(std::to_string(i % 10) + "/" + std::to_string(i), "text\n");
    Cancellation cancellation;
    Meddler meddler([&] { cancellation.request(); });
    const auto source = open_directory(folder.path());
    ASSERT_TRUE(source);
    Problems problems;
    const auto tally = (*source)->read(meddler, {.workers = 1, .cancellation = &cancellation}, problems);
    ASSERT_TRUE(tally);
    EXPECT_EQ(tally->texts, 1);
}

TEST(DirectorySource, WalksDeepTreesAsFarAsPathsCanBeNamed) {
    const testing::TemporaryFolder folder;
    std::string path;
    int open = ::open(folder.path().c_str(), O_RDONLY | O_DIRECTORY);
    const auto enter = [&](const char* name) {
        ASSERT_EQ(::mkdirat(open, name, 0700), 0);
        const int inner = ::openat(open, name, O_RDONLY | O_DIRECTORY);
        ::close(std::exchange(open, inner));
    };
    for (int i = 0; i < 600; ++i) {
        enter("deep-7");
        if (i < 300) path += "deep-7/";
        if (i == 299) ::close(::openat(open, "file", O_WRONLY | O_CREAT, 0600));
    }
    ::close(open);
    const Seen seen(folder.path());
    EXPECT_EQ(seen.texts.paths(), (Paths{path + "file"}));
    EXPECT_TRUE(seen.problems.incomplete());
    ASSERT_EQ(seen.told().size(), 1);
    EXPECT_TRUE(seen.told()[0].ends_with("File name too long")) << seen.told()[0];
}

} // namespace
} // namespace squire::source
