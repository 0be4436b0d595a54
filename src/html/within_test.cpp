// SPDX-License-Identifier: MIT
#include "html/within.h"

#include <string>

#include <gtest/gtest.h>

#include "html/markdown.h"

namespace squire::html {
namespace {

TEST(Within, IdsAndWhatPointsToThemMoveTogether) {
    const struct {
        const char* html;
        const char* moved;
    } cases[] = {
        {"<h2 id=\"found\">id=\"x\" <em>h2</em></h2>", "<h3 id=\"w-found\">id=\"x\" <em>h2</em></h3>"},
        {"<a href=\"#found\">a</a>", "<a href=\"#w-found\">a</a>"},
        {"<a href=\"https://example.org/#found\">a</a>", "<a href=\"https://example.org/#found\">a</a>"},
        {"<a href=\"#\">a</a>", "<a href=\"#\">a</a>"},
        {"<svg aria-labelledby=\"a-title a-says\" class=\"id\">", "<svg aria-labelledby=\"w-a-title w-a-says\" class=\"id\">"},
        {"<img alt=\"an id=&quot;x&quot; b\" src=\"x\">", "<img alt=\"an id=&quot;x&quot; b\" src=\"x\">"},
        {"<h6>a</h6><hr><header>", "<h6>a</h6><hr><header>"},
        {"<h1>a</h1>", "<h2>a</h2>"},
        {"<p data-id=\"x\">", "<p data-id=\"x\">"},
        {"", ""},
        {"a < b", "a < b"},
        {"<p id=\"", "<p id=\""},
        {"<p id=\">x", "<p id=\">x"},
    };
    for (const auto& each : cases) EXPECT_EQ(within(each.html, "w-", 1), each.moved) << each.html;
}

TEST(Within, FootnotesStillLeadBack) {
    const std::string html = within(markdown_to_html("a[^1]\n\n[^1]: note \"id=\\\"x\\\"\" <id=\"y\">\n"), "w-", 1);
    EXPECT_NE(html.find("href=\"#w-fn-1\" id=\"w-fnref-1\""), std::string::npos) << html;
    EXPECT_NE(html.find("<li id=\"w-fn-1\">"), std::string::npos) << html;
    EXPECT_NE(html.find("<a href=\"#w-fnref-1\""), std::string::npos) << html;
}

} // namespace
} // namespace squire::html
