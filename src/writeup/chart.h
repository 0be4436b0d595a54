// SPDX-License-Identifier: MIT
//
// Charts as SVG text, laid out the same on every machine: no fonts are measured, whole units only. Colours are Okabe and Ito's (jfly.uni-koeln.de/color), told
// apart with any colour vision; each area has an outline and its number beside it, so that neither colour nor light is needed. Labels of strangers are
// made visible, cut, and escaped.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "writeup/audience.h"
#include "writeup/facts.h"

namespace squire::writeup {

/// The numbers of a chart, for screen readers, Markdown, and who wants them exactly.
struct Table {
    std::vector<std::string> head;
    std::vector<std::vector<std::string>> rows; // plain text; all columns but the first are numbers where `numbers`
    bool numbers = true;
};

struct Chart {
    std::string id; // "over-time"; names its file, too
    std::string title; // plain text
    std::string says; // one sentence for who cannot see it: the point of it
    unsigned width = 640;
    unsigned height = 0;
    std::string shapes; // SVG inside <svg>, with the classes of chart.css
    Table table;
};

[[nodiscard]] Chart chart_over_time(const Facts& facts);
[[nodiscard]] Chart chart_before_and_after(const Facts& facts);
[[nodiscard]] Chart chart_by_place(const Facts& facts, Audience audience); // a treemap of types and directories
[[nodiscard]] Chart chart_answers(const Facts& facts);
[[nodiscard]] Chart chart_funnel(const Facts& facts);

/// All of them that have something to show.
[[nodiscard]] std::vector<Chart> charts_of(const Facts& facts, Audience audience);

/// The chart as part of a page that has `chart_style()`: <figure> with its caption, the drawing, and the table folded in.
[[nodiscard]] std::string to_figure(const Chart& chart);

/// The same for a slide: the drawing alone.
[[nodiscard]] std::string to_drawing(const Chart& chart);

/// The chart as a file of its own, light and dark.
[[nodiscard]] std::string to_svg_file(const Chart& chart);

/// CSS for `to_figure`.
[[nodiscard]] std::string_view chart_style();

} // namespace squire::writeup
