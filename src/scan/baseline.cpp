// SPDX-License-Identifier: MIT
#include "scan/baseline.h"

#include <algorithm>

#include "base/file.h"
#include "formats/gitlab_reader.h"
#include "formats/own_json.h"
#include "formats/sarif_reader.h"

namespace squire::scan {
namespace {

constexpr std::uint64_t kLargestReport = 512ULL << 20U;

} // namespace

Result<Baseline> Baseline::read(const std::filesystem::path& file, Problems& problems) {
    const auto text = read_file(file, kLargestReport);
    if (!text) return std::unexpected(text.error());
    Baseline baseline;
    const auto take = [&](const finding::Report& report) {
        for (const finding::Finding& each : report.findings) {
            baseline.fingerprints_.insert(each.fingerprint);
            for (const finding::Signature& signature : each.signatures) baseline.fingerprints_.insert(signature.value);
        }
    };
    if (const auto own = formats::read_json_reports(*text)) {
        for (const finding::Report& report : *own) take(report);
        return baseline;
    }
    Problems ignored; // which format it is shows only by trying
    if (const auto gitlab = formats::read_gitlab_report(*text, ignored)) {
        take(*gitlab);
        return baseline;
    }
    const auto sarif = formats::read_sarif(*text, problems);
    if (!sarif) {
        return fail(ErrorKind::malformed, "a baseline is a report of an earlier scan: Squire's JSON, GitLab's or SARIF; this is none of them",
                    file.string(), "squire scan --format json > baseline.json makes one");
    }
    for (const finding::Report& run : *sarif) take(run);
    return baseline;
}

std::size_t Baseline::apply(finding::Report& report) const {
    return std::erase_if(report.findings, [&](const finding::Finding& each) { return fingerprints_.contains(each.fingerprint); });
}

} // namespace squire::scan
