// SPDX-License-Identifier: MIT
#include "workspace/excerpt.h"

#include <algorithm>

#include "base/text.h"
#include "source/file_at.h"

namespace squire::workspace {
namespace {

constexpr std::uint32_t kMostLines = 40;
constexpr std::uint64_t kLargestFile = 1U << 20U;

} // namespace

Result<std::vector<CodeLine>> excerpt_of(const Workspace& workspace, std::string_view commit, const std::string& file,
                                         const finding::Range& range, std::uint32_t context, const Redact& redact) {
    const auto text = source::file_at(workspace.sandbox(), commit, file, kLargestFile);
    if (!text) return std::unexpected(text.error());
    // The whole file, because the rules for secrets look at more than a line.
    const std::string redacted = redact(*text);
    const std::vector<std::string_view> before = split(*text, '\n');
    const std::vector<std::string_view> after = split(redacted, '\n');
    if (before.size() != after.size()) return fail(ErrorKind::unsupported, "a secret of several lines is in this file", file);
    if (range.start_line == 0 || range.start_line > after.size()) return fail(ErrorKind::not_found, "the file has no such line", file);
    const std::uint32_t last = std::max(range.start_line, range.end_line);
    const std::uint32_t begin = range.start_line > context ? range.start_line - context : 1;
    const auto end = static_cast<std::uint32_t>(
        std::min<std::uint64_t>({after.size(), std::uint64_t{last} + context, std::uint64_t{begin} + kMostLines - 1}));
    std::vector<CodeLine> lines;
    for (std::uint32_t number = begin; number <= end; ++number) {
        if (number == after.size() && after[number - 1].empty()) break; // after the last line's end
        lines.push_back({.number = number,
                         .text = std::string(after[number - 1]),
                         .marked = number >= range.start_line && number <= last,
                         .redacted = before[number - 1] != after[number - 1]});
    }
    return lines;
}

std::string commit_of(const finding::Vulnerability& vulnerability, const std::vector<store::Event>& history) {
    const auto seen = std::ranges::find_if(vulnerability.sightings, &finding::Sighting::present);
    const finding::Sighting& sighting = seen == vulnerability.sightings.end() ? vulnerability.sightings.front() : *seen;
    std::string commit;
    for (const store::Event& event : history) {
        if (event.witness == sighting.witness && !event.findings.empty()) commit = event.commit;
    }
    return commit;
}

} // namespace squire::workspace
