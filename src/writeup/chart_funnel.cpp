// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>

#include "base/counted.h"
#include "writeup/chart.h"
#include "writeup/drawing.h"
#include "writeup/figures.h"

namespace squire::writeup {

Chart chart_funnel(const Facts& facts) {
    Chart chart{.id = "funnel", .title = "From finding to repair"};
    const std::vector<FunnelStage> stages = funnel_of(facts);
    if (stages.empty() || stages.front().count == 0) return chart;
    const std::uint64_t all = stages.front().count;
    chart.says = fmt::format("Of {}, {} {} gone from the project.", counted(all, "finding"), stages.back().count,
                             stages.back().count == 1 ? "is" : "are");
    chart.table.head = {"Stage", "Findings", "Share"};
    constexpr long kLeft = 170;
    constexpr long kWidth = 360;
    Drawing drawing;
    long y = 4;
    for (const FunnelStage& stage : stages) {
        const std::string share = fmt::format("{} %", (stage.count * 100 + all / 2) / all);
        chart.table.rows.push_back({stage.name, std::to_string(stage.count), share});
        const auto length = static_cast<long>(stage.count * kWidth / all);
        drawing.text(kLeft - 12, y + 20, stage.name, Drawing::Anchor::end);
        drawing.rectangle(kLeft, y, kWidth, 28, "track");
        drawing.rectangle(kLeft, y, std::max(length, 1L), 28, "area bar");
        drawing.text(kLeft + kWidth + 12, y + 20, fmt::format("{}", stage.count), Drawing::Anchor::start, "strong");
        drawing.text(640, y + 20, share, Drawing::Anchor::end, "quiet small");
        y += 38;
    }
    chart.height = static_cast<unsigned>(y);
    chart.shapes = drawing.take();
    return chart;
}

} // namespace squire::writeup
