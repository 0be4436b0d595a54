// SPDX-License-Identifier: MIT
//
// A squarified treemap (Bruls, Huizing, van Wijk 2000): types of findings, and in each the directories they stand in. Rows are laid along the shorter side
// of what is left, and a row is closed as soon as one more would make its worst shape longer than it is.
#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "base/counted.h"
#include "base/text.h"
#include "formats/display_width.h"
#include "writeup/chart.h"
#include "writeup/drawing.h"

namespace squire::writeup {
namespace {

constexpr std::size_t kMostDirectories = 12; // of each type; the rest are one area

struct Area {
    std::string name;
    bool held = false;
    std::uint64_t count = 0;
    finding::Severity severity = finding::Severity::unknown; // the highest in it
};

struct Group {
    std::string name;
    std::uint64_t count = 0;
    std::vector<Area> areas;
};

struct Box {
    double x = 0, y = 0, width = 0, height = 0;
};

// The worst ratio of sides in a row of these sizes along `side`.
double worst(double largest, double smallest, double sum, double side) {
    const double square = side * side;
    return std::max(square * largest / (sum * sum), sum * sum / (square * smallest));
}

// Boxes for `sizes`, which are positive and falling, in `box`.
std::vector<Box> squarify(const std::vector<double>& sizes, Box box) {
    double total = 0;
    for (const double size : sizes) total += size;
    const double unit = total > 0 ? box.width * box.height / total : 0;
    std::vector<Box> boxes;
    for (std::size_t first = 0; first < sizes.size();) {
        const double side = std::min(box.width, box.height);
        if (side < 1) { // no room: they have no extent
            boxes.push_back({box.x, box.y, 0, 0});
            ++first;
            continue;
        }
        std::size_t end = first + 1;
        double sum = sizes[first] * unit;
        double shape = worst(sum, sum, sum, side);
        for (; end < sizes.size(); ++end) {
            const double next = sum + sizes[end] * unit;
            const double longer = worst(sizes[first] * unit, sizes[end] * unit, next, side);
            if (longer > shape) break;
            shape = longer;
            sum = next;
        }
        const double depth = sum / side;
        double along = 0;
        for (std::size_t i = first; i < end; ++i) {
            const double length = sizes[i] * unit / depth;
            boxes.push_back(box.width >= box.height ? Box{box.x, box.y + along, depth, length} : Box{box.x + along, box.y, length, depth});
            along += length;
        }
        if (box.width >= box.height) {
            box.x += depth;
            box.width -= depth;
        } else {
            box.y += depth;
            box.height -= depth;
        }
        first = end;
    }
    return boxes;
}

std::string directory_of(const VulnerabilityFacts& each) {
    if (each.file.empty()) return "(no file)";
    const std::size_t slash = each.file.find('/');
    return slash == std::string::npos ? "(top)" : each.file.substr(0, slash + 1);
}

std::string name_of(finding::ReportType type) {
    std::string name(to_string(type));
    std::ranges::replace(name, '_', ' ');
    return name == "sast" ? "SAST" : name == "dast" ? "DAST" : name;
}

std::vector<Group> groups_of(const Facts& facts, Audience audience) {
    std::map<finding::ReportType, std::map<std::string, Area>> counted;
    for (const VulnerabilityFacts& each : facts.vulnerabilities) {
        const bool held = audience == Audience::everyone && each.embargo.holds;
        // Of those that may not be told the severities are known from the numbers by type; where they stand is not.
        const std::string name = held ? fmt::format("({}, under embargo)", to_lower(to_string(each.severity))) : directory_of(each);
        Area& area = counted[each.type][name];
        area.name = name;
        area.held = held;
        ++area.count;
        area.severity = std::max(area.severity, each.severity);
    }
    std::vector<Group> groups;
    const auto larger = [](const auto& left, const auto& right) {
        return left.count != right.count ? left.count > right.count : left.name < right.name;
    };
    for (auto& [type, areas] : counted) {
        Group group{.name = name_of(type)};
        for (auto& [name, area] : areas) {
            group.count += area.count;
            group.areas.push_back(std::move(area));
        }
        std::ranges::sort(group.areas, larger);
        if (group.areas.size() > kMostDirectories) {
            Area rest{.name = fmt::format("({} more)", group.areas.size() - kMostDirectories + 1)};
            for (std::size_t i = kMostDirectories - 1; i < group.areas.size(); ++i) {
                rest.count += group.areas[i].count;
                rest.severity = std::max(rest.severity, group.areas[i].severity);
            }
            group.areas.resize(kMostDirectories - 1);
            group.areas.push_back(std::move(rest));
            std::ranges::sort(group.areas, larger);
        }
        groups.push_back(std::move(group));
    }
    std::ranges::sort(groups, larger);
    return groups;
}

template <class List> std::vector<double> sizes_of(const List& list) {
    std::vector<double> sizes;
    for (const auto& each : list) sizes.push_back(static_cast<double>(each.count));
    return sizes;
}

long whole(double value) { return std::lround(value); }

void draw(Drawing& drawing, const Group& group, const Area& area, const Box& box) {
    const long x = whole(box.x);
    const long y = whole(box.y);
    const long width = whole(box.x + box.width) - x;
    const long height = whole(box.y + box.height) - y;
    if (width < 2 || height < 2) return;
    drawing.open(
        fmt::format("{}, {}: {}, {} at most", group.name, area.name, counted(area.count, "finding"), to_lower(to_string(area.severity))));
    drawing.rectangle(x, y, width, height, area_of(area.severity));
    const std::string count = std::to_string(area.count);
    if (width >= width_of(count) + 12 && height >= 22) {
        // Words stand on a plate of paper: on no colour of the palette would both inks be read.
        const auto columns = static_cast<std::size_t>(std::max(0L, (width - 20) / 8));
        const bool named = columns >= 4 && height >= 24;
        const std::string label = !named ? count : area.held ? std::string(to_string(area.severity)) : area.name;
        const long plate = std::min(width - 8, (named ? width_of(label) : width_of(count)) + 12);
        const bool two = named && height >= 44;
        drawing.rectangle(x + 4, y + 4, std::max(plate, width_of(count) + 12), two ? 36 : 19, "plate");
        drawing.text(x + 9, y + 18, label, Drawing::Anchor::start, "small", named ? columns : 0);
        if (two) drawing.text(x + 9, y + 34, count, Drawing::Anchor::start, "strong small");
    }
    drawing.close();
}

} // namespace

Chart chart_by_place(const Facts& facts, Audience audience) {
    Chart chart{.id = "by-place", .title = "Findings by type and directory"};
    const std::vector<Group> groups = groups_of(facts, audience);
    if (groups.empty()) return chart;
    chart.table.head = {"Type and directory", "Findings"};
    chart.says = fmt::format("Most are of the type {}: {} of {}.", groups.front().name, groups.front().count, facts.vulnerabilities.size());
    constexpr double kTop = 28;
    constexpr double kHeight = 300;
    Drawing drawing;
    long x = 0;
    for (int i = static_cast<int>(finding::Severity::critical); i >= 0; --i) {
        const auto severity = static_cast<finding::Severity>(i);
        const bool used = std::ranges::any_of(groups, [severity](const Group& group) {
            return std::ranges::any_of(group.areas, [severity](const Area& area) { return area.severity == severity; });
        });
        if (!used) continue;
        drawing.rectangle(x, 4, 12, 12, area_of(severity));
        drawing.text(x + 18, 14, to_string(severity), Drawing::Anchor::start, "small");
        x += 34 + width_of(to_string(severity));
    }
    const bool any_held = std::ranges::any_of(groups, [](const Group& group) { return std::ranges::any_of(group.areas, &Area::held); });
    drawing.text(640, 14, any_held ? "where they stand is under embargo" : "colour: the gravest in it", Drawing::Anchor::end, "quiet small");
    const std::vector<Box> boxes = squarify(sizes_of(groups), {0, kTop, 640, kHeight});
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const Group& group = groups[i];
        const Box& box = boxes[i];
        const bool titled = box.width > 60 && box.height > 60;
        const double head = titled ? 20 : 0;
        if (titled) {
            const std::string title = fmt::format("{} · {}", group.name, group.count);
            const bool fits = static_cast<double>(width_of(title)) <= box.width;
            drawing.text(whole(box.x) + 3, whole(box.y) + 15, fits ? title : group.name, Drawing::Anchor::start, "strong small",
                         static_cast<std::size_t>(box.width / 8));
        }
        const Box inner{box.x + 2, box.y + 2 + head, std::max(0.0, box.width - 4), std::max(0.0, box.height - 4 - head)};
        const std::vector<Box> inside = squarify(sizes_of(group.areas), inner);
        for (std::size_t j = 0; j < group.areas.size(); ++j) {
            draw(drawing, group, group.areas[j], inside[j]);
            chart.table.rows.push_back(
                {fmt::format("{}: {}", group.name, formats::fit(printable(group.areas[j].name), 60)), std::to_string(group.areas[j].count)});
        }
    }
    chart.height = static_cast<unsigned>(kTop + kHeight) + 4;
    chart.shapes = drawing.take();
    return chart;
}

} // namespace squire::writeup
