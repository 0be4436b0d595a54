// SPDX-License-Identifier: MIT
#include "formats/json_writer.h"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace squire::formats {
namespace {

using namespace std::string_view_literals;

std::string written(std::string_view text) {
    JsonWriter writer;
    writer.value(text);
    return writer.take();
}

TEST(JsonWriter, WritesTextsAsValidUtf8WithoutNul) {
    const std::vector<std::pair<std::string_view, std::string_view>> table{
        {"", "\"\"\n"},
        {"plain", "\"plain\"\n"},
        {"a\"b\\c", "\"a\\\"b\\\\c\"\n"},
        {"\b\f\n\r\t\x1b\x1f", "\"\\b\\f\\n\\r\\t\\u001b\\u001f\"\n"},
        {"a\0b"sv, "\"a\xEF\xBF\xBD"
                   "b\"\n"},
        {"é€𝄞", "\"é€𝄞\"\n"},
        {"a\xFFz", "\"a\xEF\xBF\xBDz\"\n"},
        {"\xC3\xA9\xC3", "\"é\xEF\xBF\xBD\"\n"},
        {"\xED\xA0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"\n"},
        {"\x7F", "\"\x7F\"\n"},
    };
    for (const auto& [text, expected] : table) EXPECT_EQ(written(text), expected) << "input: " << text;
}

TEST(JsonWriter, IndentsByTwoAndKeepsTheOrderOfTheCalls) {
    JsonWriter writer;
    {
        const JsonObject document(writer);
        writer.member("z", "first");
        writer.member("a", 7);
        writer.member("flag", true);
        writer.member_unless_empty("nothing", "");
        {
            const JsonArray list(writer, "list");
            writer.value(1U);
            const JsonObject inner(writer);
            writer.member("x", -1);
        }
        {
            const JsonArray empty(writer, "empty");
        }
        {
            const JsonObject empty(writer, "none");
        }
    }
    EXPECT_EQ(writer.take(), R"({
  "z": "first",
  "a": 7,
  "flag": true,
  "list": [
    1,
    {
      "x": -1
    }
  ],
  "empty": [],
  "none": {}
}
)");
}

} // namespace
} // namespace squire::formats
