// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "finding/finding.h"

namespace squire::cli {

/// Where a finding of a report stands, as it is typed: "FILE:LINE", "RULE@FILE:LINE"; of a package "NAME@VERSION", or with the id of the weakness
/// "ID@NAME@VERSION".
struct FindingPlace {
    std::string rule; // empty: any
    std::string file; // empty: it is about a package
    std::uint32_t line = 0;
    std::string package, version;

    [[nodiscard]] bool is_of(const finding::Finding& finding) const;
};

[[nodiscard]] Result<FindingPlace> parse_finding_place(std::string_view text);

} // namespace squire::cli
