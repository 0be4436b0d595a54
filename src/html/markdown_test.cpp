// SPDX-License-Identifier: MIT
#include "html/markdown.h"

#include <string>

#include <gtest/gtest.h>

namespace squire::html {
namespace {

// Texts of strangers that would be something else in Markdown or HTML.
constexpr const char* kHostile[] = {"<script>alert(1)</script>",
                                    "<img src=x onerror=alert(1)>",
                                    "[a](javascript:alert(1))",
                                    "![a](http://x/y.png)",
                                    "a | b | c",
                                    "`code`",
                                    "**bold** _em_ ~~gone~~",
                                    "# heading",
                                    "- item",
                                    "1. item",
                                    "> quote",
                                    "&lt;b&gt; &amp;",
                                    "{{< shortcode >}} {% x %}",
                                    "www.example.org",
                                    "see http://example.org",
                                    "@all",
                                    "\\",
                                    "a\nb\r\nc",
                                    "$x$",
                                    "+ item",
                                    "===",
                                    "\xff\xfe",
                                    "1) item",
                                    "\u202edrowssap"};

// What a browser shows of HTML that has no tags but <p> and <code>.
std::string shown(std::string html) {
    for (const auto& [from, to] : {std::pair("<p>", ""),
                                   {"</p>\n", ""},
                                   {"<code>", ""},
                                   {"</code>", ""},
                                   {"&lt;", "<"},
                                   {"&gt;", ">"},
                                   {"&quot;", "\""},
                                   {"&amp;", "&"}}) {
        const std::string word = from;
        for (std::size_t at = html.find(word); at != std::string::npos; at = html.find(word, at + std::string(to).size()))
            html.replace(at, word.size(), to);
    }
    return html;
}

TEST(Markdown, AStrangersTextIsItself) {
    for (const std::string text : kHostile) {
        std::string wanted = text;
        for (std::size_t at = wanted.find("\r\n"); at != std::string::npos; at = wanted.find("\r\n")) wanted.replace(at, 2, "  ");
        for (char& c : wanted) c = c == '\n' ? ' ' : c;
        if (text == "\xff\xfe") wanted = R"(\xff\xfe)";
        if (text.starts_with("\xe2\x80\xae")) wanted = "\\u202edrowssap";
        EXPECT_EQ(shown(markdown_to_html(markdown_text(text))), wanted) << text << "\n" << markdown_text(text);
        EXPECT_EQ(shown(markdown_to_html(markdown_code(text))), wanted) << text << "\n" << markdown_code(text);
    }
}

TEST(Markdown, AStrangersTextStaysInItsCell) {
    for (const std::string text : kHostile) {
        for (const std::string& cell : {markdown_text(text), markdown_code(text)}) {
            const std::string html = markdown_to_html("| a | b |\n| --- | --- |\n| " + cell + " | end |\n");
            EXPECT_NE(html.find("<td>end</td>"), std::string::npos) << html;
            EXPECT_EQ(html.find("<script"), std::string::npos) << html;
            EXPECT_EQ(html.find("<a "), std::string::npos) << html;
            EXPECT_EQ(html.find("<img"), std::string::npos) << html;
        }
    }
}

TEST(Markdown, RawHtmlAndScriptsAreLeftOut) {
    EXPECT_EQ(markdown_to_html("a <b>c</b>\n\n<script>x</script>\n"), "<p>a c</p>\n\n");
    EXPECT_EQ(markdown_to_html("[a](javascript:alert(1))"), "<p><a href=\"\">a</a></p>\n");
}

TEST(Markdown, HeadingsGetAnchors) {
    const Anchored anchored = with_anchors(markdown_to_html("# A b\n\n## A *b*\n\n## c_d é\n\n## !\n"));
    ASSERT_EQ(anchored.headings.size(), 4U);
    EXPECT_EQ(anchored.headings[0].anchor, "a-b");
    EXPECT_EQ(anchored.headings[1].anchor, "a-b-1");
    EXPECT_EQ(anchored.headings[1].html, "A b");
    EXPECT_EQ(anchored.headings[2].anchor, "c_d-é");
    EXPECT_EQ(anchored.headings[3].anchor, "section");
    EXPECT_NE(anchored.body.find("<h2 id=\"a-b-1\">A <em>b</em></h2>"), std::string::npos) << anchored.body;
}

} // namespace
} // namespace squire::html
