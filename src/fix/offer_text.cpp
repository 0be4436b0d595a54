// SPDX-License-Identifier: MIT
#include "fix/offer_text.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/counted.h"
#include "base/text.h"
#include "base/version.h"
#include "fix/markdown.h"
#include "fix/phrases.h"
#include "integrate/template_frame.h"

namespace squire::fix {
namespace {

using finding::Finding;
using integrate::Section;

constexpr std::size_t kMostShown = 20; // findings, files: what is longer nobody reads
constexpr std::size_t kLongestSubject = 100;
constexpr int kDaysUntilPublic = 90;
constexpr int kDaysOfGrace = 14;

/// The sentences that do not say how bad it is.
std::string calm(std::string_view text) {
    std::string kept;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t stop = text.find(". ", at);
        const std::size_t end = stop == std::string_view::npos ? text.size() : stop + 2;
        const std::string_view sentence = text.substr(at, end - at);
        if (first_phrase(sentence, alarm_words()).empty()) kept += sentence;
        at = end;
    }
    return kept;
}

std::string prose(std::string_view text, bool may_alarm) { return as_prose(may_alarm ? std::string(text) : calm(text)); }

std::string place_of_step(const finding::FlowStep& step) {
    return as_code(step.range.start_line == 0 ? step.file : fmt::format("{}:{}", step.file, step.range.start_line));
}

std::string path_of(const Finding& finding) {
    std::string text;
    for (const finding::FlowStep& step : finding.flow) {
        const std::string_view word = step.kind == finding::FlowStep::Kind::source ? " (input)"
                                      : step.kind == finding::FlowStep::Kind::sink ? " (use)"
                                                                                   : "";
        text += fmt::format("{}{}{}", text.empty() ? "" : " → ", place_of_step(step), word);
    }
    return text;
}

std::string names_of(const Finding& finding) {
    std::string text;
    for (const finding::Identifier& identifier : finding.identifiers) {
        const bool is_advisory = identifier.type == "cve" || identifier.type == "ghsa" || identifier.type == "cwe" || identifier.type == "osv";
        if (is_advisory && !text.contains(identifier.value))
            text += (text.empty() ? "" : ", ") + as_code(identifier.name.empty() ? identifier.value : identifier.name);
    }
    return text.empty() && !finding.identifiers.empty() ? as_code(finding.rule()) : text;
}

std::string finding_line(const Finding& finding) {
    const bool shown = shows_path(finding);
    std::string text = fmt::format("- {} in {}", names_of(finding), as_code(place_of(finding)));
    if (const std::string name = prose(finding.name, shown); !name.empty()) text += ": " + name;
    text +=
        shown ? fmt::format("\n  - the path from input to use: {}\n  - severity: {}\n", path_of(finding), to_lower(to_string(finding.severity)))
              : std::string("\n  - a path from input to here: not shown\n");
    if (const std::string evidence = prose(finding.evidence, shown);
        !evidence.empty() && finding.type == finding::ReportType::dependency_scanning)
        text += fmt::format("  - {}\n", evidence);
    return text;
}

std::string what(std::span<const Proved> proved, const Offer& offer) {
    std::string text;
    for (const Proved& each : proved)
        text += fmt::format("- {} (made by {})\n", as_prose(each.proposal.what),
                            each.proposal.made_by.empty() ? "hand" : as_prose(each.proposal.made_by));
    if (offer.paths.empty()) return text;
    text += fmt::format("\n{} {}: ", counted(offer.paths.size(), "file"), offer.paths.size() == 1 ? "changes" : "change");
    for (std::size_t i = 0; i < std::min(offer.paths.size(), kMostShown); ++i) text += (i == 0 ? "" : ", ") + as_code(offer.paths[i]);
    if (offer.paths.size() > kMostShown) text += fmt::format(" and {} more", offer.paths.size() - kMostShown);
    return text + ".\n";
}

std::string why(std::span<const Proved> proved, std::span<const Finding* const> findings, bool may_alarm) {
    std::string text = "It answers:\n\n";
    for (std::size_t i = 0; i < std::min(findings.size(), kMostShown); ++i) text += finding_line(*findings[i]);
    if (findings.size() > kMostShown) text += fmt::format("- and {} more of the same kind\n", findings.size() - kMostShown);
    for (const Proved& each : proved) {
        const std::string reason = prose(each.proposal.why, may_alarm);
        if (!reason.empty()) text += fmt::format("\n{}\n", reason);
    }
    return text;
}

std::string tested(const Offer& offer, std::span<const Proved> proved) {
    std::size_t gone = 0;
    std::string commands, without;
    for (const Proved& each : proved) {
        gone += each.proof.gone.size();
        for (const CommandRun& run : each.proof.commands) {
            const std::string line = fmt::format("{}  # {}: exit code {}\n", run.command, run.purpose, run.exit_code);
            if (!commands.contains(line)) commands += line;
        }
        if (without.empty()) without = as_prose(each.proof.without_tests_because);
    }
    std::string text = fmt::format("The change was applied to a copy of {} and scanned again: {} gone, no new one, and the files parse. ",
                                   as_code(offer.base), counted(gone, "finding is", "findings are"));
    text += offer.verdict == Verdict::verified
                ? "The project's own tests pass before and after it.\n"
                : fmt::format("The project's own tests were **not** run{}{}.\n", without.empty() ? "" : ": ", without);
    if (!commands.empty()) text += "\n" + as_block(commands);
    return text;
}

std::string risk(std::span<const Proved> proved, bool may_alarm) {
    std::string text;
    for (const Proved& each : proved)
        for (const std::string& one : each.proposal.risks)
            if (const std::string said = prose(one, may_alarm); !said.empty()) text += fmt::format("- {}\n", said);
    if (text.empty()) text = "None is known beyond those of any change to these files.\n";
    return text + "\nTo revert: `git revert` of the one commit; nothing else depends on it.\n";
}

std::string steps(std::span<const Proved> proved) {
    std::string text;
    std::size_t number = 0;
    for (const Proved& each : proved)
        for (const std::string& step : each.proposal.steps) text += fmt::format("{}. {}\n", ++number, as_prose(step));
    return text;
}

std::string disclosure(std::span<const Proved> proved) {
    std::vector<std::string> tools;
    for (const Proved& each : proved) {
        std::string tool = as_prose(each.proposal.made_by);
        if (!tool.empty() && std::ranges::find(tools, tool) == tools.end()) tools.push_back(std::move(tool));
    }
    return fmt::format("The finding and the change were prepared with Squire {}{}{}. A person has read them, sends them and answers for them.\n",
                       version(), tools.empty() ? "" : " and ", fmt::join(tools, ", "));
}

std::string when_public(Time now) {
    const auto day = [](Time time) { return to_rfc3339(time).substr(0, 10); };
    return fmt::format(
        "Nothing of this is public, and nothing will be before you agree or {} ({} days). If a repair is under way then, say so, and it "
        "stays private until {} ({} days more).\n",
        day(now + std::chrono::days(kDaysUntilPublic)), kDaysUntilPublic, day(now + std::chrono::days(kDaysUntilPublic + kDaysOfGrace)),
        kDaysOfGrace);
}

std::string metadata_of(const Offer& offer) {
    return fmt::format("\n<!-- squire-fix {} findings={} -->\n", to_string(offer.kind), fmt::join(offer.findings, ","));
}

std::string before_sending(const Customs& customs) {
    return fmt::format("{} asks for: {}. Check each, then delete this section.\n", as_code(customs.files.contributing_path),
                       fmt::join(customs.files.wishes, "; "));
}

} // namespace

bool shows_path(const Finding& finding) {
    using Kind = finding::FlowStep::Kind;
    const auto has = [&](Kind kind) {
        return std::ranges::any_of(finding.flow, [&](const finding::FlowStep& step) { return step.kind == kind; });
    };
    return has(Kind::source) && has(Kind::sink);
}

std::string subject_of(std::span<const Proved> proved) {
    if (proved.size() == 1) return shorten(as_prose(proved.front().proposal.what), kLongestSubject);
    switch (proved.front().proposal.kind) {
    case ChangeClass::dependency: return fmt::format("update {} with known weaknesses", counted(proved.size(), "dependency", "dependencies"));
    case ChangeClass::source: return fmt::format("repair {} places in the code", proved.size());
    case ChangeClass::container: return fmt::format("harden {} places in how images are built", proved.size());
    case ChangeClass::pipeline: return fmt::format("harden {} places in the pipeline", proved.size());
    case ChangeClass::infrastructure: return fmt::format("harden {} places in the infrastructure", proved.size());
    case ChangeClass::secret: return fmt::format("read {} credentials from the environment", proved.size());
    }
    return {};
}

std::string body_of(std::span<const Proved> proved) {
    std::string text;
    if (proved.size() > 1)
        for (const Proved& each : proved) text += fmt::format("- {}\n", as_prose(each.proposal.what));
    for (const Proved& each : proved) {
        const std::string reason = prose(each.proposal.why, false);
        if (!reason.empty()) text += fmt::format("{}{}\n", text.empty() ? "" : "\n", reason);
    }
    return text;
}

std::string describe_offer(const Offer& offer, std::span<const Proved> proved, std::span<const Finding* const> findings, const Customs& customs,
                           Time now) {
    const bool may_alarm = offer.path_shown;
    std::vector<Section> sections{
        {"What", what(proved, offer), {"what", "descri", "summary", "change", "overview"}},
        {"Why this project", why(proved, findings, may_alarm), {"why", "motivation", "reason", "context", "background"}}};
    if (const std::string todo = steps(proved); !todo.empty()) sections.push_back({"What to do", todo, {}});
    if (!offer.paths.empty()) {
        sections.push_back({"How it was tested", tested(offer, proved), {"test", "validat", "verif", "how to"}});
        sections.push_back({"Risk, and how to revert", risk(proved, may_alarm), {"revert", "rollback", "roll back", "risk", "impact"}});
    }
    if (offer.is_private) {
        sections.push_back({"When it becomes public", when_public(now), {}});
        sections.push_back({"Who made this", disclosure(proved), {}});
        return integrate::write_sections({}, std::move(sections)) + metadata_of(offer);
    }
    sections.push_back({"How to say no", std::string(integrate::kHowToSayNo), {}});
    if (!customs.files.wishes.empty()) sections.push_back({"Before sending", before_sending(customs), {}});
    sections.push_back({"Who made this", disclosure(proved), {}});
    return integrate::write_sections(customs.files.merge_request_template, std::move(sections)) + metadata_of(offer);
}

} // namespace squire::fix
