// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace squire::formats {

/// One record of CSV (RFC 4180), with its line end. A cell that a spreadsheet would run as a formula (it begins with '=', '+', '-', '@', a tab
/// or a carriage return) gets an apostrophe before it, which spreadsheets do not show (OWASP, "CSV injection"): what scanned projects are called
/// is not ours to choose. Invalid UTF-8 is replaced, control characters become blanks.
[[nodiscard]] std::string csv_record(std::initializer_list<std::string_view> cells);

} // namespace squire::formats
