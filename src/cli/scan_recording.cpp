// SPDX-License-Identifier: MIT
#include "cli/scan_recording.h"

#include <algorithm>
#include <ostream>

#include <fmt/format.h>

#include "base/hash.h"
#include "cli/scan_summary.h"
#include "formats/own_json.h"
#include "formats/report_files.h"
#include "source/revision.h"
#include "workspace/listing.h"

namespace squire::cli {
namespace {

constexpr std::size_t kShortScan = 8; // digits of a scan's id that name its folder of reports

} // namespace

Result<void> ScanRecorder::record(std::string_view scanner, finding::Report& report, const Environment& environment) {
    if (!revision_.empty()) {
        const auto commit = source::commit_id_of(session_.workspace.sandbox(), revision_);
        if (!commit) return std::unexpected(commit.error());
        report.provenance.revision = *commit;
    }
    const auto recorded = workspace::record(session_.store, session_.workspace,
                                            {.report = report,
                                             .looked = looked_,
                                             .report_digest = to_hex(sha256(formats::write_json(report))),
                                             .key = finding::FingerprintKey::from_environment()},
                                            session_.person);
    if (!recorded) return std::unexpected(recorded.error());
    summaries_.push_back(summary_of(*recorded));
    whole_ = whole_ && recorded->status == store::ScanStatus::complete;
    const auto written = formats::write_reports(session_.workspace.reports() / recorded->id.substr(0, kShortScan), scanner, report);
    const Time now = environment.clock.now();
    suppressed_ += std::erase_if(report.findings, [&](const finding::Finding& finding) {
        return std::ranges::any_of(session_.workspace.settings.suppressions,
                                   [&](const workspace::Suppression& each) { return each.holds(now) && each.names(finding); });
    });
    return written;
}

void ScanRecorder::finish(Environment& environment) const {
    for (const std::string& each : summaries_) environment.err << fmt::format("squire: recorded: {}\n", each);
    if (suppressed_ > 0) {
        environment.err << fmt::format("squire: {} finding{} left out (suppressed by squire.toml)\n", suppressed_, suppressed_ == 1 ? "" : "s");
    }
    if (!whole_) return;
    if (const auto warnings = workspace::suppression_warnings(session_.store, session_.workspace.settings, environment.clock.now()))
        print_problems(environment, *warnings, 0);
}

} // namespace squire::cli
