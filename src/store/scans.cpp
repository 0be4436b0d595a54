// SPDX-License-Identifier: MIT
#include "store/scans.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "store/scan_table.h"

namespace squire::store {
namespace {

constexpr std::array<std::string_view, 3> kStatuses{"complete", "partial", "failed"};

Time time_of(std::int64_t seconds) { return Time(std::chrono::seconds(seconds)); }

} // namespace

std::string_view to_string(ScanStatus status) { return kStatuses.at(static_cast<std::size_t>(status)); }

ScanStatus status_of(const finding::Report& report) {
    if (report.status == finding::Status::failure) return ScanStatus::failed;
    const bool lost = std::ranges::any_of(report.messages, [](const Problem& each) { return each.weight == Weight::incomplete; });
    return lost ? ScanStatus::partial : ScanStatus::complete;
}

std::string evidence_of(const ScanRecord& scan) {
    nlohmann::ordered_json evidence{{"scanner", scan.witness.scanner},
                                    {"target", scan.witness.target},
                                    {"commit", scan.provenance.revision},
                                    {"status", to_string(scan.status)},
                                    {"report_digest", scan.report_digest},
                                    {"findings", scan.findings},
                                    {"new", scan.appeared},
                                    {"still", scan.still},
                                    {"gone", scan.gone},
                                    {"back", scan.back}};
    return evidence.dump();
}

Result<ScanRecord> scan_of(const Row& row) {
    const auto status = std::ranges::find(kStatuses, row.text(9));
    const auto type = finding::parse_report_type(row.text(5));
    if (status == kStatuses.end() || !type)
        return fail(ErrorKind::malformed, "a scan in the store makes no sense", std::string(row.text(0)), "squire ledger verify tells more");
    return ScanRecord{.id = std::string(row.text(0)),
                      .entry = row.integer(1),
                      .witness = {std::string(row.text(2)), std::string(row.text(4))},
                      .scanner_version = std::string(row.text(3)),
                      .type = *type,
                      .provenance = {std::string(row.text(6)), std::string(row.text(7)), std::string(row.text(8))},
                      .status = static_cast<ScanStatus>(status - kStatuses.begin()),
                      .report_digest = std::string(row.text(10)),
                      .started = time_of(row.integer(11)),
                      .ended = time_of(row.integer(12)),
                      .findings = static_cast<std::uint64_t>(row.integer(13)),
                      .appeared = static_cast<std::uint64_t>(row.integer(14)),
                      .still = static_cast<std::uint64_t>(row.integer(15)),
                      .gone = static_cast<std::uint64_t>(row.integer(16)),
                      .back = static_cast<std::uint64_t>(row.integer(17))};
}

} // namespace squire::store
