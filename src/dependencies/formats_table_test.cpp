// SPDX-License-Identifier: MIT
#include "dependencies/formats_table.h"

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "base/file.h"

namespace squire::dependencies {
namespace {

TEST(FormatsTable, StandsInTheDocument) {
    const std::filesystem::path file = std::filesystem::path(SQUIRE_SOURCE_DIR) / "docs/lockfiles.md";
    const auto text = read_file(file);
    ASSERT_TRUE(text.has_value());
    constexpr std::string_view kStart = "<!-- formats -->\n";
    const std::size_t start = text->find(kStart);
    const std::size_t end = text->find("<!-- end -->", start);
    ASSERT_NE(start, std::string::npos);
    ASSERT_NE(end, std::string::npos);
    const std::size_t first = start + kStart.size();
    const std::string table = write_formats_table();
    if (const char* accept = std::getenv("SQUIRE_ACCEPT"); accept != nullptr && std::string_view(accept) == "1") {
        ASSERT_TRUE(write_file(file, text->substr(0, first) + table + text->substr(end)).has_value());
        GTEST_SKIP() << "accepted";
    }
    EXPECT_EQ(text->substr(first, end - first), table) << "SQUIRE_ACCEPT=1 rewrites it";
}

} // namespace
} // namespace squire::dependencies
