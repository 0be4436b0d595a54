// SPDX-License-Identifier: MIT
#include "source/commit_source.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "testing/collected_texts.h"
#include "testing/git_repository.h"

namespace squire::source {
namespace {

using testing::CollectedTexts;
using Paths = std::vector<std::string>;

struct Seen {
    CollectedTexts texts;
    Problems problems;
    Tally tally;
    std::string description;

    Seen(const std::filesystem::path& inside, std::string_view revision, const ReadOptions& how = {.workers = 3}) {
        const auto source = open_commit(inside, revision);
        EXPECT_TRUE(source) << describe(source.error());
        if (!source) return;
        description = (*source)->describe();
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

/// Where git keeps an object that is in no pack.
std::filesystem::path loose_file(const testing::GitRepository& repository, const std::string& id) {
    return repository.path() / ".git/objects" / id.substr(0, 2) / id.substr(2);
}

TEST(CommitSource, ShowsTheFilesOfThatCommit) {
    testing::GitRepository made;
    for (int i = 0; i < 200; ++i) made.write("folder" + std::to_string(i % 5) + "/" + std::to_string(i), "text " + std::to_string(i));
    made.write("a", "old\n");
    const std::string first = made.commit("First");
    made.write("a", "new\n");
    made.remove("folder1");
    std::filesystem::create_symlink("a", made.path() / "link");
    made.commit("Second");
    made.write("a", "not committed\n");

    const Seen now(made.path(), "HEAD");
    EXPECT_EQ(now.tally.texts, 161);
    EXPECT_EQ(now.texts.by_path.at("a"), "new\n");
    EXPECT_EQ(now.texts.by_path.at("folder2/7"), "text 7");
    EXPECT_EQ(now.told(), (Paths{"link: a symbolic link, which is not followed"}));

    const Seen before(made.path() / "folder2", first);
    EXPECT_EQ(before.tally.texts, 201);
    EXPECT_EQ(before.texts.by_path.at("a"), "old\n");
    EXPECT_EQ(before.description, "commit " + first.substr(0, 12) + " of " + made.path().string());

    const auto source = open_commit(made.path(), first);
    ASSERT_TRUE(source);
    EXPECT_EQ((*source)->commit().sha, first);
    EXPECT_EQ((*source)->commit().message, "First");
}

TEST(CommitSource, ReadsBarePackedShallowAlternateAndWorktree) {
    testing::GitRepository made;
    made.write("a", "old\n");
    made.commit();
    made.write("a", "new\n");
    made.commit();
    made.git({"clone", "--quiet", "--bare", "file://" + made.path().string(), "../bare"});
    made.git({"clone", "--quiet", "--depth=1", "file://" + made.path().string(), "../shallow"});
    made.git({"clone", "--quiet", "--shared", ".", "../shared"});
    made.git({"worktree", "add", "--quiet", "--detach", "../worktree"});
    for (const char* name : {"bare", "shallow", "shared", "worktree"}) {
        const Seen seen(made.path().parent_path() / name, "HEAD");
        EXPECT_EQ(seen.texts.by_path, (std::map<std::string, std::string>{{"a", "new\n"}})) << name;
        EXPECT_FALSE(seen.problems.incomplete()) << name;
    }
}

TEST(CommitSource, NamesWhatAPartialCloneLeftOut) {
    testing::GitRepository made;
    made.write("a/b", "text\n");
    made.commit();
    made.git({"config", "uploadpack.allowFilter", "true"});
    for (const char* filter : {"blob:none", "tree:0"}) {
        SCOPED_TRACE(filter);
        const testing::TemporaryFolder folder;
        const auto clone = folder.path() / "clone";
        made.git({"clone", "--quiet", "--no-checkout", std::string("--filter=") + filter, "file://" + made.path().string(), clone.string()});
        const auto source = open_commit(clone, "HEAD");
        if (!source) { // without even the commit's own tree there is nothing to begin with
            EXPECT_EQ(source.error().kind, ErrorKind::unreadable);
            EXPECT_NE(source.error().hint, "");
            continue;
        }
        const Seen seen(clone, "HEAD");
        EXPECT_EQ(seen.tally.texts, 0);
        EXPECT_EQ(seen.tally.skipped, 1);
        EXPECT_TRUE(seen.problems.incomplete());
        ASSERT_EQ(seen.told().size(), 1);
        EXPECT_TRUE(seen.told()[0].starts_with("a/b: blob 8e27be7d6154a1f68ea9160ef0e18691d20560dc cannot be read")) << seen.told()[0];
        EXPECT_TRUE(seen.told()[0].contains("partial clone")) << seen.told()[0];
    }
}

TEST(CommitSource, NamesMissingAndDamagedObjects) {
    testing::GitRepository made;
    made.write("damaged", "this will be damaged\n");
    made.write("fine", "text\n");
    made.write("missing", "this will be missing\n");
    made.write("folder/file", "whose tree will be missing\n");
    made.commit();
    std::filesystem::remove(loose_file(made, made.id_of("HEAD:missing")));
    std::filesystem::remove(loose_file(made, made.id_of("HEAD:folder")));
    const auto damaged = loose_file(made, made.id_of("HEAD:damaged"));
    std::filesystem::permissions(damaged, std::filesystem::perms::owner_all);
    std::ofstream(damaged, std::ios::binary | std::ios::in | std::ios::out).seekp(12).write("\xFF\xFF\xFF\xFF", 4);

    const Seen seen(made.path(), "HEAD");
    EXPECT_EQ(seen.texts.paths(), (Paths{"fine"}));
    EXPECT_TRUE(seen.problems.incomplete());
    EXPECT_EQ(seen.tally.skipped, 2);
    const auto told = seen.told();
    ASSERT_EQ(told.size(), 3);
    EXPECT_TRUE(told[0].starts_with("damaged: ")) << told[0];
    EXPECT_TRUE(told[1].starts_with("folder/: tree ")) << told[1];
    EXPECT_TRUE(told[2].starts_with("missing: ")) << told[2];
}

TEST(CommitSource, NamesDamageInAPack) {
    testing::GitRepository made;
    std::string text;
    for (int i = 0; i < 2000; ++i) text += std::to_string(i * 7919) + "\n";
    made.write("file", text);
    made.commit();
    made.git({"repack", "-q", "-a", "-d"});
    for (const auto& entry : std::filesystem::directory_iterator(made.path() / ".git/objects/pack")) {
        if (entry.path().extension() != ".pack") continue;
        std::filesystem::permissions(entry.path(), std::filesystem::perms::owner_all);
        const std::string zeros(500, '\0');
        std::ofstream(entry.path(), std::ios::binary | std::ios::in | std::ios::out)
            .seekp(static_cast<std::streamoff>(entry.file_size() / 2))
            .write(zeros.data(), static_cast<std::streamsize>(zeros.size()));
    }
    const Seen seen(made.path(), "HEAD");
    EXPECT_EQ(seen.tally.texts, 0);
    EXPECT_TRUE(seen.problems.incomplete());
}

TEST(CommitSource, NamesFilesAboveTheLimit) {
    testing::GitRepository made;
    made.write("above", std::string(1001, 'x'));
    made.write("just", std::string(1000, 'x'));
    made.commit();
    const Seen seen(made.path(), "HEAD", {.workers = 2, .largest_text = 1000});
    EXPECT_EQ(seen.texts.paths(), (Paths{"just"}));
    EXPECT_EQ(seen.told(), (Paths{"above: not looked at: 1001 bytes, more than the limit of 1000"}));
}

TEST(CommitSource, TakesPathsThatAreNoUtf8) {
    testing::GitRepository made;
    made.write("a\xFF"
               "b/\xC3",
               "text\n");
    made.commit();
    EXPECT_EQ(Seen(made.path(), "HEAD").texts.paths(), (Paths{"a\xFF"
                                                              "b/\xC3"}));
}

TEST(CommitSource, StopsAtATreeThatIsABomb) {
    testing::GitRepository made;
    std::string id = made.git({"hash-object", "-w", "--stdin"}, "text\n");
    std::string kind = "100644 blob ";
    for (int level = 0; level < 12; ++level) { // 10 to the 12th files
        std::string listing;
        for (char name = 'a'; name < 'k'; ++name) listing += kind + id + '\t' + name + '\n';
        id = made.git({"mktree"}, listing);
        kind = "040000 tree ";
    }
    const std::string commit = made.git({"commit-tree", "-m", "bomb", id});
    Cancellation cancellation; // the listing is what is tested, not reading four million times the same
    class StopAtOnce final : public TextVisitor {
    public:
        explicit StopAtOnce(Cancellation& cancellation) : cancellation_(cancellation) {}
        std::unique_ptr<const Memory> visit(const Text& text, unsigned worker) override {
            (void)text, (void)worker;
            cancellation_.request();
            return nullptr;
        }

    private:
        Cancellation& cancellation_;
    } visitor(cancellation);
    const auto source = open_commit(made.path(), commit);
    ASSERT_TRUE(source);
    Problems problems;
    ASSERT_TRUE((*source)->read(visitor, {.workers = 1, .cancellation = &cancellation}, problems));
    ASSERT_EQ(problems.list().size(), 1);
    EXPECT_EQ(problems.list()[0].error.kind, ErrorKind::limit);
    EXPECT_TRUE(problems.incomplete());
}

TEST(CommitSource, SaysWhyThereIsNone) {
    testing::GitRepository made;
    const auto unborn = open_commit(made.path(), "HEAD");
    ASSERT_FALSE(unborn);
    EXPECT_EQ(unborn.error().kind, ErrorKind::not_found);
    made.commit();
    const auto unknown = open_commit(made.path(), "nowhere");
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().kind, ErrorKind::not_found);
    EXPECT_TRUE(unknown.error().message.contains("'nowhere'"));
}

} // namespace
} // namespace squire::source
