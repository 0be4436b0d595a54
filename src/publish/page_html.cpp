// SPDX-License-Identifier: MIT
#include "publish/page_html.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/replace_all.h"
#include "base/text.h"
#include "html/markdown.h"
#include "html/page.h"

namespace squire::publish {
namespace {

constexpr std::string_view kStyle = R"css(
.shell { display: grid; grid-template-columns: minmax(0, 1fr); }
nav.contents { font-size: .94rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--wash); padding: .6rem 1rem; margin: 1rem 0; }
nav.contents ul { list-style: none; margin: 0; padding: 0; }
nav.contents ul ul { padding-left: 1rem; }
nav.contents a { display: block; padding: .15rem 0; text-decoration: none; }
nav.contents a:hover { text-decoration: underline; }
nav.contents summary { font-weight: 600; }
article { min-width: 0; }
h2, h3, h4 { scroll-margin-top: 1rem; }
.wide:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.wide th, .wide td { overflow-wrap: break-word; } /* a name stays whole; a table that is too wide for the screen scrolls */
.wide td { max-width: 26rem; }
@media (min-width: 64rem) {
  .shell { grid-template-columns: 15rem minmax(0, 1fr); gap: 2.5rem; align-items: start; }
  nav.contents { position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow-y: auto; }
}
@media print { nav.contents { display: none; } .wide { overflow: visible; } }
)css";

// What the kinds of line that are Kramdown's, not Markdown's, come to: attributes and the list that it turns into a table of contents.
bool is_kramdown(std::string_view line) { return line.starts_with("{:") && line.ends_with('}'); }

std::string without_attributes(std::string_view line) {
    const std::string_view trimmed = trim(line);
    if (const std::size_t at = trimmed.rfind("{:"); at != std::string_view::npos && trimmed.ends_with('}'))
        return std::string(trim(trimmed.substr(0, at)));
    return std::string(line);
}

// CommonMark that says the same: tables whole, no front matter, no attributes, no contents list of Kramdown's.
std::string to_commonmark(const Page& page) {
    std::map<std::size_t, const PageTable*> tables;
    for (const PageTable& table : page.tables) tables[table.first] = &table;
    std::string text;
    for (std::size_t i = page.body; i < page.lines.size(); ++i) {
        if (const auto found = tables.find(i); found != tables.end()) {
            const PageTable& table = *found->second;
            const std::size_t columns = table.header.cells.size();
            text += "\n" + to_row(table.header.cells) + "\n" + to_separator(columns) + "\n";
            for (const TableRow& row : table.rows) {
                std::vector<std::string> cells = row.cells;
                cells.resize(columns);
                text += to_row(cells) + "\n";
            }
            text += "\n";
            i = table.end - 1;
            continue;
        }
        if (page.is_code[i]) {
            text += page.lines[i];
            continue;
        }
        const std::string_view line = trim(page.lines[i]);
        const bool next_is_contents = i + 1 < page.lines.size() && trim(page.lines[i + 1]).starts_with("{:toc");
        if (is_kramdown(line) || next_is_contents) continue;
        const bool heading = line.starts_with('#');
        text += heading ? without_attributes(page.lines[i]) + "\n" : std::string(page.lines[i]);
    }
    return text;
}

// Headings of the first three levels as a list of two.
std::string navigation_of(const std::vector<html::Heading>& headings) {
    std::string navigation;
    int level = 2;
    bool first = true;
    for (const html::Heading& heading : headings) {
        if (heading.level > 3) continue;
        const int own = std::clamp(heading.level, 2, 3);
        if (own > level && !first) navigation += "<ul>";
        if (own < level)
            navigation += "</li></ul></li>";
        else if (own == level && !first)
            navigation += "</li>";
        navigation += fmt::format("<li><a href=\"#{}\">{}</a>", heading.anchor, heading.html);
        level = first ? 2 : own;
        first = false;
    }
    if (!first) navigation += level == 3 ? "</li></ul></li>" : "</li>";
    return navigation;
}

} // namespace

Result<std::string> page_to_html(std::string_view markdown) {
    const auto page = read_page(markdown);
    if (!page) return std::unexpected(page.error());
    // What was generated stands in the document, too: only its marks go.
    std::string whole;
    for (const std::string_view line : split(markdown, '\n')) {
        const std::string_view mark = trim(line);
        if (mark.starts_with("<!-- squire:begin ") || mark.starts_with("<!-- squire:end ")) continue;
        whole.append(line).append("\n");
    }
    const auto shown = read_page(whole);
    if (!shown) return std::unexpected(shown.error());
    std::string html = html::markdown_to_html(to_commonmark(*shown));
    // Kramdown's heading over its contents list has nothing below it here.
    replace_all(html, "<h2>On this page</h2>\n", "");
    replace_all(html, "<table>", "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table>");
    replace_all(html, "</table>", "</table></div>");
    replace_all(html, "<th>", "<th scope=\"col\">");
    const html::Anchored anchored = html::with_anchors(html);
    const std::string title = shown->title.empty() ? "Internship program" : shown->title;
    html::Page document{.title = title, .style = std::string(kStyle)};
    document.body = fmt::format("<h1>{}</h1>\n<div class=\"shell\">\n<nav class=\"contents\" aria-label=\"On this "
                                "page\"><ul>{}</ul></nav>\n<article>\n{}</article>\n</div>\n",
                                html::escape(title), navigation_of(anchored.headings), anchored.body);
    return html::render(document);
}

} // namespace squire::publish
