// SPDX-License-Identifier: MIT
#include "cli/fix_output.h"

#include <algorithm>
#include <map>
#include <string_view>

#include <fmt/format.h>

#include "base/counted.h"
#include "base/text.h"
#include "cli/terminal_style.h"
#include "fix/fix_document.h"
#include "formats/json_writer.h"

namespace squire::cli {
namespace {

constexpr std::string_view kAdded = "32";
constexpr std::string_view kRemoved = "31";
constexpr std::size_t kMostUnfixed = 50; // lines; JSON has all

// Tabs stay as they are: a terminal knows what to do with them.
std::string printable_line(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    std::string made;
    bool first = true;
    for (const std::string_view part : split(line, '\t')) {
        if (!std::exchange(first, false)) made += '\t';
        made += printable(part);
    }
    return made;
}

std::string_view colour_of_line(std::string_view line) {
    if (line.starts_with("+++") || line.starts_with("---") || line.starts_with("diff ")) return kBold;
    if (line.starts_with("@@")) return kPlaceColour;
    if (line.starts_with('+')) return kAdded;
    return line.starts_with('-') ? kRemoved : std::string_view();
}

std::string state_of(const fix::Fix& each) {
    if (each.is_for_people()) return "for people";
    switch (each.proved.proof.verdict) {
    case fix::Verdict::verified: return "verified";
    case fix::Verdict::verified_without_tests: return "verified without tests";
    case fix::Verdict::failed: return "failed";
    }
    return {};
}

void add_paragraph(std::string& text, std::string_view label, std::string_view words, unsigned width) {
    if (words.empty()) return;
    bool first = true;
    for (const std::string_view paragraph : split(words, '\n')) {
        for (const std::string& line : wrap(paragraph, width > 30 ? width - 14 : width)) {
            text += fmt::format("  {:<10}  {}\n", std::exchange(first, false) ? label : "", line);
        }
    }
}

std::string card(const fix::Fix& each, const FixTextOptions& options) {
    const auto& [proposal, proof] = each.proved;
    std::string text = fmt::format("{}  {}  {}  ({})\n", paint(options.colour, kPlaceColour, proposal.id()), to_string(proposal.kind),
                                   paint(options.colour, kBold, printable(proposal.what)), state_of(each));
    std::string files;
    for (const fix::FileChange& change : proposal.changes) files += (files.empty() ? "" : ", ") + printable(change.path);
    add_paragraph(text, "answers",
                  fmt::format("{}{}{}", counted(proposal.findings.size(), "finding"), files.empty() ? "" : " in ", shorten(files, 300)),
                  options.width);
    if (!options.diffs) return text;
    add_paragraph(text, "made by", proposal.made_by, options.width);
    for (const std::string& risk : proposal.risks) add_paragraph(text, "risk", risk, options.width);
    if (proof.verdict == fix::Verdict::verified_without_tests) add_paragraph(text, "no tests", proof.without_tests_because, options.width);
    if (proof.verdict == fix::Verdict::failed && !each.is_for_people()) add_paragraph(text, "log", shorten(proof.log, 2'000), options.width);
    for (std::size_t i = 0; i < proposal.steps.size(); ++i) add_paragraph(text, fmt::format("step {}", i + 1), proposal.steps[i], options.width);
    if (!each.diff.empty()) text += "\n" + diff_as_text(each.diff, options.colour);
    return text + "\n";
}

} // namespace

std::string diff_as_text(std::string_view diff, bool colour) {
    std::string text;
    if (diff.ends_with('\n')) diff.remove_suffix(1);
    for (const std::string_view line : split(diff, '\n')) {
        const std::string_view code = colour_of_line(line);
        text += (code.empty() ? printable_line(line) : paint(colour, code, printable_line(line))) + "\n";
    }
    return text;
}

std::string fixes_as_text(const fix::FixOutcome& outcome, const std::vector<records::FixDraft>& drafted, const FixTextOptions& options) {
    std::string text;
    for (const fix::Fix& each : outcome.fixes) text += card(each, options);
    if (!outcome.unfixed.empty()) {
        text += fmt::format("{}\n", paint(options.colour, kBold, "Not repaired"));
        std::map<std::string_view, const finding::Finding*> findings;
        for (const finding::Finding& each : outcome.findings) findings.emplace(each.fingerprint, &each);
        for (std::size_t i = 0; i < std::min(outcome.unfixed.size(), kMostUnfixed); ++i) {
            const fix::Unfixed& each = outcome.unfixed[i];
            const auto at = findings.find(each.finding);
            text += fmt::format("  {}  {}: {}\n",
                                at == findings.end()
                                    ? each.finding.substr(0, 12)
                                    : fmt::format("{} {}", printable(finding::place_of(*at->second)), printable(at->second->rule())),
                                to_string(each.reason), printable(each.why));
        }
        if (outcome.unfixed.size() > kMostUnfixed)
            text += fmt::format("  and {} more; --format json has all\n", outcome.unfixed.size() - kMostUnfixed);
    }
    for (const records::FixDraft& each : drafted) {
        if (!each.commit.empty())
            text += fmt::format("Branch {}: {} ({})\n", printable(each.offer.branch), printable(each.offer.title), each.commit.substr(0, 12));
    }
    const auto holding = std::ranges::count_if(outcome.fixes, [](const fix::Fix& each) { return each.holds(); });
    return text + fmt::format("{}: {} changes, {} of them proved; {} left as they are.\n", counted(outcome.findings.size(), "finding"),
                              std::ranges::count_if(outcome.fixes, [](const fix::Fix& each) { return !each.is_for_people(); }), holding,
                              outcome.unfixed.size());
}

std::string fixes_as_json(const fix::FixOutcome& outcome, const std::vector<records::FixDraft>& drafted, const std::string& commit) {
    formats::JsonWriter json;
    {
        const formats::JsonObject object(json);
        json.member("commit", std::string_view(commit));
        json.member("findings", outcome.findings.size());
        {
            const formats::JsonArray fixes(json, "fixes");
            for (const fix::Fix& each : outcome.fixes) fix::write_fix(json, each);
        }
        {
            std::map<std::string_view, const finding::Finding*> findings;
            for (const finding::Finding& each : outcome.findings) findings.emplace(each.fingerprint, &each);
            const formats::JsonArray unfixed(json, "unfixed");
            for (const fix::Unfixed& each : outcome.unfixed) {
                const formats::JsonObject one(json);
                json.member("finding", std::string_view(each.finding));
                if (const auto at = findings.find(each.finding); at != findings.end()) {
                    json.member("rule", std::string_view(at->second->rule()));
                    json.member("place", std::string_view(finding::place_of(*at->second)));
                }
                json.member("reason", to_string(each.reason));
                json.member("why", std::string_view(each.why));
            }
        }
        const formats::JsonArray branches(json, "offers");
        for (const records::FixDraft& each : drafted) {
            const formats::JsonObject one(json);
            json.member("class", to_string(each.offer.kind));
            json.member("branch", std::string_view(each.offer.branch));
            json.member_unless_empty("commit", each.commit);
            json.member("private", each.offer.is_private);
            json.member("title", std::string_view(each.offer.title));
        }
    }
    return json.take();
}

} // namespace squire::cli
