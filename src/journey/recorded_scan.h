// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "journey/step.h"
#include "scan/scan.h"
#include "workspace/recording.h"

namespace squire::journey {

/// One scanner's part of a scan of the sandbox.
struct Scanned {
    std::string id;
    std::string not_run; // why; empty: it ran
    bool missed = false; // it did not run though there was something to look at
    std::size_t findings = 0;
    finding::Report report;
};

/// Scans the sandbox by these scanners, records each report in the store and writes it to reports/<tree|history>/.
[[nodiscard]] Result<std::vector<Scanned>> scan_and_record(Run& run, scan::Extent extent, std::vector<std::string> only);

/// How this workspace is scanned: without its extent, and by all scanners.
[[nodiscard]] scan::ScanRequest scan_request(const Run& run);

/// Credentials in the files, at most once a run: the assessment counts them, and the scan lists them.
[[nodiscard]] Result<void> scan_for_tree_secrets(Run& run);

/// Whether squire.toml lets this scanner run.
[[nodiscard]] bool is_wanted(const Run& run, std::string_view scanner);

} // namespace squire::journey
