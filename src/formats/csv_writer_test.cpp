// SPDX-License-Identifier: MIT
#include "formats/csv_writer.h"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace squire::formats {
namespace {

TEST(CsvRecord, KeepsCellsApart) {
    EXPECT_EQ(csv_record({"a", "b c", ""}), "a,b c,\r\n");
    EXPECT_EQ(csv_record({"a,b", "say \"x\"", "two\nlines"}), "\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"\r\n");
    EXPECT_EQ(csv_record({}), "\r\n");
}

TEST(CsvRecord, RunsNoFormula) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"},
        {"+1", "'+1"},
        {"-2", "'-2"},
        {"@SUM(1)", "'@SUM(1)"},
        {"\t=1", "' =1"},
        {"\r=1", "' =1"},
        {"  =1", "'  =1"},
        {"\xEF\xBC\x9D"
         "1",
         "'\xEF\xBC\x9D"
         "1"},
        {"a=1", "a=1"},
        {"a\x01z", "a z"},
        {"\xff", "\xEF\xBF\xBD"},
    };
    for (const auto& [cell, wanted] : cases) EXPECT_EQ(csv_record({cell}), wanted + "\r\n") << cell;
    EXPECT_EQ(csv_record({"=1,2"}), "\"'=1,2\"\r\n");
}

} // namespace
} // namespace squire::formats
