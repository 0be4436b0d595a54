// SPDX-License-Identifier: MIT
#include "html/markdown.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <memory>
#include <mutex>

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <fmt/format.h>

#include "base/text.h"

namespace squire::html {
namespace {

std::string without_tags(std::string_view html) {
    std::string text;
    bool in_tag = false;
    for (const char c : html) {
        if (c == '<')
            in_tag = true;
        else if (c == '>' && in_tag)
            in_tag = false;
        else if (!in_tag)
            text += c;
    }
    return text;
}

struct FreeNode {
    void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct FreeParser {
    void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};

// The one place that calls cmark-gfm.
std::string render(std::string_view markdown) {
    static std::once_flag once;
    std::call_once(once, cmark_gfm_core_extensions_ensure_registered);
    const std::unique_ptr<cmark_parser, FreeParser> parser(cmark_parser_new(CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_FOOTNOTES));
    for (const char* name : {"table", "autolink", "strikethrough"}) {
        if (cmark_syntax_extension* const extension = cmark_find_syntax_extension(name))
            cmark_parser_attach_syntax_extension(parser.get(), extension);
    }
    cmark_parser_feed(parser.get(), markdown.data(), markdown.size());
    const std::unique_ptr<cmark_node, FreeNode> document(cmark_parser_finish(parser.get()));
    char* const html = cmark_render_html(document.get(), CMARK_OPT_DEFAULT, cmark_parser_get_syntax_extensions(parser.get()));
    std::string text = html;
    cmark_get_default_mem_allocator()->free(html);
    return text;
}

// Control characters and bidirectional overrides become visible; line ends and tabs stay.
std::string visible(std::string_view html) {
    std::string text;
    text.reserve(html.size());
    std::size_t from = 0;
    for (std::size_t at = 0; at <= html.size(); ++at) {
        if (at < html.size() && html[at] != '\n' && html[at] != '\t' && html[at] != '\r') continue;
        text += printable(html.substr(from, at - from));
        if (at < html.size() && html[at] != '\r') text += html[at];
        from = at + 1;
    }
    return text;
}

// Visible, with blanks for line ends.
std::string on_one_line(std::string_view text) {
    std::string line(trim(text));
    std::ranges::replace_if(line, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    return printable(line);
}

} // namespace

std::string markdown_to_html(std::string_view markdown) {
    constexpr std::string_view kOmitted = "<!-- raw HTML omitted -->";
    std::string html = visible(render(markdown));
    for (std::size_t at = html.find(kOmitted); at != std::string::npos; at = html.find(kOmitted, at)) html.erase(at, kOmitted.size());
    return html;
}

Anchored with_anchors(std::string_view html) {
    Anchored anchored;
    std::map<std::string, int> used;
    std::size_t at = 0;
    for (std::size_t found = html.find("<h"); found != std::string::npos; found = html.find("<h", at)) {
        const char digit = found + 3 < html.size() && html[found + 3] == '>' ? html[found + 2] : '0';
        const std::string close = fmt::format("</h{}>", digit);
        const std::size_t end = digit >= '1' && digit <= '6' ? html.find(close, found) : std::string::npos;
        if (end == std::string::npos) {
            anchored.body.append(html, at, found + 2 - at);
            at = found + 2;
            continue;
        }
        const std::string_view inner = html.substr(found + 4, end - found - 4);
        std::string anchor = anchor_of(without_tags(inner));
        if (const int number = used[anchor]++; number > 0) anchor += fmt::format("-{}", number);
        anchored.body.append(html, at, found - at);
        anchored.body += fmt::format("<h{0} id=\"{1}\">{2}</h{0}>", digit, anchor, inner);
        anchored.headings.push_back({.level = digit - '0', .anchor = anchor, .html = without_tags(inner)});
        at = end + close.size();
    }
    anchored.body.append(html, at);
    return anchored;
}

std::string anchor_of(std::string_view title) {
    std::string anchor;
    for (const char c : title) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0)
            anchor += static_cast<char>(std::tolower(byte));
        else if (byte >= 0x80)
            anchor += c;
        else if ((c == ' ' || c == '-' || c == '_') && !anchor.empty())
            anchor += c == '_' ? '_' : '-';
    }
    return anchor.empty() ? "section" : to_utf8(anchor);
}

std::string markdown_text(std::string_view text) {
    constexpr std::string_view kSpecial = "\\`*_{}[]|~$@>";
    const std::string plain = on_one_line(text);
    std::string out;
    for (std::size_t i = 0; i < plain.size(); ++i) {
        const char c = plain[i];
        const std::string_view rest = std::string_view(plain).substr(i);
        const bool address = rest.starts_with("://") || (i >= 3 && std::string_view(plain).substr(i - 3).starts_with("www."));
        // A heading, a list, a line under a heading; "1." and "1)" with a blank behind them begin a list, too.
        const bool begins = i == 0 && std::string_view("#+-=").find(c) != std::string_view::npos;
        const bool counts =
            i > 0 && (c == '.' || c == ')') && (rest.size() == 1 || rest[1] == ' ') && plain.find_first_not_of("0123456789") == i;
        if (c == '<') {
            out += "&lt;";
        } else if (c == '&') {
            out += "&amp;";
        } else {
            if (kSpecial.find(c) != std::string_view::npos || address || begins || counts) out += '\\';
            out += c;
        }
    }
    return out;
}

std::string markdown_code(std::string_view text) {
    const std::string plain = on_one_line(text);
    // A pipe would end a cell; template engines of blogs, and some renderers of HTML, look into code, too.
    for (const std::string_view word : {"|", "`", "<", "{{", "{%"}) {
        if (plain.find(word) != std::string::npos) return markdown_text(plain);
    }
    return plain.empty() ? "" : "`" + plain + "`";
}

} // namespace squire::html
