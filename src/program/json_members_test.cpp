// SPDX-License-Identifier: MIT
#include "program/json_members.h"

#include <gtest/gtest.h>

namespace squire::program {
namespace {

TEST(MemberText, IsTheValueAsItStands) {
    constexpr std::string_view kObject =
        R"( {"events": [{"state": "x", "data": {"a": "}]\"\\"}}, 1], "fields" : {"b": [1, {"c": 2}]}, "n": -1.5e3, "state":"open","t":true} )";
    EXPECT_EQ(member_texts<1>(kObject, {"state"})[0], "\"open\"") << "not the one within an event";
    EXPECT_EQ(member_texts<1>(kObject, {"fields"})[0], R"({"b": [1, {"c": 2}]})");
    EXPECT_EQ(member_texts<1>(kObject, {"events"})[0], R"([{"state": "x", "data": {"a": "}]\"\\"}}, 1])");
    EXPECT_EQ(member_texts<1>(kObject, {"n"})[0], "-1.5e3");
    EXPECT_EQ(member_texts<1>(kObject, {"t"})[0], "true");
    EXPECT_EQ(member_texts<1>(kObject, {"a"})[0], "");
    EXPECT_EQ(member_texts<1>("{\"a\":1}", {"a"})[0], "1");
    EXPECT_EQ((member_texts<3>(kObject, {"t", "nowhere", "n"})), (std::array<std::string_view, 3>{"true", "", "-1.5e3"}));
    EXPECT_EQ(member_texts<1>("{\"a\":1,\"a\":2}", {"a"})[0], "1") << "the first of two";
}

TEST(MemberText, IsEmptyInWhatIsNoObject) {
    for (const char* text : {"", "{", "{}", "[]", "[{\"a\": 1}]", "{\"a\"", "{\"a\":", "{\"a\": \"x", "{\"a\": [1", "{\"a\" 1}", "{a: 1}",
                             "{\"b\": 1 \"a\": 2}", "\"a\""})
        EXPECT_EQ(member_texts<1>(text, {"a"})[0], "") << text;
}

} // namespace
} // namespace squire::program
