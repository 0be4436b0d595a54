// SPDX-License-Identifier: MIT
// What blocks are written with.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "writeup/blocks.h"
#include "writeup/chart.h"

namespace squire::writeup {

struct Context {
    const Facts& facts;
    Audience audience;
    Form form;
    [[nodiscard]] bool may_tell(const VulnerabilityFacts& each) const { return audience != Audience::everyone || !each.embargo.holds; }
};

/// A table of cells that are Markdown already; empty where there is no row. Columns whose name ends in '#' are numbers, which is taken off. A column, but the
/// first, that has nothing but "–" is left out.
[[nodiscard]] std::string table(std::vector<std::string> head, const std::vector<std::vector<std::string>>& rows);

/// A stranger's text for a cell: one line, cut, escaped; "–" for an empty one.
[[nodiscard]] std::string cell(std::string_view text, std::size_t most = 120);
[[nodiscard]] std::string code(std::string_view text, std::size_t most = 100);

/// [title](url) where the url is one of the web, else the title.
[[nodiscard]] std::string link(std::string_view title, std::string_view url);

/// "ledger 4, 9, 12 and 7 more".
[[nodiscard]] std::string shown_by(const Evidence& evidence);

/// The chart as it stands in a block of this form; empty where it has nothing to show.
[[nodiscard]] std::string chart_text(const Chart& chart, Form form);

/// "sast" is "SAST", "secret_detection" is "secret detection".
[[nodiscard]] std::string type_name(finding::ReportType type);
[[nodiscard]] std::string plain_words(std::string_view identifier); // "with_them" is "with them"

// One block each.
[[nodiscard]] std::string block_glance(const Context& context);
[[nodiscard]] std::string block_project(const Context& context);
[[nodiscard]] std::string block_integrated(const Context& context);
[[nodiscard]] std::string block_found(const Context& context);
[[nodiscard]] std::string block_silent(const Context& context);
[[nodiscard]] std::string block_fixed(const Context& context);
[[nodiscard]] std::string block_unfixed(const Context& context);
[[nodiscard]] std::string block_false_alarms(const Context& context);
[[nodiscard]] std::string block_requests(const Context& context);
[[nodiscard]] std::string block_plan(const Context& context);
[[nodiscard]] std::string block_learned(const Context& context);
[[nodiscard]] std::string block_next(const Context& context);
[[nodiscard]] std::string block_repeat(const Context& context);
[[nodiscard]] std::string block_evidence(const Context& context);

} // namespace squire::writeup
