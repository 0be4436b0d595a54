// SPDX-License-Identifier: MIT
//
// The one list of scanners.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "dependencies/dependency_scanner.h"
#include "sast/sast_scanner.h"
#include "scanner/scanner.h"
#include "secrets/secret_scanner.h"

namespace squire::scan {

/// What all scanners are made from.
struct ScannerParts {
    const secrets::RuleBook& secret_rules;
    secrets::SecretScanOptions secret_options;
    dependencies::DependencyScanOptions dependency_options;
    const sast::RuleBook& sast_rules;
    sast::SastScanOptions sast_options;
};

struct ScannerEntry {
    std::string_view id;      // the word after --only
    std::string_view finds;   // for --help
    std::unique_ptr<scanner::Scanner> (*make)(const ScannerParts&);
};

/// In the order in which they run.
[[nodiscard]] std::span<const ScannerEntry> all_scanners();

} // namespace squire::scan
