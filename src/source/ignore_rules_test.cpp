// SPDX-License-Identifier: MIT
#include "source/ignore_rules.h"

#include <cstdlib>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/text.h"
#include "testing/git_repository.h"

namespace squire::source {
namespace {

struct Row {
    const char* rules;
    const char* path; // a folder with a slash at the end
    IgnoreVerdict verdict;
};

IgnoreVerdict verdict_of(const IgnoreRules& rules, std::string_view path) {
    const bool is_folder = path.ends_with('/');
    if (is_folder) path.remove_suffix(1);
    return rules.decide(path, path.substr(path.rfind('/') + 1), is_folder);
}

TEST(IgnoreRules, Table) {
    using enum IgnoreVerdict;
    const Row rows[] = {
        {"", "a", silent},
        {"a", "a", ignored},
        {"a", "b/a", ignored},
        {"a", "ab", silent},
        {"/a", "a", ignored},
        {"/a", "b/a", silent},
        {"a/b", "a/b", ignored},
        {"a/b", "c/a/b", silent},
        {"a/", "a", silent},
        {"a/", "a/", ignored},
        {"a/", "b/a/", ignored},
        {"*.o", "x/y.o", ignored},
        {"*.o", "y.oo", silent},
        {"*.o\n!keep.o", "keep.o", kept},
        {"!keep.o\n*.o", "keep.o", ignored},
        {"#a", "#a", silent},
        {"\\#a", "#a", ignored},
        {"\\!a", "!a", ignored},
        {"a ", "a", ignored},
        {"a\\ ", "a ", ignored},
        {"a\t", "a\t", ignored},
        {"a\r\nb\r\n", "a", ignored},
        {"\xEF\xBB\xBF/a", "a", ignored},
        {"/*.c", "a.c", ignored},
        {"/*.c", "b/a.c", silent},
        {"**/foo", "foo", ignored},
        {"**/foo", "a/b/foo", ignored},
        {"foo/**", "foo/a/b", ignored},
        {"foo/**", "foo/", silent},
        {"a/**/b", "a/b", ignored},
        {"a/**/b", "a/x/y/b", ignored},
        {"a/**/b", "ab", silent},
        {"a/*/b", "a/x/b", ignored},
        {"a/*/b", "a/x/y/b", silent},
        {"?.c", "a.c", ignored},
        {"[a-c]x", "bx", ignored},
        {"[!a-c]x", "bx", silent},
        {"[^a-c]x", "dx", ignored},
        {"[]-]x", "]x", ignored},
        {"[[:digit:]]x", "7x", ignored},
        {"[[:nothing:]]x", "7x", silent},
        {"[a", "[a", silent},
        {"a\\", "a\\", silent},
        {"/", "a/", silent},
        {"!", "a", silent},
        {"*", ".hidden", ignored},
        {"doc/*.txt", "doc/a.txt", ignored},
        {"doc/*.txt", "doc/x/a.txt", silent},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(verdict_of(IgnoreRules::parse(row.rules), row.path), row.verdict) << "rules: " << row.rules << "\npath: " << row.path;
    }
}

TEST(IgnoreRules, IgnoreCaseWhereGitDoes) {
    const IgnoreRules rules = IgnoreRules::parse("Build/\n*.O\n/Doc/x[A-C]*\n", true);
    for (const char* path : {"build/", "BUILD/", "a.o", "a.O", "doc/XB1", "DOC/xb"}) {
        EXPECT_EQ(verdict_of(rules, path), IgnoreVerdict::ignored) << path;
    }
}

TEST(GlobMatches, TakesNoExponentialTime) {
    std::string pattern;
    for (int i = 0; i < 200; ++i) pattern += "*a/**/";
    const std::string text(4000, 'a');
    EXPECT_FALSE(glob_matches(pattern + "b", text, true));
    EXPECT_FALSE(glob_matches(std::string(100, '*') + "a*a*a*a*a*a*a*a*a*a*a*a*a*b", text, false));
}

/// Git's own verdict on each path: the pattern's text where one decides.
std::vector<IgnoreVerdict> ask_git(const testing::GitRepository& repository, const std::vector<std::string>& paths) {
    std::string input;
    for (const std::string& path : paths) input += path + '\0';
    const auto run = testing::run_git(repository.path(), {"check-ignore", "--no-index", "-z", "-v", "-n", "--stdin"}, input);
    const std::vector<std::string_view> fields = split(run.output, '\0'); // source, line, pattern, path
    std::vector<IgnoreVerdict> verdicts;
    for (std::size_t i = 0; i + 3 < fields.size(); i += 4) {
        const std::string_view pattern = fields[i + 2];
        verdicts.push_back(pattern.empty() ? IgnoreVerdict::silent : pattern.starts_with('!') ? IgnoreVerdict::kept : IgnoreVerdict::ignored);
    }
    EXPECT_EQ(verdicts.size(), paths.size()) << run.errors;
    return verdicts;
}

/// What git says of a path includes the folders above it: nothing in an ignored folder is kept.
IgnoreVerdict verdict_with_folders(const IgnoreRules& rules, std::string_view path) {
    for (std::size_t slash = path.find('/'); slash != std::string_view::npos && slash + 1 < path.size(); slash = path.find('/', slash + 1)) {
        if (verdict_of(rules, path.substr(0, slash + 1)) == IgnoreVerdict::ignored) return IgnoreVerdict::ignored;
    }
    return verdict_of(rules, path);
}

class Random {
public:
    explicit Random(unsigned seed) : engine_(seed) {}
    std::size_t below(std::size_t bound) { return engine_() % bound; }
    std::string pick(const std::vector<std::string>& from, std::size_t most) {
        std::string text;
        for (std::size_t i = 0, count = 1 + below(most); i < count; ++i) text += from[below(from.size())];
        return text;
    }

private:
    std::mt19937 engine_; // NOLINT: the same numbers in every run are the point
};

TEST(IgnoreRules, AgreeWithGit) {
    if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
    const std::vector<std::string> pieces = {"a",   "b", "ab",   "c",           ".",     "/",   "/",   "*",   "**",     "**/",
                                             "/**", "?", "[ab]", "[!a]",        "[a-c]", "\\a", "\\*", "!",   "#",      " ",
                                             "[",   "]", "-",    "[[:alpha:]]", "[]a]",  "\\",  "a*",  "*.a", "[\\]a]", "[a-"};
    const std::vector<std::string> names = {"a", "b", "ab", "c", "a.a", "aab", "ba", "abc", "*", "-", "a b", "#a", "!a", "[a", "]", ".a"};
    Random random(20260101);
    const char* wanted = std::getenv("SQUIRE_TEST_ROUNDS"); // more, to hunt
    const int rounds = wanted != nullptr ? std::atoi(wanted) : 100;
    const testing::GitRepository repository;

    for (int round = 0; round < rounds; ++round) {
        std::string text;
        for (std::size_t i = 0, count = 1 + random.below(6); i < count; ++i) {
            if (random.below(4) == 0) text += '!';
            if (random.below(5) == 0) text += '/';
            text += random.pick(pieces, 5);
            if (random.below(5) == 0) text += '/';
            text += random.below(10) == 0 ? " \r\n" : "\n";
        }
        std::set<std::string> unique;
        for (int i = 0; i < 60; ++i) {
            std::string path = names[random.below(names.size())];
            while (random.below(2) == 0) path += "/" + names[random.below(names.size())];
            unique.insert(path);
        }
        const std::vector<std::string> paths(unique.begin(), unique.end());
        repository.write(".gitignore", text);
        const std::vector<IgnoreVerdict> expected = ask_git(repository, paths);
        ASSERT_EQ(expected.size(), paths.size());
        const IgnoreRules rules = IgnoreRules::parse(text);
        for (std::size_t i = 0; i < paths.size(); ++i) {
            // Git's report does not tell a kept path from a silent one where a folder above was named; being ignored or not is what counts.
            EXPECT_EQ(verdict_with_folders(rules, paths[i]) == IgnoreVerdict::ignored, expected[i] == IgnoreVerdict::ignored)
                << "rules:\n"
                << text << "path: " << paths[i];
        }
        if (HasFailure()) break;
    }
}

} // namespace
} // namespace squire::source
