// SPDX-License-Identifier: MIT
#include "fix/markdown.h"

#include <utility>

#include <gtest/gtest.h>

namespace squire::fix {
namespace {

TEST(Markdown, CodeStaysCode) {
    for (const auto& [text, code] : {std::pair<std::string_view, std::string_view>{"lodash", "`lodash`"},
                                     {"a`b", "``a`b``"},
                                     {"`", "`` ` ``"},
                                     {"``x", "``` ``x ```"},
                                     {"", "`(nothing)`"},
                                     {" \n ", "`(nothing)`"},
                                     {"a\n/close\n", "`a /close `"},
                                     {"x\x1b[31m", "`x\\x1b[31m`"}})
        EXPECT_EQ(as_code(text), code) << text;
    EXPECT_LT(as_code(std::string(1'000'000, 'x')).size(), 310U);
}

TEST(Markdown, ProseMeansNothing) {
    for (const auto& [text, prose] :
         {std::pair<std::string_view, std::string_view>{"update left from 1.0 to 1.1", "update left from 1.0 to 1.1"},
          {"update @evil/pkg to 2", "update `@evil/pkg` to 2"},
          {"cc @everyone", "cc `@everyone`"},
          {"x\n/close\n/assign @me", "x `/close` `/assign` `@me`"},
          {"see https://evil.example/", "see `https://evil.example/`"},
          {"www.evil.example", "`www.evil.example`"},
          {"![x](http://a/b.png)", "`![x](http://a/b.png)`"},
          {"<img src=x>", "`<img` `src=x>`"},
          {"left_pad is *bold*", "`left_pad` is `*bold*`"},
          {"fixes #12, !3 and ~bug", "fixes `#12`, `!3` and `~bug`"},
          {"# heading", "`#` heading"},
          {"- item", "`-` item"},
          {"1. item", "`1`. item"},
          {"=== x", "`===` x"},
          {"call `a @b`, now", "call `a @b`, now"},
          {"odd ` tick", "odd `` ` `` tick"},
          {"`a``b`", "```a``b```"},
          {"mail a@b.example", "mail `a@b.example`"},
          {"&lt;b&gt;", "`&lt;b&gt`;"},
          {":tada: 5% and 50%", "`:tada`: 5% and 50%"},
          {"a major step: 3.x (all of it)", "a major step: 3.x (all of it)"},
          {"web -> @a/b; used", "web -> `@a/b`; used"},
          {"", ""}})
        EXPECT_EQ(as_prose(text), prose) << text;
    EXPECT_LT(as_prose(std::string(1'000'000, '@')).size(), 3'000U);
}

TEST(Markdown, ABlockEndsWhereItShould) {
    EXPECT_EQ(as_block("npm test\n"), "```text\nnpm test\n```\n");
    EXPECT_EQ(as_block("a\n```\n/close"), "````text\na\n```\n/close\n````\n");
}

TEST(Markdown, CodeIsTakenOut) {
    for (const auto& [text, rest] : {std::pair<std::string_view, std::string_view>{"a `@b` c", "a      c"},
                                     {"`` a`@b `` c", "           c"},
                                     {"odd ` @b", "odd ` @b"},
                                     {"\\` @b `x`", "\\` @b    "},
                                     {"a\n```\n@b\n```\n@c", "a\n   \n  \n   \n@c"},
                                     {"````\n```\n@b\n````\n@c", "    \n   \n  \n    \n@c"},
                                     {"~~~\n@b", "   \n  "},
                                     {"a `\n\n@b `x", "a `\n\n@b `x"},
                                     {"a `x\n@b` c", "a   \n    c"},
                                     {"", ""}})
        EXPECT_EQ(without_code(text), rest) << text;
    // What was written as code is code when it is read.
    for (const std::string_view hostile : {"@a", "`@a", "@a`", "``@a`", "x `@a", "`` ` @a"}) {
        EXPECT_FALSE(without_code(as_code(hostile)).contains('@')) << hostile;
        EXPECT_FALSE(without_code(as_prose(hostile)).contains('@')) << hostile << " " << as_prose(hostile);
        EXPECT_FALSE(without_code(as_block(hostile)).contains('@')) << hostile;
    }
}

} // namespace
} // namespace squire::fix
