// SPDX-License-Identifier: MIT
#include "program/json_members.h"

#include <gtest/gtest.h>

namespace squire::program {
namespace {

TEST(MemberText, IsTheValueAsItStands) {
    constexpr std::string_view kObject =
        R"( {"events": [{"state": "x", "data": {"a": "}]\"\\"}}, 1], "fields" : {"b": [1, {"c": 2}]}, "n": -1.5e3, "state":"open","t":true} )";
    EXPECT_EQ(member_text(kObject, "state"), "\"open\"") << "not the one within an event";
    EXPECT_EQ(member_text(kObject, "fields"), R"({"b": [1, {"c": 2}]})");
    EXPECT_EQ(member_text(kObject, "events"), R"([{"state": "x", "data": {"a": "}]\"\\"}}, 1])");
    EXPECT_EQ(member_text(kObject, "n"), "-1.5e3");
    EXPECT_EQ(member_text(kObject, "t"), "true");
    EXPECT_EQ(member_text(kObject, "a"), "");
    EXPECT_EQ(member_text("{\"a\":1}", "a"), "1");
}

TEST(MemberText, IsEmptyInWhatIsNoObject) {
    for (const char* text : {"", "{", "{}", "[]", "[{\"a\": 1}]", "{\"a\"", "{\"a\":", "{\"a\": \"x", "{\"a\": [1", "{\"a\" 1}", "{a: 1}",
                             "{\"b\": 1 \"a\": 2}", "\"a\""})
        EXPECT_EQ(member_text(text, "a"), "") << text;
}

} // namespace
} // namespace squire::program
