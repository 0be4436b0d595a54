// SPDX-License-Identifier: MIT
#include "publish/exports.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace squire::publish {
namespace {

const std::string kHostile = "=cmd|'/c calc'!A1\n<b>\"x\", y;\\z\x1b[31m\u202e \xff";

TEST(Csv, CellsAreNoFormulas) {
    EXPECT_EQ(csv_row({"a", "b c", "", "x,y", "say \"hi\"", "two\nlines"}), "a,b c,,\"x,y\",\"say \"\"hi\"\"\",\"two\nlines\"\r\n");
    EXPECT_EQ(csv_row({"=1+1", "+1", "-1", "@x", "\tx"}), "'=1+1,'+1,'-1,'@x,'\\tx\r\n");
    EXPECT_EQ(csv_row({kHostile}), "\"'=cmd|'/c calc'!A1\n<b>\"\"x\"\", y;\\z\\x1b[31m\\u202e \\xff\"\r\n");
    EXPECT_EQ(csv_row({std::string(1U << 20U, '"')}).size(), (1U << 21U) + 4);
}

TEST(Calendar, IsFoldedAndEscaped) {
    const Time now = *parse_time("2026-01-01T12:00:00Z");
    const std::string text =
        to_icalendar("P",
                     {{.id = "x@squire",
                       .summary = kHostile,
                       .description = std::string(300, 'a') + "\u00e4\u00e4",
                       .begin = now,
                       .end = now + std::chrono::hours(1)},
                      {.id = "y@squire", .summary = "day", .description = "", .begin = now, .end = now + std::chrono::days(1), .days = true}},
                     now);
    EXPECT_NE(text.find("SUMMARY:=cmd|'/c calc'!A1\\n<b>\"x\"\\, y\\;\\\\z\\\\x1b[31m\\\\u202e \\\\xff\r\n"), std::string::npos) << text;
    EXPECT_NE(text.find("DTSTART:20260101T120000Z\r\nDTEND:20260101T130000Z\r\n"), std::string::npos);
    EXPECT_NE(text.find("DTSTART;VALUE=DATE:20260101\r\nDTEND;VALUE=DATE:20260102\r\n"), std::string::npos);
    for (std::string_view line : split(text, '\n')) {
        EXPECT_LE(line.size(), 76U) << line;
        EXPECT_TRUE(is_utf8(line)) << line;
    }
}

TEST(Atom, TextsAreEscaped) {
    const std::string feed = to_atom("urn:x", "<P>",
                                     {{.id = "urn:1",
                                       .title = kHostile,
                                       .text = "]]>&",
                                       .author = "A",
                                       .address = "javascript:x",
                                       .updated = *parse_time("2026-01-01T12:00:00Z")}},
                                     *parse_time("2026-01-02T12:00:00Z"));
    EXPECT_EQ(feed.find("<b>"), std::string::npos);
    EXPECT_EQ(feed.find('\x1b'), std::string::npos);
    EXPECT_NE(feed.find("<content type=\"text\">]]&gt;&amp;</content>"), std::string::npos) << feed;
    EXPECT_EQ(feed.find("javascript"), std::string::npos);
    EXPECT_NE(feed.find("<updated>2026-01-01T12:00:00Z</updated>"), std::string::npos);
}

} // namespace
} // namespace squire::publish
