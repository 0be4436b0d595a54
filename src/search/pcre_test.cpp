// SPDX-License-Identifier: MIT
#include "search/pcre.h"

#include <gtest/gtest.h>

namespace squire::search {
namespace {

std::vector<std::string> all(std::string_view regex, std::string_view subject, PcreOptions options = {}) {
    const auto compiled = Pcre::compile(regex, options);
    if (!compiled) return {"error: " + compiled.error().message};
    std::vector<std::string> found;
    compiled->find_all(subject, 0, [&](const PcreMatch& match) { return found.emplace_back(match.text(subject)), true; });
    return found;
}

TEST(Pcre, FindsEveryMatch) {
    using Texts = std::vector<std::string>;
    EXPECT_EQ(all("a.", "ab ac\na"), (Texts{"ab", "ac"}));
    EXPECT_EQ(all("^b", "a\nb\nb"), (Texts{"b", "b"}));
    EXPECT_EQ(all("^b", "a\nb", {.multi_line = false}), Texts());
    EXPECT_EQ(all("x*", "axx"), (Texts{"", "xx", ""}));
    EXPECT_EQ(all("(?<!a)b(?=c)", "abc bc b"), (Texts{"b"}));
    EXPECT_EQ(all("é.", "xéa"), (Texts{"éa"}));
    EXPECT_EQ(all("é?", "éé"), (Texts{"é", "é", ""}));
    EXPECT_EQ(all("\\p{L}", "1\xFFö"), (Texts{"ö"})); // what is no UTF-8 matches nothing
    EXPECT_EQ(all("^.{2}$", "aö"), (Texts{"aö"}));
    EXPECT_EQ(all("\xC3.", "ö"), (Texts{"ö"})); // no UTF-8
    EXPECT_EQ(all("B", "ab", {.ignoring_case = true}), (Texts{"b"}));
    EXPECT_EQ(all("a.b", "a\nb", {.dot_matches_newline = true}), (Texts{"a\nb"}));
}

TEST(Pcre, TellsGroupsByNumberAndName) {
    const auto regex = Pcre::compile("(?<key>k)=(?:(1)|(2))");
    ASSERT_TRUE(regex);
    EXPECT_EQ(regex->groups(), 3U);
    EXPECT_EQ(regex->names(), (std::vector<std::pair<std::string, std::uint32_t>>{{"key", 1}}));
    PcreMatch match;
    const std::string_view subject = "a k=2";
    ASSERT_EQ(regex->find(subject, 0, match), Pcre::Outcome::found);
    EXPECT_EQ(match.text(subject), "k=2");
    EXPECT_EQ(match.text(subject, 1), "k");
    EXPECT_FALSE(match.groups[2].took_part());
    EXPECT_EQ(match.text(subject, 3), "2");
    EXPECT_EQ(match.text(subject, 4), "");
    EXPECT_EQ(regex->match_at(subject, 0, match), Pcre::Outcome::none);
    EXPECT_EQ(regex->match_at(subject, 2, match), Pcre::Outcome::found);
}

TEST(Pcre, RefusesWhatIsNoRegex) {
    for (const std::string regex : {"(", "[", "a{2,1}", "(?P<1a>x)", "\\", "(?<=a*)b"}) {
        const auto compiled = Pcre::compile(regex);
        ASSERT_FALSE(compiled) << regex;
        EXPECT_TRUE(compiled.error().message.contains("at byte")) << compiled.error().message;
    }
    EXPECT_FALSE(Pcre::compile(std::string(100'000, 'a')));
}

TEST(Pcre, AnExplosionIsBoundedAndSaid) {
    const auto regex = Pcre::compile("^(a+)+$");
    ASSERT_TRUE(regex);
    PcreMatch match;
    EXPECT_EQ(regex->find(std::string(100'000, 'a') + "b", 0, match), Pcre::Outcome::limit);
    EXPECT_EQ(regex->find_all(std::string(100, 'a') + "b", 0, [](const PcreMatch&) { return true; }), Pcre::Outcome::limit);
}

} // namespace
} // namespace squire::search
