// SPDX-License-Identifier: MIT
#include "source/introductions.h"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "testing/git_repository.h"
#include "testing/random_regex.h"

namespace squire::source {
namespace {

using testing::GitRepository;
using testing::Random;

struct Row {
    std::string blob;
    std::string path;
    std::string commit;
    bool at_head = false;
    friend auto operator<=>(const Row&, const Row&) = default;
};

std::ostream& operator<<(std::ostream& out, const Row& row) {
    return out << row.blob.substr(0, 7) << ' ' << row.path << " by " << row.commit.substr(0, 7) << (row.at_head ? ", at HEAD" : "");
}

std::vector<std::string> lines_of(const std::string& text, char end = '\n') {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line, end);) lines.push_back(line);
    return lines;
}

// The files of a tree by `git ls-tree`: path to blob, without links and submodules.
std::map<std::string, std::string> files_of(const GitRepository& repository, const std::string& tree) {
    std::map<std::string, std::string> files;
    for (const std::string& line : lines_of(repository.git({"ls-tree", "-r", "-z", tree}), '\0')) {
        const std::size_t tab = line.find('\t');
        if (line.starts_with("100")) files.emplace(line.substr(tab + 1), line.substr(tab - 40, 40));
    }
    return files;
}

// Git's own answer, commit by commit: what stands in its tree and in that of none of its parents.
std::vector<Row> introductions_by_git(const GitRepository& repository) {
    std::map<std::string, std::map<std::string, std::string>> trees; // by commit
    struct Commit {
        std::string id;
        std::int64_t time = 0;
        std::vector<std::string> parents;
    };
    std::vector<Commit> commits;
    for (const std::string& line : lines_of(repository.git({"log", "--all", "HEAD", "--format=%H %ct %P"}))) {
        std::istringstream in(line);
        Commit commit;
        in >> commit.id >> commit.time;
        for (std::string parent; in >> parent;) commit.parents.push_back(parent);
        trees.emplace(commit.id, files_of(repository, commit.id));
        commits.push_back(std::move(commit));
    }
    std::map<std::pair<std::string, std::string>, std::pair<std::int64_t, std::string>> firsts;
    for (const Commit& commit : commits) {
        for (const auto& [path, blob] : trees[commit.id]) {
            const auto has = [&, path = path, blob = blob](const std::string& parent) {
                const auto found = trees[parent].find(path);
                return found != trees[parent].end() && found->second == blob;
            };
            if (std::ranges::any_of(commit.parents, has)) continue;
            const auto [first, fresh] = firsts.try_emplace({blob, path}, commit.time, commit.id);
            if (!fresh) first->second = std::min(first->second, std::pair(commit.time, commit.id));
        }
    }
    const auto head = files_of(repository, "HEAD");
    std::vector<Row> rows;
    for (const auto& [key, first] : firsts) {
        const auto here = head.find(key.second);
        rows.push_back({key.first, key.second, first.second, here != head.end() && here->second == key.first});
    }
    return rows;
}

std::vector<Row> introductions(const GitRepository& repository, const std::vector<std::string>& blobs, const NameFilter& by_name,
                               unsigned workers) {
    Problems problems;
    const auto store = ObjectStore::open(repository.path(), problems);
    if (!store) {
        ADD_FAILURE() << describe(store.error());
        return {};
    }
    std::vector<ObjectId> ids;
    for (const std::string& blob : blobs) ids.push_back(*ObjectId::parse(blob));
    const auto found = find_introductions(*store, ids, by_name, {.workers = workers}, problems);
    EXPECT_TRUE(found) << describe(found.error());
    EXPECT_TRUE(problems.list().empty()) << describe(problems.list().front().error);
    std::vector<Row> rows;
    for (const Occurrence& each : *found) rows.push_back({each.blob.hex(), each.path, each.commit.sha, each.at_head});
    EXPECT_TRUE(std::ranges::is_sorted(rows)); // by blob, then path
    return rows;
}

void expect_as_git_says(const GitRepository& repository, Random& random, const std::string& what) {
    const std::vector<Row> all = introductions_by_git(repository);
    std::vector<std::string> blobs;
    for (const Row& row : all) {
        if (blobs.empty() || blobs.back() != row.blob) blobs.push_back(row.blob);
    }
    EXPECT_EQ(introductions(repository, blobs, {}, 1), all) << what;
    EXPECT_EQ(introductions(repository, blobs, {}, 4), all) << what;

    // Some blobs only, in any order, and some names.
    std::vector<std::string> some;
    for (const std::string& blob : blobs) {
        if (random.chance(3)) some.insert(some.begin() + static_cast<std::ptrdiff_t>(random.below(some.size() + 1)), blob);
    }
    const NameFilter by_name = [](std::string_view name) { return name == "a" || name == "c"; };
    std::vector<Row> expected;
    std::vector<Row> named;
    for (const Row& row : all) {
        const bool asked = by_name(row.path.substr(row.path.rfind('/') + 1));
        if (asked) named.push_back(row);
        if (asked || std::ranges::find(some, row.blob) != some.end()) expected.push_back(row);
    }
    EXPECT_EQ(introductions(repository, some, by_name, 2), expected) << what;
    EXPECT_EQ(introductions(repository, {}, by_name, 2), named) << what;
}

// A history as no one would make it, as a stream for `git fast-import`: branches, merges of two to four that may change anything, more than one root;
// files that move, come back, stand twice, become folders or links, with dates that do not rise.
std::string wild_history(Random& random, int commits) {
    constexpr std::string_view kNames[] = {"a", "b", "c", "a.b", "a-b"};
    std::string stream;
    std::vector<std::map<std::string, std::string>> trees(1); // by mark; path to what stands there
    const auto path = [&] {
        std::string made(random.any_of(kNames));
        while (random.chance(2)) made += "/" + std::string(random.any_of(kNames));
        return made;
    };
    for (int mark = 1; mark <= commits; ++mark) {
        std::vector<std::size_t> parents;
        if (mark > 1 && !random.chance(15)) {
            for (std::size_t count = random.chance(4) ? random.between(2, 4) : 1; count > 0; --count) {
                const auto parent = static_cast<std::size_t>(mark) - 1 -
                                    (random.chance(2) ? 0 : random.below(std::min<std::size_t>(static_cast<std::size_t>(mark) - 1, 6)));
                if (parent > 0 && std::ranges::find(parents, parent) == parents.end()) parents.push_back(parent);
            }
        }
        auto tree = parents.empty() ? std::map<std::string, std::string>{} : trees[parents.front()];
        for (const std::size_t parent : parents) {
            for (const auto& [name, content] : trees[parent]) {
                if (random.chance(2)) tree[name] = content;
            }
        }
        for (std::size_t changes = random.below(4); changes > 0; --changes) {
            if (!tree.empty() && random.chance(3)) {
                auto moved = *std::next(tree.begin(), static_cast<std::ptrdiff_t>(random.below(tree.size())));
                if (random.chance(2)) tree.erase(moved.first); // taken away, or moved, or copied
                if (random.chance(2)) tree[path()] = moved.second;
            } else {
                tree[path()] = fmt::format("M {} inline \ndata 1\n{}\n",
                                           random.chance(8)   ? "120000"
                                           : random.chance(4) ? "100755"
                                                              : "100644",
                                           random.below(8));
            }
        }
        std::map<std::string, std::string> sound; // no file where a folder is: the later one stands
        for (const auto& [name, content] : tree) {
            const auto below = [&](const auto& other) { return name.starts_with(other.first + "/") || other.first.starts_with(name + "/"); };
            std::erase_if(sound, below);
            sound[name] = content;
        }
        stream += fmt::format("commit refs/heads/branch{}\nmark :{}\ncommitter A <a@example.org> {} +0000\ndata 1\nc\n", mark, mark,
                              1767225600 + (random.chance(4) ? static_cast<int>(random.below(400)) : 10 * mark));
        for (std::size_t i = 0; i < parents.size(); ++i) stream += fmt::format("{} :{}\n", i == 0 ? "from" : "merge", parents[i]);
        stream += "deleteall\n";
        for (const auto& [name, content] : sound) {
            const std::size_t place = content.find('\n');
            stream += content.substr(0, place) + name + content.substr(place);
        }
        trees.push_back(std::move(sound));
    }
    // Most branches go, so that what they lead to is reached through others or not at all.
    for (int mark = 1; mark < commits; ++mark) {
        if (!random.chance(6)) stream += fmt::format("reset refs/heads/branch{}\nfrom 0000000000000000000000000000000000000000\n\n", mark);
    }
    return stream +
           fmt::format(
               "reset refs/heads/main\nfrom :{}\n\ntag annotated\nfrom :{}\ntagger A <a@example.org> 1767225600 +0000\ndata 1\nt\ndone\n",
               commits, commits / 2);
}

class Introductions : public ::testing::Test {
protected:
    void SetUp() override {
        if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
    }
};

TEST_F(Introductions, AreWhatGitSaysOnWildHistories) {
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        Random random(seed);
        const GitRepository repository;
        repository.git({"fast-import", "--quiet", "--done", "--force"}, wild_history(random, 40));
        if (seed % 3 == 0) repository.git({"repack", "-adfq"});
        expect_as_git_says(repository, random, fmt::format("history {}", seed));
    }
}

TEST_F(Introductions, FollowARealFilesLife) {
    GitRepository repository;
    repository.write("a", "first\n");
    const std::string root = repository.commit();
    repository.write("a", "second\n");
    repository.commit();
    repository.write("a", "first\n");
    repository.commit("brought back");
    repository.git({"mv", "a", "b"});
    const std::string moved = repository.commit("moved");
    repository.remove("b");
    repository.write("b/c", "first\n");
    const std::string folder = repository.commit("a folder of the same name");
    const std::string blob = repository.id_of("HEAD:b/c");
    EXPECT_EQ(introductions(repository, {blob}, {}, 1),
              (std::vector<Row>{{blob, "a", root, false}, {blob, "b", moved, false}, {blob, "b/c", folder, true}}));
}

TEST_F(Introductions, KnowNothingOfWhatNoRefReaches) {
    GitRepository repository;
    repository.write("a", "kept\n");
    repository.commit();
    repository.write("b", "lost\n");
    repository.commit();
    const std::string lost = repository.id_of("HEAD:b");
    repository.git({"reset", "--quiet", "--hard", "HEAD~1"});
    EXPECT_TRUE(introductions(repository, {lost}, {}, 1).empty());
    EXPECT_TRUE(introductions(repository, {}, {}, 1).empty());
    EXPECT_EQ(introductions(repository, {repository.id_of("HEAD:a")}, {}, 1).size(), 1U);
}

TEST_F(Introductions, TakeADetachedHeadAndAnEmptyRepository) {
    GitRepository repository;
    EXPECT_TRUE(introductions(repository, {"e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"}, {}, 1).empty());
    repository.write("a", "one\n");
    repository.commit();
    repository.git({"checkout", "--quiet", "--detach"});
    repository.write("a", "two\n");
    const std::string detached = repository.commit();
    EXPECT_EQ(introductions(repository, {repository.id_of("HEAD:a")}, {}, 1),
              (std::vector<Row>{{repository.id_of("HEAD:a"), "a", detached, true}}));
}

} // namespace
} // namespace squire::source
