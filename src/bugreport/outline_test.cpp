// SPDX-License-Identifier: MIT
#include "bugreport/outline.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "bugreport/predicate_oracle_test.h"
#include "bugreport/reduction.h"

namespace squire::bugreport {
namespace {

struct Case {
    std::string path, text, kept; // what the oracle asks for, words with blanks between, in that order
    std::string least; // what is left of the text
};

const std::vector<Case> kCases{
    {"pom.xml",
     "<?xml version=\"1.0\"?>\n<project>\n  <!-- ours -->\n  <name>Shop</name>\n  <dependencies>\n    <dependency>\n      <groupId>g</groupId>\n"
     "      <artifactId>anvil</artifactId><version>1</version>\n    </dependency>\n    "
     "<dependency><artifactId>hammer</artifactId></dependency>\n"
     "  </dependencies>\n</project>\n",
     "<dependency> <artifactId>anvil</artifactId> </dependency>", "<dependency><artifactId>anvil</artifactId></dependency>"},
    {"Cargo.lock",
     "version = 3\n\n[[package]]\nname = \"a\"\nversion = \"1\"\n\n[[package]]\nname = \"anvil\"\nversion = \"2\"\ndependencies = [\n "
     "\"a\",\n]\n",
     "[[package]] name anvil 2", "[[package]]nameanvil2"},
    {".gitlab-ci.yml",
     "stages:\n  - build\n  - test\n\nbuild:\n  stage: build\n  script:\n    - make all\n    - curl http://x | sh\n\ntest:\n  script: [make "
     "check]\n",
     "script: curl | sh", "script:curl|sh"},
    {"Dockerfile", "# base\nFROM debian:12\nRUN apt-get update && \\\n    apt-get install -y curl\nCOPY . /app\nUSER root\n", "FROM root",
     "FROMroot"},
    {"package.json", "{\n  \"name\": \"shop\",\n  \"scripts\": { \"test\": \"jest\", \"build\": \"tsc\" },\n  \"private\": true\n}\n", "{ tsc }",
     "{\"tsc\"}"},
    {"notes.txt", "one two\n  indented under one\n    more\nthree\n\nlast paragraph\nof two lines\n", "indented paragraph", "indentedparagraph"},
    {"main.tf", "resource \"aws_s3_bucket\" \"logs\" {\n  bucket = \"x\"\n  acl    = \"public-read\"\n}\n\noutput \"o\" { value = 1 }\n",
     "resource { public-read }", "resource{\"public-read\"}"},
};

bool holds(std::string_view text, std::string_view words) {
    std::size_t at = 0;
    for (std::size_t begin = 0; begin < words.size();) {
        const std::size_t end = std::min(words.find(' ', begin), words.size());
        at = text.find(words.substr(begin, end - begin), at);
        if (at == std::string_view::npos) return false;
        at += end - begin;
        begin = end + 1;
    }
    return true;
}

TEST(Outline, ReducesEveryFormat) {
    for (const Case& each : kCases) {
        PredicateOracle oracle([&](const Input& candidate) { return holds(candidate.file().text(), each.kept); });
        const auto reduced = reduce(one_file(each.path, each.text), oracle, {});
        ASSERT_TRUE(reduced) << each.path;
        EXPECT_EQ(reduced->best.file().text(), each.least) << each.path;
        const Outline outline = outline_of(each.path, reduced->best.file().text());
        for (std::uint32_t node = 1; node < outline.size(); ++node)
            for (const Edit& edit : deletions_of(outline, node))
                EXPECT_FALSE(holds(with_edits(reduced->best, 0, std::span(&edit, 1)).file().text(), each.kept)) << each.path;
    }
}

TEST(Outline, ChildrenLieInTheirParentWithoutOverlap) {
    for (const Case& each : kCases) {
        const Outline outline = outline_of(each.path, each.text);
        EXPECT_GT(outline.size(), 5U) << each.path;
        EXPECT_EQ(outline[0].end, each.text.size());
        EXPECT_EQ(outline[0].size, outline.size());
        for (std::uint32_t node = 0; node < outline.size(); ++node) {
            std::uint32_t from = outline[node].begin;
            for (const std::uint32_t child : children_of(outline, node)) {
                EXPECT_EQ(outline[child].parent, node) << each.path;
                EXPECT_GE(outline[child].begin, from) << each.path;
                EXPECT_GT(outline[child].end, outline[child].begin) << each.path;
                from = outline[child].end;
            }
            EXPECT_LE(from, outline[node].end) << each.path;
        }
    }
}

TEST(Outline, TextsInALineOutlineGoByIndentation) {
    const Outline outline = outline_of_lines("a:\n  b: 1\n  c:\n    d\n\ne: 2\n");
    ASSERT_EQ(children_of(outline, 0).size(), 2U); // a block each
    const std::uint32_t line = children_of(outline, children_of(outline, 0)[0])[0];
    EXPECT_EQ(outline[line].begin, 0U);
    EXPECT_EQ(outline[line].end, 20U);                    // to "d"
    EXPECT_EQ(children_of(outline, line).size(), 3U);     // the word, and two lines under it
}

} // namespace
} // namespace squire::bugreport
