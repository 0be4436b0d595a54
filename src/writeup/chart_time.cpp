// SPDX-License-Identifier: MIT
// What was there over time, and before and after.
#include <algorithm>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "base/counted.h"
#include "base/text.h"
#include "writeup/chart.h"
#include "writeup/drawing.h"

namespace squire::writeup {
namespace {

using finding::Severity;
using Anchor = Drawing::Anchor;

constexpr std::size_t kMostColumns = 16;

std::uint64_t sum(const BySeverity& counts) {
    std::uint64_t all = 0;
    for (const std::uint64_t each : counts) all += each;
    return all;
}

// One state of the project as scans saw it: all scans in a row of one commit.
struct Moment {
    std::string day, label, commit;
    BySeverity present{};
};

std::vector<Moment> moments_of(const Facts& facts) {
    std::vector<Moment> all;
    for (const ScanFacts& scan : facts.scans) {
        const std::string time = to_rfc3339(scan.ended);
        if (all.empty() || all.back().commit != scan.commit || all.back().day != time.substr(0, 10)) all.push_back({.commit = scan.commit});
        all.back().day = time.substr(0, 10);
        all.back().label = time.substr(0, 10);
        all.back().present = scan.present;
    }
    // Of more than fit, the first, the last, and between them at equal steps.
    std::vector<Moment> kept;
    const std::size_t columns = std::min(all.size(), kMostColumns);
    for (std::size_t i = 0; i < columns; ++i) kept.push_back(all[columns == 1 ? all.size() - 1 : i * (all.size() - 1) / (columns - 1)]);
    for (std::size_t i = 0; i < kept.size(); ++i) {
        const bool twice = std::ranges::count(kept, kept[i].day, &Moment::day) > 1;
        if (twice && !kept[i].commit.empty()) kept[i].label += " " + kept[i].commit.substr(0, 7);
    }
    return kept;
}

// How it was when each scanner had looked once: what a scanner sees at its first look did not come between. Nothing where no scan came later.
std::optional<Moment> baseline_of(const Facts& facts) {
    std::set<std::pair<std::string_view, std::string_view>> seen;
    const ScanFacts* last_first = nullptr;
    for (const ScanFacts& scan : facts.scans) {
        if (scan.status != "failed" && seen.emplace(scan.scanner, scan.target).second) last_first = &scan;
    }
    if (last_first == nullptr || last_first == &facts.scans.back()) return {};
    return Moment{
        .day = to_rfc3339(last_first->ended).substr(0, 10), .label = "Before", .commit = last_first->commit, .present = last_first->present};
}

std::vector<Severity> severities_of(const std::vector<Moment>& moments) {
    std::vector<Severity> found;
    for (int i = static_cast<int>(Severity::critical); i >= 0; --i) {
        if (std::ranges::any_of(moments, [i](const Moment& each) { return each.present.at(static_cast<std::size_t>(i)) > 0; }))
            found.push_back(static_cast<Severity>(i));
    }
    if (found.empty() && !moments.empty()) found = {Severity::critical, Severity::high, Severity::medium, Severity::low};
    return found;
}

void legend(Drawing& drawing, const std::vector<Severity>& severities, long x, long y) {
    for (const Severity severity : severities) {
        const std::string_view name = to_string(severity);
        drawing.rectangle(x, y - 10, 12, 12, area_of(severity));
        drawing.text(x + 18, y, name, Anchor::start, "small");
        x += 34 + width_of(name);
    }
}

Table table_of(const std::vector<Moment>& moments, const std::vector<Severity>& severities, std::string_view first) {
    Table table{.head = {std::string(first)}};
    for (const Severity severity : severities) table.head.emplace_back(to_string(severity));
    table.head.emplace_back("All");
    for (const Moment& moment : moments) {
        std::vector<std::string> row{moment.label};
        for (const Severity severity : severities) row.push_back(std::to_string(moment.present.at(static_cast<std::size_t>(severity))));
        row.push_back(std::to_string(sum(moment.present)));
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace

Chart chart_over_time(const Facts& facts) {
    constexpr long kLeft = 48;
    constexpr long kTop = 36;
    constexpr long kHeight = 210;
    constexpr long kBottom = kTop + kHeight;
    const std::vector<Moment> moments = moments_of(facts);
    Chart chart{.id = "over-time", .title = "Findings over time, by severity"};
    if (moments.empty()) return chart;
    const std::vector<Severity> severities = severities_of(moments);
    chart.table = table_of(moments, severities, "Day of the scan");
    chart.says = moments.size() == 1 ? fmt::format("There was one state to scan; it has {}.", counted(sum(moments.front().present), "finding"))
                                     : fmt::format("From {} in the first scan to {} in the last one.", sum(moments.front().present),
                                                   sum(moments.back().present));
    std::uint64_t most = 0;
    for (const Moment& each : moments) most = std::max(most, sum(each.present));
    const Scale scale = scale_of(most);
    Drawing drawing;
    legend(drawing, severities, kLeft, 14);
    const auto at = [&](std::uint64_t value) { return static_cast<long>(value * kHeight / scale.top); };
    for (std::uint64_t value = 0; value <= scale.top; value += scale.step) {
        drawing.line(kLeft, kBottom - at(value), 640, kBottom - at(value), value == 0 ? "axis" : "grid");
        drawing.text(kLeft - 8, kBottom - at(value) + 4, std::to_string(value), Anchor::end, "quiet small");
    }
    const long room = (640 - kLeft) / static_cast<long>(moments.size());
    const long width = std::min(room * 7 / 10, 72L);
    const long label_each = std::max(1L, (92 + room - 1) / room); // a date is that wide
    for (std::size_t i = 0; i < moments.size(); ++i) {
        const long middle = kLeft + room * static_cast<long>(i) + room / 2;
        std::uint64_t below = 0;
        // The gravest stands on the axis, where lengths compare best.
        for (const Severity severity : severities) {
            const std::uint64_t count = moments[i].present.at(static_cast<std::size_t>(severity));
            if (count == 0) continue;
            drawing.open(fmt::format("{}: {} {}", moments[i].label, count, to_lower(to_string(severity))));
            drawing.rectangle(middle - width / 2, kBottom - at(below + count), width, at(below + count) - at(below), area_of(severity));
            drawing.close();
            below += count;
        }
        drawing.text(middle, kBottom - at(below) - 6, std::to_string(below), Anchor::middle, "strong small");
        if (static_cast<long>(moments.size() - 1 - i) % label_each == 0) {
            drawing.text(middle, kBottom + 18, moments[i].day, Anchor::middle, "small", 10);
            if (moments[i].label != moments[i].day)
                drawing.text(middle, kBottom + 34, moments[i].label.substr(11), Anchor::middle, "quiet small", 10);
        }
    }
    chart.height = static_cast<unsigned>(kBottom + 42);
    chart.shapes = drawing.take();
    return chart;
}

Chart chart_before_and_after(const Facts& facts) {
    Chart chart{.id = "before-and-after", .title = "Before and after"};
    const std::optional<Moment> baseline = baseline_of(facts);
    if (!baseline) return chart;
    const Moment& before = *baseline;
    Moment after = moments_of(facts).back();
    after.label = "After";
    const std::vector<Severity> severities = severities_of({before, after});
    chart.table = {.head = {"Severity", "Before, " + before.day, "After, " + after.day}};
    std::uint64_t most = 1;
    for (const Severity severity : severities) {
        const auto index = static_cast<std::size_t>(severity);
        chart.table.rows.push_back(
            {std::string(to_string(severity)), std::to_string(before.present.at(index)), std::to_string(after.present.at(index))});
        most = std::max({most, before.present.at(index), after.present.at(index)});
    }
    chart.says = fmt::format("{} on {}, {} on {}.", counted(sum(before.present), "finding"), before.day, sum(after.present), after.day);
    constexpr long kLeft = 88;
    constexpr long kWidth = 500;
    Drawing drawing;
    drawing.rectangle(kLeft, 4, 12, 12, "area bar-2");
    drawing.text(kLeft + 18, 14, "Before, " + before.day, Anchor::start, "small");
    drawing.rectangle(kLeft + 190, 4, 12, 12, "area bar");
    drawing.text(kLeft + 208, 14, "After, " + after.day, Anchor::start, "small");
    long y = 30;
    for (const Severity severity : severities) {
        drawing.text(kLeft - 10, y + 26, to_string(severity), Anchor::end, "strong");
        for (const auto& [moment, colour] : {std::pair(&before, "area bar-2"), {&after, "area bar"}}) {
            const std::uint64_t count = moment->present.at(static_cast<std::size_t>(severity));
            const auto length = static_cast<long>(count * kWidth / most);
            drawing.rectangle(kLeft, y, std::max(length, 1L), 18, colour);
            drawing.text(kLeft + length + 8, y + 14, std::to_string(count), Anchor::start, "strong small");
            y += 21;
        }
        y += 14;
    }
    chart.height = static_cast<unsigned>(y);
    chart.shapes = drawing.take();
    return chart;
}

} // namespace squire::writeup
