// SPDX-License-Identifier: MIT
#include "html/page.h"

#include <gtest/gtest.h>

namespace squire::html {
namespace {

TEST(Escape, LeavesNoMarkup) {
    EXPECT_EQ(escape("<script>alert(\"1\" & '2')</script>"), "&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;");
}

TEST(Escape, KeepsLinesAndMakesTheRestVisible) {
    EXPECT_EQ(escape("a\tb\r\nc\n"), "a\tb\nc\n");
    EXPECT_EQ(escape("x\x1b[31m"), "x\\x1b[31m");
    EXPECT_EQ(escape("a\u202Eb"), "a\\u202eb");
    EXPECT_EQ(escape("\xff"), "\\xff");
    EXPECT_EQ(escape("größer"), "größer");
    EXPECT_EQ(escape(""), "");
}

TEST(EscapeAddress, LetsOnlyAddressesOfTheWebThrough) {
    EXPECT_EQ(escape_address("https://a.example/?b=1&c"), "https://a.example/?b=1&amp;c");
    EXPECT_EQ(escape_address("HTTP://a.example"), "HTTP://a.example");
    for (const char* hostile : {"javascript:alert(1)", " https://a", "data:text/html,x", "", "//a.example", "https:\" onclick=\"x"})
        EXPECT_EQ(escape_address(hostile), "#") << hostile;
}

TEST(Page, IsOneDocumentThatForbidsScripts) {
    const std::string page = render({.title = "A & B", .body = "<p>text</p>\n"});
    EXPECT_NE(page.find("<title>A &amp; B</title>"), std::string::npos);
    EXPECT_NE(page.find("<main id=\"main\">\n<p>text</p>\n</main>"), std::string::npos);
    EXPECT_NE(page.find("script-src 'none'"), std::string::npos);
    EXPECT_EQ(page.find("<script"), std::string::npos);
}

TEST(Page, NamesItsOwnScriptByHash) {
    // printf 'alert(1)' | openssl dgst -sha256 -binary | base64
    const std::string page = render({.title = "", .body = "", .script = "alert(1)"});
    EXPECT_NE(page.find("script-src 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"), std::string::npos) << page;
    EXPECT_NE(page.find("<script>alert(1)</script>"), std::string::npos);
}

} // namespace
} // namespace squire::html
