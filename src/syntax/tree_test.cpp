// SPDX-License-Identifier: MIT
#include "syntax/tree.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "base/file.h"
#include "testing/golden.h"

namespace squire::syntax {
namespace {

namespace fs = std::filesystem;

const Grammar& grammar(std::string_view name) { return grammar_of(*language_named(name)); }

TEST(Tree, DumpsAsExpected) {
    std::size_t count = 0;
    for (const Language& language : languages()) {
        const fs::path folder = fs::path(SQUIRE_TESTDATA) / "trees" / language.name;
        ASSERT_TRUE(fs::exists(folder)) << language.name << " has no example tree";
        const std::string text = *read_file(folder / "input");
        const auto tree = Tree::parse(grammar_of(language), text);
        ASSERT_TRUE(tree) << language.name;
        EXPECT_EQ(tree->error_bytes(), 0U) << language.name;
        testing::expect_golden(folder / "expected.txt", dump(*tree));
        ++count;
    }
    EXPECT_EQ(count, languages().size());
}

TEST(Tree, IsNoDeeperThanItsArrayWhateverTheNesting) {
    constexpr int kDepth = 20'000;
    for (const std::string_view name : {"python", "javascript", "java", "go", "c", "ruby", "php", "json"}) {
        std::string text = name == "php" ? "<?php $x = " : "x = ";
        if (name == "json") text.clear();
        for (int i = 0; i < kDepth; ++i) text += '[';
        text += '1';
        for (int i = 0; i < kDepth; ++i) text += ']';
        const auto tree = Tree::parse(grammar(name), text);
        ASSERT_TRUE(tree) << name << ": " << tree.error().message;
        EXPECT_EQ((*tree)[0].size, tree->nodes().size());
        EXPECT_TRUE(Tree::same(*tree, 0, *tree, 0));
    }
}

TEST(Tree, KeepsWhatParsesBesideWhatDoesNot) {
    const std::string text = "def f(:\n  \xff\xfe )(\n\nprint('here')\n";
    const auto tree = Tree::parse(grammar("python"), text);
    ASSERT_TRUE(tree);
    EXPECT_GT(tree->error_bytes(), 0U);
    EXPECT_NE(dump(*tree).find("'print'"), std::string::npos);
}

TEST(Tree, CountsTheLineBreakThatIsMissing) {
    const Grammar& python = grammar_of(*language_named("python"));
    const auto together = Tree::parse(python, "from flask import request\na=request.args.get()b=a\nos.system(b)");
    const auto apart = Tree::parse(python, "from flask import request\na=request.args.get()\nb=a\nos.system(b)");
    ASSERT_TRUE(together && apart);
    EXPECT_EQ(together->error_bytes(), 1U);
    EXPECT_EQ(apart->error_bytes(), 0U);
}

TEST(Tree, RefusesWhatIsTooLarge) {
    const std::string text(2000, '1');
    const auto bytes = Tree::parse(grammar("python"), text, {.bytes = 1000});
    ASSERT_FALSE(bytes);
    EXPECT_EQ(bytes.error().kind, ErrorKind::limit);
    std::string many;
    for (int i = 0; i < 1000; ++i) many += "x = 1\n";
    const auto nodes = Tree::parse(grammar("python"), many, {.nodes = 100});
    ASSERT_FALSE(nodes);
    EXPECT_EQ(nodes.error().kind, ErrorKind::limit);
    std::string large;
    for (int i = 0; i < 200'000; ++i) large += "x = f(a, b)\n";
    const auto time = Tree::parse(grammar("python"), large, {.time = std::chrono::milliseconds(1)});
    ASSERT_FALSE(time);
    EXPECT_EQ(time.error().kind, ErrorKind::limit);
}

TEST(Dockerfile, InstructionsReachToTheirLastByte) {
    for (const std::string_view text : {"CMD [\"a\", \"b\"]", "CMD a b", "RUN a;", "FROM a:b@c AS d", "USER a:b", "ENV a=b c=d"}) {
        const std::string lines = std::string(text) + "\n";
        const auto tree = Tree::parse(grammar("dockerfile"), lines);
        ASSERT_TRUE(tree) << text;
        EXPECT_EQ(tree->text(1).substr(0, text.find(';')), text.substr(0, text.find(';')));
    }
}

TEST(Unquoted, TakesOffQuotesAndPrefixes) {
    struct Case {
        std::string_view literal, content;
    };
    for (const Case& one : {Case{"'a'", "a"}, Case{"\"a\"", "a"}, Case{"rb'''a'b'''", "a'b"}, Case{"\"\"", ""}, Case{"''''''", ""},
                            Case{"`a`", "a"}, Case{"f\"a\"", "a"}, Case{"r#\"a\"#", "a"}, Case{"@\"a\"", "a"}, Case{"word", "word"},
                            Case{"", ""}, Case{"\"", ""}, Case{"'\"'", "\""}, Case{"L\"a\"", "a"}, Case{":a", ":a"}})
        EXPECT_EQ(unquoted(one.literal), one.content) << one.literal;
}

} // namespace
} // namespace squire::syntax
