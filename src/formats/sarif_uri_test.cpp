// SPDX-License-Identifier: MIT
#include "formats/sarif_uri.h"

#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace squire::formats {
namespace {

using Table = std::vector<std::pair<std::string_view, std::string_view>>;

TEST(SarifUri, EncodesWhatAPathMayHoldAndAnAddressMayNot) {
    const Table table{{"src/a.py", "src/a.py"},
                      {"a b#c?d.txt", "a%20b%23c%3Fd.txt"},
                      {"c:d/e", "c%3Ad/e"},
                      {"é", "%C3%A9"},
                      {"outer.zip!inner/x", "outer.zip!inner/x"},
                      {"100%", "100%25"},
                      {"\xFF", "%FF"},
                      {"", ""}};
    for (const auto& [path, uri] : table) {
        EXPECT_EQ(to_uri(path), uri) << path;
        EXPECT_EQ(path_of_uri(uri), path) << uri;
    }
}

TEST(SarifUri, TakesThePathOutOfAnyAddress) {
    const Table table{{"file:///home/a/b.c", "/home/a/b.c"},
                      {"file:/x/y", "/x/y"},
                      {"https://host/p/q?x#y", "/p/q"},
                      {"https://host", ""},
                      {"./src//a.py", "src/a.py"},
                      {"../../etc/passwd", "etc/passwd"},
                      {"src\\windows\\a.cs", "src/windows/a.cs"},
                      {"a/../b", "b"},
                      {"/", "/"},
                      {"file:///C:/x/a.cs", "/C:/x/a.cs"},
                      {"C:\\x\\a.cs", "C:/x/a.cs"},
                      {"a%2", "a%2"},
                      {"a%zz", "a%zz"},
                      {"%2e%2e/%2e%2e/x", "x"},
                      {"a?b", "a"}};
    for (const auto& [uri, path] : table) EXPECT_EQ(path_of_uri(uri), path) << uri;
}

} // namespace
} // namespace squire::formats
