// SPDX-License-Identifier: MIT
#include "writeup/document.h"

#include <algorithm>
#include <cctype>
#include <vector>

#include <fmt/format.h>
#include <openssl/evp.h>

#include "base/counted.h"
#include "base/replace_all.h"
#include "base/text.h"
#include "embedded/writeup_page_style.h"
#include "html/markdown.h"
#include "html/page.h"
#include "writeup/blocks.h"
#include "writeup/chart.h"
#include "writeup/figures.h"

namespace squire::writeup {
namespace {

constexpr std::size_t kLargestImage = 2U << 20U;
constexpr std::size_t kLongestName = 200;
constexpr std::size_t kLongestLead = 600;

// By its first bytes; formats that browsers draw and that hold no script. Empty for anything else.
std::string_view image_type(std::string_view bytes) {
    if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return "image/png";
    if (bytes.starts_with("\xff\xd8\xff")) return "image/jpeg";
    if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return "image/gif";
    if (bytes.starts_with("RIFF") && bytes.size() > 12 && bytes.substr(8, 4) == "WEBP") return "image/webp";
    return {};
}

std::string base64(std::string_view bytes) {
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const int length = ::EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), // NOLINT(*-reinterpret-cast): the library's type of byte
                                         reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size())); // NOLINT
    text.resize(static_cast<std::size_t>(std::max(length, 0)));
    return text;
}

bool is_day(std::string_view text) {
    constexpr std::string_view kShape = "dddd-dd-dd";
    return text.size() >= kShape.size() && std::ranges::equal(kShape, text.substr(0, kShape.size()), [](char shape, char c) {
               return shape == 'd' ? std::isdigit(static_cast<unsigned char>(c)) != 0 : c == '-';
           });
}

// A date in a cell stays on its line.
void keep_dates(std::string& html) {
    constexpr std::string_view kCell = "<td>";
    for (std::size_t at = html.find(kCell); at != std::string::npos; at = html.find(kCell, at + kCell.size())) {
        const std::size_t from = at + kCell.size();
        const std::size_t end = html.find("</td>", from);
        if (end != std::string::npos && end - from <= 26 && is_day(std::string_view(html).substr(from, end - from)))
            html.replace(at, kCell.size(), "<td class=\"date\">");
    }
}

// Words in the cells of a table may break: names in code after their dots, and any that is too long for a column somewhere. A table is as wide as its
// longest word else, and paper does not scroll.
std::string with_breaks_in_cells(std::string_view html) {
    constexpr std::size_t kLongestWord = 24;
    std::string out;
    out.reserve(html.size() + html.size() / 8);
    bool cell = false;
    bool code = false;
    std::size_t word = 0; // letters since the last place to break at
    for (std::size_t at = 0; at < html.size();) {
        if (html[at] == '<') {
            const std::size_t end = std::min(html.find('>', at), html.size() - 1) + 1;
            const std::string_view tag = html.substr(at, end - at);
            cell = (cell || tag.starts_with("<td")) && !tag.starts_with("</td");
            code = (code || tag == "<code>") && tag != "</code>";
            word = 0;
            out.append(tag);
            at = end;
            continue;
        }
        const std::size_t entity = html[at] == '&' ? html.find(';', at) : std::string_view::npos;
        const std::size_t end = entity != std::string_view::npos && entity - at < 12 ? entity + 1 : at + 1;
        const bool starts = (static_cast<unsigned char>(html[at]) & 0xC0U) != 0x80U; // not within a character
        word = html[at] == ' ' || html[at] == '\n' ? 0 : word + (starts ? 1 : 0);
        if (cell && starts && word > kLongestWord) {
            out += "<wbr class=\"long\">";
            word = 1;
        }
        out.append(html, at, end - at);
        const bool joint = code && std::string_view("./_:").find(html[at]) != std::string_view::npos && end < html.size() && html[end] != '<';
        if (cell && joint) {
            out += "<wbr>";
            word = 0;
        }
        at = end;
    }
    return out;
}

// The value of an attribute as cmark writes it; empty where there is none.
std::string_view attribute(std::string_view tag, std::string_view name) {
    const std::string begin = fmt::format(" {}=\"", name);
    const std::size_t at = tag.find(begin);
    if (at == std::string_view::npos) return {};
    const std::size_t from = at + begin.size();
    return tag.substr(from, tag.find('"', from) - from);
}

std::string picture(std::string_view tag, const std::vector<Chart>& charts, const Images& images, bool alone) {
    const std::string_view address = attribute(tag, "src");
    const std::string_view words = attribute(tag, "alt"); // HTML already
    for (const Chart& chart : charts) {
        if (alone && address == chart_address(chart.id)) return to_figure(chart);
    }
    const std::optional<std::string> bytes = images ? images(address) : std::nullopt;
    const std::string_view type = bytes && bytes->size() <= kLargestImage ? image_type(*bytes) : std::string_view();
    if (type.empty()) return fmt::format("<span class=\"quiet\">[image: {}]</span>", words.empty() ? address : words);
    return fmt::format("<img src=\"data:{};base64,{}\" alt=\"{}\">", type, base64(*bytes), words);
}

std::string with_pictures(std::string_view html, const std::vector<Chart>& charts, const Images& images) {
    constexpr std::string_view kParagraph = "<p>";
    constexpr std::string_view kEnd = "</p>";
    std::string out;
    while (true) {
        const std::size_t at = html.find("<img ");
        const std::size_t end = at == std::string_view::npos ? at : html.find('>', at);
        if (end == std::string_view::npos) break;
        const bool alone = html.substr(0, at).ends_with(kParagraph) && html.substr(end + 1).starts_with(kEnd);
        const std::string drawn = picture(html.substr(at, end + 1 - at), charts, images, alone);
        const bool figure = drawn.starts_with("<figure"); // which cannot stand in a paragraph
        out.append(html, 0, figure ? at - kParagraph.size() : at).append(drawn);
        html.remove_prefix(end + 1 + (figure ? kEnd.size() : 0));
    }
    return out.append(html);
}

std::string contents_of(const std::vector<html::Heading>& headings) {
    std::string list;
    for (const html::Heading& heading : headings) {
        if (heading.level == 2) list += fmt::format("<li><a href=\"#{}\">{}</a></li>", heading.anchor, heading.html);
    }
    return list.empty() ? "" : fmt::format("<nav class=\"contents\" aria-label=\"On this page\"><ol>{}</ol></nav>\n", list);
}

std::string tiles_of(const Facts& facts) {
    const std::vector<Figure> figures = figures_of(facts);
    // What did not happen is said where it belongs, and is nothing to begin with.
    const auto tile = [&](std::string_view figure, std::string_view one, std::string_view many, bool always = false) {
        const std::int64_t value = value_of(figures, figure);
        return value == 0 && !always ? "" : fmt::format("<li><b>{}</b> {}</li>", value, value == 1 ? one : many);
    };
    return "<ul class=\"tiles\" aria-label=\"Key figures\">" + tile("scans.total", "scan", "scans", true) +
           tile("findings.total", "finding", "findings", true) + tile("fixes.proved", "repair proved", "repairs proved") +
           tile("findings.fixed", "gone since", "gone since") + tile("merge_requests.total", "merge request", "merge requests") +
           tile("merge_requests.merged", "merged", "merged") + tile("bug_reports.sent", "report to a scanner", "reports to scanners") +
           "</ul>\n" + ribbon_of(facts);
}

std::string byline(const Assembled& assembled, const Facts& facts) {
    const auto value = [&](std::string_view name) {
        const auto found = assembled.front_matter.find(name);
        return found == assembled.front_matter.end() ? std::string() : found->second;
    };
    std::string line = html::escape(shorten(value("author"), kLongestName));
    if (line.empty() && facts.internship) line = html::escape(shorten(facts.internship->intern.name, kLongestName));
    const std::string date = value("date").empty() ? to_rfc3339(facts.now).substr(0, 10) : value("date");
    if (!line.empty()) line += " · ";
    return line + fmt::format("<time>{}</time>", html::escape(date));
}

} // namespace

std::string ribbon_of(const Facts& facts) {
    BySeverity counts{};
    for (const VulnerabilityFacts& each : facts.vulnerabilities) ++counts.at(static_cast<std::size_t>(each.severity));
    std::string spans;
    for (std::size_t i = counts.size(); i-- > 0;) {
        if (counts.at(i) > 0) spans += fmt::format("<span class=\"r{}\" style=\"flex-grow:{}\"></span>", i, counts.at(i));
    }
    return fmt::format("<p class=\"ribbon\" aria-hidden=\"true\">{}</p>\n", spans);
}

std::string_view warning_of(Audience audience) {
    switch (audience) {
    case Audience::everyone: return {};
    case Audience::maintainers: return "For the project's maintainers: it names findings that are under embargo. Please do not pass it on.";
    case Audience::scanners: return "For the scanners' teams: it names findings that may be under embargo. Please do not pass it on.";
    }
    return {};
}

std::string title_of(const Assembled& assembled, const Facts& facts) {
    const auto found = assembled.front_matter.find("title");
    if (found != assembled.front_matter.end() && !found->second.empty()) return found->second;
    return "A security internship on " + (facts.project.name.empty() ? std::string("an open-source project") : facts.project.name);
}

std::string to_markdown(const Source& source, const Facts& facts, Audience audience) {
    const Assembled assembled = assemble(source, blocks_of(facts, audience, Form::markdown), audience);
    std::string text = assembled.front_matter_text;
    if (const std::string_view warning = warning_of(audience); !warning.empty()) text += fmt::format("\n> **{}**\n", warning);
    text += assembled.markdown;
    // Where marks stood there are blank lines; one is enough, but within code each counts.
    std::string tidy;
    bool code = false;
    bool blank = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
        const std::string_view line = std::string_view(text).substr(at, end - at);
        const bool empty = trim(line).empty();
        if (trim(line).starts_with("```") || trim(line).starts_with("~~~")) code = !code;
        if (code || !empty || !blank) tidy += line;
        blank = empty && !code;
        at = end;
    }
    while (tidy.ends_with("\n\n")) tidy.pop_back();
    return tidy;
}

std::string finish_html(std::string_view html, const Facts& facts, Audience audience, const Images& images) {
    std::string text = with_pictures(html, charts_of(facts, audience), images);
    replace_all(text, "<table>\n<thead>", "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>\n<thead>");
    replace_all(text, "</tbody>\n</table>\n", "</tbody>\n</table></div>\n");
    replace_all(text, "<th>", "<th scope=\"col\">");
    replace_all(text, "<th align=\"right\">", "<th scope=\"col\" class=\"number\">");
    replace_all(text, "<td align=\"right\">", "<td class=\"number\">");
    keep_dates(text);
    text = with_breaks_in_cells(text);
    replace_all(text, "<pre>", "<pre tabindex=\"0\">");
    return text;
}

std::string to_html(const Source& source, const Facts& facts, Audience audience, const Images& images) {
    const Assembled assembled = assemble(source, blocks_of(facts, audience, Form::page), audience);
    html::Anchored anchored = html::with_anchors(html::markdown_to_html(assembled.markdown));
    const std::string title = title_of(assembled, facts);
    const auto description = assembled.front_matter.find("description");
    html::Page page{.title = title, .style = std::string(chart_style()) + std::string(embedded::writeup_page_style().front().text)};
    page.body = fmt::format("<header class=\"head\">\n{}<h1>{}</h1>\n{}<p class=\"quiet byline\">{}</p>\n{}</header>\n<div "
                            "class=\"shell\">\n{}<article>\n{}</article>\n</div>\n",
                            warning_of(audience).empty() ? "" : fmt::format("<p class=\"warning\">{}</p>\n", html::escape(warning_of(audience))),
                            html::escape(title),
                            description == assembled.front_matter.end()
                                ? ""
                                : fmt::format("<p class=\"lead\">{}</p>\n", html::escape(shorten(description->second, kLongestLead))),
                            byline(assembled, facts), tiles_of(facts), contents_of(anchored.headings),
                            finish_html(anchored.body, facts, audience, images));
    return html::render(page);
}

} // namespace squire::writeup
