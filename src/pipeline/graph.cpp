// SPDX-License-Identifier: MIT
#include "pipeline/graph.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::pipeline {

namespace {

// In pixels.
constexpr std::size_t kMargin = 24;
constexpr std::size_t kBoxWidth = 190;
constexpr std::size_t kBoxHeight = 28;
constexpr std::size_t kColumn = kBoxWidth + 60;
constexpr std::size_t kRow = kBoxHeight + 12;
constexpr std::size_t kTop = 76;
constexpr std::size_t kJobLimit = 2'000;
constexpr std::size_t kArrowLimit = 20'000;
constexpr std::size_t kLongestTitle = 300; // of what is shown when a job is pointed at

// Light, dark, and light again on paper. What is new has a thick edge and a sign before its name, so that no colour is needed.
constexpr std::string_view kStyle =
    "<style>svg{--paper:#fff;--ink:#1f1e24;--quiet:#535158;--edge:#737278;--maybe:#fdf1dd;--soft:#f4f3f8;--new:#dcefe4;--new-edge:#1d7a4c;"
    "background:var(--paper)}"
    "@media (prefers-color-scheme:dark){svg{--paper:#17161c;--ink:#ebe9f1;--quiet:#b3b0bf;--edge:#8d8a99;--maybe:#443517;--soft:#2a2833;"
    "--new:#173a2a;--new-edge:#5fc592}}"
    "@media print{svg{--paper:#fff;--ink:#000;--quiet:#444;--edge:#666;--maybe:#fdf1dd;--soft:#f4f3f8;--new:#dcefe4;--new-edge:#1d7a4c}}"
    "text{font:12.5px system-ui,-apple-system,\"Segoe UI\",\"Noto Sans\",\"DejaVu Sans\",sans-serif;fill:var(--ink)}"
    ".title{font-size:14px;font-weight:600}.stage{font-weight:600;fill:var(--quiet)}rect{fill:var(--paper);stroke:var(--edge)}"
    ".manual rect{stroke-dasharray:4 3}.depends rect{fill:var(--maybe)}.allowed rect{fill:var(--soft)}"
    ".new rect{fill:var(--new);stroke:var(--new-edge);stroke-width:2}"
    "path{fill:none;stroke:var(--edge);marker-end:url(#arrow)}polygon{fill:var(--edge)}</style>\n";

std::string escape(std::string_view text) {
    std::string made;
    for (const char byte : printable(text)) {
        switch (byte) {
        case '<': made += "&lt;"; break;
        case '>': made += "&gt;"; break;
        case '&': made += "&amp;"; break;
        case '"': made += "&quot;"; break;
        default: made += byte;
        }
    }
    return made;
}

struct Box {
    const SelectedJob* job = nullptr;
    std::size_t x = 0, y = 0;
};

std::string label(const SelectedJob& job) {
    const std::string many = job.instances.size() > 1 ? fmt::format(" ×{}", job.instances.size()) : "";
    return escape(shorten(job.job->name, 24) + many);
}

void draw_box(const Box& box, bool is_new, std::string& svg) {
    const SelectedJob& job = *box.job;
    const std::string_view kind = job.when == "manual"              ? " manual"
                                  : job.verdict == Verdict::depends ? " depends"
                                  : job.allow_failure               ? " allowed"
                                                                    : "";
    fmt::format_to(std::back_inserter(svg),
                   "<g class=\"job{}{}\"><title>{}\nstage {}, {}{}{}\n{}</title><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"5\"/>"
                   "<text x=\"{}\" y=\"{}\">{}{}</text></g>\n",
                   kind, is_new ? " new" : "", escape(shorten(job.job->name, kLongestTitle)), escape(shorten(job.job->stage, kLongestTitle)),
                   escape(shorten(job.when, kLongestTitle)), job.allow_failure ? ", may fail" : "", is_new ? ", new" : "",
                   escape(shorten(job.reason, kLongestTitle)), box.x, box.y, kBoxWidth, kBoxHeight, box.x + 10, box.y + 18, is_new ? "+ " : "",
                   label(job));
}

void draw_arrow(const Box& from, const Box& to, std::string& svg) {
    const std::size_t x1 = from.x + kBoxWidth;
    const std::size_t y1 = from.y + kBoxHeight / 2;
    const std::size_t y2 = to.y + kBoxHeight / 2;
    if (from.x == to.x) // within a stage: around the left side
        fmt::format_to(std::back_inserter(svg), "<path d=\"M{} {} C{} {} {} {} {} {}\"/>\n", from.x, y1, from.x - 22, y1, from.x - 22, y2, to.x,
                       y2);
    else
        fmt::format_to(std::back_inserter(svg), "<path d=\"M{} {} C{} {} {} {} {} {}\"/>\n", x1, y1, x1 + 30, y1, to.x - 30, y2, to.x, y2);
}

} // namespace

std::string draw(const Pipeline& pipeline, const Selection& selection, const std::string& title,
                 const std::set<std::string, std::less<>>& new_jobs) {
    std::vector<Box> boxes;
    std::vector<std::string_view> columns;
    std::vector<std::size_t> heights;
    std::unordered_map<std::string_view, std::size_t> by_name;
    std::size_t left_out = 0;
    for (const std::string& stage : pipeline.stages) {
        std::size_t row = 0;
        for (const SelectedJob& job : selection.jobs) {
            if (job.verdict == Verdict::not_run || job.job->stage != stage) continue;
            if (boxes.size() >= kJobLimit) {
                ++left_out;
                continue;
            }
            if (row == 0) columns.push_back(stage);
            for (const std::string& instance : job.instances) by_name.emplace(instance, boxes.size());
            by_name.emplace(job.job->name, boxes.size());
            boxes.push_back({.job = &job, .x = kMargin + (columns.size() - 1) * kColumn, .y = kTop + row++ * kRow});
        }
        if (row > 0) heights.push_back(row);
    }
    const std::size_t rows = heights.empty() ? 1 : *std::ranges::max_element(heights);
    const std::size_t width = std::max<std::size_t>(2 * kMargin + std::max<std::size_t>(columns.size(), 1) * kColumn - 60, 420);
    const std::size_t height = kTop + rows * kRow + kMargin;
    std::string svg = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" role=\"img\">\n<title>{2}</title>\n",
        width, height, escape(title));
    svg += kStyle;
    svg += "<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\">"
           "<polygon points=\"0,1 8,4 0,7\"/></marker></defs>\n";
    svg += fmt::format("<text class=\"title\" x=\"{}\" y=\"28\">{}</text>\n", kMargin, escape(title));
    for (std::size_t column = 0; column < columns.size(); ++column)
        svg += fmt::format("<text class=\"stage\" x=\"{}\" y=\"{}\">{}</text>\n", kMargin + column * kColumn, kTop - 14,
                           escape(shorten(columns[column], 28)));
    std::size_t arrows = 0;
    for (const Box& box : boxes)
        for (const std::string& need : box.job->needs) {
            const auto from = by_name.find(need);
            if (from != by_name.end() && ++arrows <= kArrowLimit) draw_arrow(boxes[from->second], box, svg);
        }
    for (const Box& box : boxes) draw_box(box, new_jobs.contains(box.job->job->name), svg);
    if (boxes.empty())
        svg += fmt::format("<text x=\"{}\" y=\"{}\">No job would run: {}</text>\n", kMargin, kTop,
                           escape(shorten(selection.reason, kLongestTitle)));
    if (left_out > 0) svg += fmt::format("<text x=\"{}\" y=\"{}\">and {} more jobs</text>\n", kMargin, height - 8, left_out);
    return svg + "</svg>\n";
}

} // namespace squire::pipeline
