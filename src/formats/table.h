// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "finding/report.h"

namespace squire::formats {

struct TableStyle {
    bool colour = false;
    unsigned width = 80;   // columns of the terminal
    bool show_all = false; // otherwise the first 50 findings, and how many more there are
};

/// A report for people at a terminal: the gravest first, and at the end what to do next. Safe to print whatever the scanned project holds.
[[nodiscard]] std::string format_table(const finding::Report& report, const TableStyle& style);

} // namespace squire::formats
