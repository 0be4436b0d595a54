// SPDX-License-Identifier: MIT
#include "cli/scan_summary.h"

#include <fmt/format.h>

#include "base/text.h"

namespace squire::cli {

std::string summary_of(const store::ScanRecord& record) {
    const std::string scanner = printable(record.witness.scanner);
    if (record.status == store::ScanStatus::failed) return fmt::format("{}: the scan failed, and says nothing", scanner);
    std::string text = fmt::format("{}: {} new, ", scanner, record.appeared);
    if (record.back > 0) text += fmt::format("{} back, ", record.back);
    text += fmt::format("{} still there", record.still);
    text += record.status == store::ScanStatus::complete ? fmt::format(", {} gone", record.gone) : "; not all was looked at, so nothing is gone";
    return text;
}

} // namespace squire::cli
