// SPDX-License-Identifier: MIT
// For this part's own sources.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace squire::formats {

/// Whole lines in place of whole lines, the end of the last one excepted (SARIF 2.1.0, 3.57: a region without columns).
struct SarifReplacement {
    std::uint32_t first = 0; // lines from 1, of the file as it was
    std::uint32_t last = 0;
    std::string text; // in UTF-8
    friend bool operator==(const SarifReplacement&, const SarifReplacement&) = default;
};

struct SarifFileChange {
    std::string path;
    std::vector<SarifReplacement> replacements; // in order of lines, apart from each other
    friend bool operator==(const SarifFileChange&, const SarifFileChange&) = default;
};

/// What a unified diff, as git writes it, changes. Nothing where SARIF cannot say it: a new or removed file, another end of the last line, bytes that are
/// no UTF-8; and where it is no such diff.
[[nodiscard]] std::optional<std::vector<SarifFileChange>> sarif_changes(std::string_view diff);

} // namespace squire::formats
