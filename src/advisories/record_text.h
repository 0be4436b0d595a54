// SPDX-License-Identifier: MIT
//
// What the readers of advisory databases share: values out of documents that strangers wrote. What is missing or of another kind reads as empty.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "advisories/advisory.h"
#include "base/problems.h"
#include "document/document.h"

namespace squire::advisories {

[[nodiscard]] std::string text_of(const document::Node& node); // valid UTF-8; "" for null, in whichever spelling
[[nodiscard]] std::vector<std::string> texts_of(const document::Node& node); // of a list, or of one text

/// A date or time of the years 1980 to 9999: what lies before was written by a machine that did not know.
[[nodiscard]] std::optional<Time> time_of(const document::Node& node);

/// Keeps a CVSS vector or, of a bare score, the severity that it means.
void add_vector(std::string_view text, Advisory& advisory);

/// Keeps a database's own word ("MODERATE", "not yet assigned") where it has a meaning and is graver than what is there.
void state_severity(std::string_view word, Advisory& advisory);

/// The first line of a text that says something, without Markdown's heading marks, shortened.
[[nodiscard]] std::string first_line(std::string_view text);

/// The record is left out, and the update is not complete.
void record_is_wrong(std::string_view place, std::string message, Problems& problems);

} // namespace squire::advisories
