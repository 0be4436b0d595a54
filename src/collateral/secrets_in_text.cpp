// SPDX-License-Identifier: MIT
#include "collateral/secrets_in_text.h"

#include "base/file.h"
#include "base/scratch_folder.h"
#include "scan/scan.h"

namespace squire::collateral {

Result<std::vector<writeup::SecretPlace>> secrets_in_text(std::string_view text, const std::filesystem::path& cache, const Clock& clock) {
    const auto folder = ScratchFolder::make("work");
    if (!folder) return std::unexpected(folder.error());
    // Without ".md": a secret in documentation is taken for an example by a scan, but this one is about to be published.
    if (auto written = write_file(folder->path() / "writeup", text); !written) return std::unexpected(written.error());
    Problems problems;
    Cancellation never;
    NoProgress nobody;
    scanner::Context context{.clock = clock, .problems = problems, .cancellation = never, .progress = nobody, .fingerprint_key = {}};
    const auto outcome = scan::run_scan({.path = folder->path(), .only = {"secrets"}, .cache = cache, .reuse_results = false}, context);
    if (!outcome) return std::unexpected(outcome.error());
    std::vector<writeup::SecretPlace> places;
    for (const scan::ScannerOutcome& scanner : outcome->scanners) {
        if (!scanner.report) continue;
        for (const finding::Finding& each : scanner.report->findings) {
            const auto* const location = std::get_if<finding::SecretLocation>(&each.location);
            if (each.flags.empty() && location != nullptr) places.push_back({.line = location->range.start_line, .name = each.name});
        }
    }
    return places;
}

} // namespace squire::collateral
