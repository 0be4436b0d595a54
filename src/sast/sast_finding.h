// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "finding/finding.h"
#include "finding/report.h"
#include "sast/compiled_rule.h"
#include "sast/line_index.h"
#include "source/marks.h"

namespace squire::sast {

/// The text that something was found in.
struct FoundIn {
    std::string_view path;
    std::string_view text;
    source::Marks marks;
    const LineIndex& lines;
    const SourceFile* file = nullptr; // null: it was not parsed
};

[[nodiscard]] finding::Finding make_finding(const CompiledRule& rule, const Found& found, const FoundIn& where);

/// What a rule is, for reports.
[[nodiscard]] finding::RuleInfo describe_rule(const rules::SastRule& rule);

/// Where a place stands among the definitions around it.
struct Scope {
    std::string names;  // "Outer/inner"; empty at the top of the file
    std::string offset; // GitLab's scope_offset: "file|Outer[0]|inner[1]:4": the n-th of that name in its scope, and lines from its beginning
};
[[nodiscard]] Scope scope_of(std::string_view path, const SourceFile* file, const LineIndex& lines, std::uint32_t begin);

} // namespace squire::sast
