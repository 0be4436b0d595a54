// SPDX-License-Identifier: MIT
#include "journey/page_findings.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "journey/known.h"
#include "journey/triage_proposal.h"
#include "scan/redaction.h"
#include "workspace/excerpt.h"

namespace squire::journey {
namespace {

constexpr std::size_t kMostWithCode = 2000; // a page that holds more is slow to open, and nobody reads so many
constexpr std::uint32_t kContext = 4;       // lines around the place
constexpr std::size_t kMostSteps = 3;       // of a flow, beside the place itself

struct Place {
    std::string file, commit;
    finding::Range range;
};

std::optional<Place> place_in_code(const Run& run, const finding::Finding& finding) {
    if (const auto* code = std::get_if<finding::CodeLocation>(&finding.location)) return Place{code->file, run.commit, code->range};
    const auto* secret = std::get_if<finding::SecretLocation>(&finding.location);
    if (secret == nullptr) return std::nullopt;
    const bool committed = secret->commit.sha.size() == 40;
    return Place{secret->file, committed ? secret->commit.sha : run.commit, secret->range};
}

Result<dashboard::Excerpt> excerpt(const Run& run, const Place& place, std::uint32_t context, const workspace::Redact& redact) {
    const auto lines = workspace::excerpt_of(run.workspace, place.commit, place.file, place.range, context, redact);
    if (!lines) return std::unexpected(lines.error());
    dashboard::Excerpt made{.title = fmt::format("{}:{}", place.file, place.range.start_line), .lines = {}};
    if (place.commit != run.commit) made.title += fmt::format(" in commit {}", place.commit.substr(0, 12));
    for (const workspace::CodeLine& line : *lines) made.lines.push_back({line.number, line.marked, line.text});
    return made;
}

void add_code(const Run& run, const finding::Finding& finding, const workspace::Redact& redact, dashboard::Entry& entry) {
    const auto place = place_in_code(run, finding);
    if (!place || place->commit.empty() || place->range.start_line == 0) return;
    auto own = excerpt(run, *place, kContext, redact);
    if (!own) {
        entry.note = fmt::format("The code is not shown: {}.", own.error().message);
        return;
    }
    const std::uint32_t first = own->lines.empty() ? 0 : own->lines.front().number;
    const std::uint32_t last = own->lines.empty() ? 0 : own->lines.back().number;
    entry.code.push_back(std::move(*own));
    for (const finding::FlowStep& step : finding.flow) {
        const bool seen = step.file == place->file && step.range.start_line >= first && step.range.start_line <= last;
        if (seen || entry.code.size() > kMostSteps) continue;
        // Only where it comes from counts; a step that cannot be shown is still listed in the flow.
        if (auto other = excerpt(run, {step.file, run.commit, step.range}, 1, redact))
            entry.code.insert(entry.code.end() - 1, std::move(*other));
    }
}

} // namespace

Result<std::vector<dashboard::Entry>> page_findings(const Run& run) {
    auto known = known_vulnerabilities(run.store);
    if (!known) return std::unexpected(known.error());
    const std::string& own = run.workspace.settings.rules;
    const auto redact =
        scan::make_redaction(run.workspace.sandbox(), own.empty() ? std::nullopt : std::optional(run.workspace.root / own), run.cache);
    if (!redact) return std::unexpected(redact.error());
    std::vector<dashboard::Entry> entries;
    entries.reserve(known->size());
    for (finding::Vulnerability& each : *known) {
        dashboard::Entry entry;
        const finding::Finding& finding = each.finding();
        if (each.state == finding::State::needs_triage) {
            TriageProposal proposal = propose(each);
            entry.advice = to_string(proposal.advice);
            entry.why = std::move(proposal.reason);
        }
        if (entries.size() < kMostWithCode) add_code(run, finding, *redact, entry);
        entry.vulnerability = std::move(each);
        entries.push_back(std::move(entry));
    }
    return entries;
}

} // namespace squire::journey
