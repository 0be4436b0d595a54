// SPDX-License-Identifier: MIT
#include "scan/scanners.h"

#include <array>

namespace squire::scan {

std::span<const ScannerEntry> all_scanners() {
    static constexpr std::array<ScannerEntry, 3> kScanners{{
        {"secrets", "passwords, tokens and keys",
         [](const ScannerParts& parts) { return secrets::make_secret_scanner(parts.secret_rules, parts.secret_options); }},
        {"dependencies", "packages with known weaknesses",
         [](const ScannerParts& parts) { return dependencies::make_dependency_scanner(parts.dependency_options); }},
        {"sast", "weaknesses in source code",
         [](const ScannerParts& parts) { return sast::make_sast_scanner(parts.sast_rules, parts.sast_options); }},
    }};
    return kScanners;
}

} // namespace squire::scan
