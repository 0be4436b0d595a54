// SPDX-License-Identifier: MIT
#include "journey/triage_proposal.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/counted.h"
#include "dependencies/vex.h"
#include "formats/json_writer.h"
#include "journey/table_cell.h"
#include "source/marks.h"

namespace squire::journey {
namespace {

using finding::DismissalReason;
using finding::Finding;

constexpr std::size_t kShortId = 10; // digits; a prefix that is unique in any store of sensible size

struct Opinion {
    Advice advice = Advice::look;
    std::optional<DismissalReason> dismissal;
    std::string reason;
};

Opinion dismissed(DismissalReason why, std::string reason) { return {Advice::dismiss, why, std::move(reason)}; }

std::optional<Opinion> by_flag(const Finding& finding) {
    if (dependencies::is_excused(finding)) return dismissed(DismissalReason::not_applicable, finding.flags.front().description);
    for (const finding::Flag& flag : finding.flags) {
        if (flag.origin == "squire: test") return dismissed(DismissalReason::used_in_tests, flag.description);
        if (flag.origin == "squire: vendored") return Opinion{Advice::look, {}, "somebody else's code: the repair belongs there"};
        if (flag.origin == "squire: generated")
            return Opinion{Advice::look, {}, "a program wrote the file: the repair belongs into what it is made from"};
        if (flag.origin == "squire: example" || flag.origin == "squire: documentation")
            return dismissed(DismissalReason::not_applicable, flag.description);
    }
    if (finding.flags.empty()) return std::nullopt;
    return dismissed(DismissalReason::false_positive, finding.flags.front().description);
}

Opinion about_secret(const Finding& finding, const finding::SecretLocation& secret) {
    if (source::marks_of_path(secret.file).has(source::Mark::test))
        return dismissed(DismissalReason::used_in_tests, "stands in a test; make sure that it opens nothing else");
    if (secret.still_at_head.has_value() && !*secret.still_at_head)
        return {Advice::confirm, {}, "gone from the files, and still in the history for everybody to read: revoke it"};
    if (finding.confidence == finding::Confidence::low) return {Advice::look, {}, "the rule that found it is often wrong"};
    return {Advice::confirm, {}, "has the form of a real one: revoke it first, then take it out of the code"};
}

Opinion about_package(const Finding& finding) {
    if (finding.evidence.contains("; used: affected function"))
        return {Advice::confirm, {}, "the project calls the function that the advisory names"};
    if (finding.evidence.contains("; imported: ")) return {Advice::confirm, {}, "the project imports the package"};
    return {Advice::look, {}, "no use of the package was found, which alone proves little"};
}

Opinion about_code(const Finding& finding) {
    if (source::marks_of_path(finding::file_of(finding)).has(source::Mark::test))
        return dismissed(DismissalReason::used_in_tests, "stands in a test: no attacker reaches it there");
    const bool flows =
        std::ranges::any_of(finding.flow, [](const finding::FlowStep& step) { return step.kind == finding::FlowStep::Kind::source; });
    if (flows) return {Advice::confirm, {}, "data from outside reaches this place"};
    if (finding.confidence == finding::Confidence::high || finding.confidence == finding::Confidence::confirmed)
        return {Advice::confirm, {}, "the rule that found it is seldom wrong"};
    return {Advice::look, {}, "whether data from outside reaches this place was not shown"};
}

} // namespace

TriageProposal propose(const finding::Vulnerability& vulnerability) {
    const Finding& finding = vulnerability.finding();
    Opinion opinion;
    if (auto flagged = by_flag(finding)) {
        opinion = std::move(*flagged);
    } else if (const auto* secret = std::get_if<finding::SecretLocation>(&finding.location)) {
        opinion = about_secret(finding, *secret);
    } else if (finding.type == finding::ReportType::dependency_scanning) {
        opinion = about_package(finding);
    } else {
        opinion = about_code(finding);
    }
    return {.vulnerability = vulnerability.id,
            .advice = opinion.advice,
            .dismissal = opinion.dismissal,
            .reason = std::move(opinion.reason),
            .severity = vulnerability.severity(),
            .name = finding.name,
            .place = place_of(finding)};
}

std::string_view to_string(Advice advice) {
    switch (advice) {
    case Advice::confirm: return "confirm";
    case Advice::dismiss: return "dismiss";
    case Advice::look: return "look";
    }
    return "";
}

std::string proposals_as_markdown(std::span<const TriageProposal> proposals, std::size_t most) {
    static constexpr std::array<std::pair<Advice, std::string_view>, 3> kParts{{
        {Advice::confirm, "Likely real"},
        {Advice::look, "To be looked at"},
        {Advice::dismiss, "Likely harmless"},
    }};
    std::string text = "# Proposed decisions\n\nNothing here is decided: read the code, then decide by the command, or by `squire triage`.\n";
    for (const auto& [advice, title] : kParts) {
        std::vector<const TriageProposal*> part;
        for (const TriageProposal& each : proposals)
            if (each.advice == advice) part.push_back(&each);
        std::ranges::stable_sort(part, std::greater<>{}, [](const TriageProposal* each) { return each->severity; });
        text += fmt::format("\n## {}: {}\n", title, part.size());
        if (part.empty()) continue;
        text += "\n| Id | Severity | What | Where | Why |\n| --- | --- | --- | --- | --- |\n";
        for (std::size_t i = 0; i < std::min(part.size(), most); ++i) {
            const TriageProposal& each = *part[i];
            text += fmt::format("| {} | {} | {} | {} | {} |\n", each.vulnerability.substr(0, kShortId), finding::to_string(each.severity),
                                table_cell(each.name), table_cell(each.place), table_cell(each.reason));
        }
        if (part.size() > most) text += fmt::format("\nAnd {} more: triage.json lists them.\n", part.size() - most);
        if (advice == Advice::confirm) text += "\n`squire findings confirm ID -m WHY`\n";
        if (advice == Advice::dismiss) text += "\n`squire findings dismiss ID --reason REASON -m WHY`\n";
    }
    return text;
}

std::string proposals_as_json(std::span<const TriageProposal> proposals) {
    formats::JsonWriter json;
    {
        const formats::JsonArray list(json);
        for (const TriageProposal& each : proposals) {
            const formats::JsonObject object(json);
            json.member("id", std::string_view(each.vulnerability));
            json.member("advice", to_string(each.advice));
            if (each.dismissal) json.member("reason", finding::to_string(*each.dismissal));
            json.member("why", std::string_view(each.reason));
            json.member("severity", finding::to_string(each.severity));
            json.member("name", std::string_view(each.name));
            json.member("place", std::string_view(each.place));
        }
    }
    return json.take();
}

} // namespace squire::journey
