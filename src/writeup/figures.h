// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "writeup/facts.h"

namespace squire::writeup {

/// A number that a write-up may say, and what shows it.
struct Figure {
    std::string name; // "findings.severity.high"; stable
    std::int64_t value = 0;
    std::string says; // "findings of high severity"
    Evidence evidence;
};

/// All of them, in the order in which a write-up tells them. A finding here is a vulnerability: what several scans see is one.
[[nodiscard]] std::vector<Figure> figures_of(const Facts& facts);

/// The figure's value; 0 for a name that there is none of.
[[nodiscard]] std::int64_t value_of(const std::vector<Figure>& figures, std::string_view name);

/// From finding to merged fix. Each stage is part of the one before it.
struct FunnelStage {
    std::string name;
    std::uint64_t count = 0;
};
[[nodiscard]] std::vector<FunnelStage> funnel_of(const Facts& facts);

/// {"version", "time", "ledger", "project", "internship", "figures", "scans", "vulnerabilities", "fixes", "unfixed", "requests", "bug_reports", "missed", "words"}:
/// every figure with its evidence, and the values behind them. For `Audience::everyone` (`public_only`) vulnerabilities under embargo have neither
/// name nor place.
[[nodiscard]] std::string to_json(const Facts& facts, bool public_only);

} // namespace squire::writeup
