// SPDX-License-Identifier: MIT
#include "writeup/chart.h"

#include <array>

#include <fmt/format.h>

#include "embedded/writeup_chart_style.h"
#include "html/page.h"

namespace squire::writeup {
namespace {

std::string svg_of(const Chart& chart, std::string_view before_shapes, bool file) {
    return fmt::format("<svg{} class=\"chart\" viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"{}-title {}-says\"{}>\n"
                       "<title id=\"{}-title\">{}</title>\n<desc id=\"{}-says\">{}</desc>\n{}{}</svg>\n",
                       file ? " xmlns=\"http://www.w3.org/2000/svg\"" : "", chart.width, chart.height, chart.id, chart.id,
                       file ? fmt::format(" width=\"{}\" height=\"{}\"", chart.width, chart.height) : "", chart.id, html::escape(chart.title),
                       chart.id, html::escape(chart.says), before_shapes, chart.shapes);
}

std::string table_of(const Table& table, std::string_view caption) {
    std::string html = fmt::format("<table><caption>{}</caption><thead><tr>", html::escape(caption));
    const auto number = [&](std::size_t column) { return table.numbers && column > 0 ? " class=\"number\"" : ""; };
    for (std::size_t i = 0; i < table.head.size(); ++i)
        html += fmt::format("<th scope=\"col\"{}>{}</th>", number(i), html::escape(table.head[i]));
    html += "</tr></thead><tbody>\n";
    for (const std::vector<std::string>& row : table.rows) {
        html += "<tr>";
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string_view tag = i == 0 ? "th scope=\"row\"" : "td";
            html += fmt::format("<{}{}>{}</{}>", tag, number(i), html::escape(row[i]), i == 0 ? "th" : "td");
        }
        html += "</tr>\n";
    }
    return html + "</tbody></table>\n";
}

} // namespace

std::vector<Chart> charts_of(const Facts& facts, Audience audience) {
    std::vector<Chart> charts;
    for (Chart& chart : std::array{chart_over_time(facts), chart_before_and_after(facts), chart_by_place(facts, audience), chart_answers(facts),
                                   chart_funnel(facts)}) {
        if (!chart.table.rows.empty()) charts.push_back(std::move(chart));
    }
    return charts;
}

std::string to_figure(const Chart& chart) {
    return fmt::format("<figure class=\"chart\" id=\"chart-{}\">\n<figcaption><strong>{}</strong> <span class=\"quiet\">{}</span></figcaption>\n"
                       "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"{}\">{}</div>\n"
                       "<details class=\"numbers\"><summary>The numbers as a table</summary>\n<div class=\"wide\" tabindex=\"0\" role=\"group\" "
                       "aria-label=\"{}\">{}</div></details>\n</figure>\n",
                       chart.id, html::escape(chart.title), html::escape(chart.says), html::escape("Chart: " + chart.title),
                       svg_of(chart, "", false), html::escape("Table: " + chart.title), table_of(chart.table, chart.title));
}

std::string to_drawing(const Chart& chart) { return svg_of(chart, "", false); }

std::string to_svg_file(const Chart& chart) {
    const std::string style = fmt::format("<style>{}</style>\n<rect width=\"{}\" height=\"{}\" style=\"fill: var(--chart-paper)\"/>\n",
                                          chart_style(), chart.width, chart.height);
    return svg_of(chart, style, true);
}

std::string_view chart_style() { return embedded::writeup_chart_style().front().text; }

} // namespace squire::writeup
