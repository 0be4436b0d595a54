// SPDX-License-Identifier: MIT
#include "cli/finding_card.h"

#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "cli/terminal_style.h"
#include "formats/display_width.h"
#include "formats/masking.h"
#include "scan/redaction.h"
#include "tracking/moves.h"
#include "workspace/listing.h"

namespace squire::cli {
namespace {

using finding::Finding;

constexpr std::uint32_t kContext = 3;      // lines of code around the place
constexpr std::uint32_t kStepContext = 0;  // and around a step of a data flow
constexpr std::size_t kGutter = 10;        // "▶ 12345 │ "
constexpr std::size_t kLabel = 8;          // "Rule    "
constexpr std::size_t kMostSteps = 20;
constexpr std::size_t kShortCommit = 7;

finding::Range range_of(const Finding& finding) {
    if (const auto* code = std::get_if<finding::CodeLocation>(&finding.location)) return code->range;
    if (const auto* secret = std::get_if<finding::SecretLocation>(&finding.location)) return secret->range;
    return {};
}

std::string_view word_of(finding::FlowStep::Kind kind) {
    switch (kind) {
    case finding::FlowStep::Kind::source: return "comes in";
    case finding::FlowStep::Kind::propagation: return "goes on";
    case finding::FlowStep::Kind::sink: return "does harm";
    }
    return "";
}

class Card {
public:
    Card(const WorkspaceSession& session, const finding::Vulnerability& vulnerability, const std::vector<store::Event>& history,
         const workspace::Redact& redact, const Environment& environment)
        : session_(session), vulnerability_(vulnerability), finding_(vulnerability.finding()), history_(history), redact_(redact),
          environment_(environment), width_(std::clamp<std::size_t>(environment.width, 40, 120)) {}

    std::string draw() {
        heading();
        const std::string commit = workspace::commit_of(vulnerability_, history_);
        code(commit);
        flow(commit);
        prose(finding_.description);
        if (!finding_.solution.empty()) prose("What to do: " + finding_.solution);
        facts(commit);
        return std::move(out_);
    }

private:
    void line(std::string_view text) {
        out_ += text;
        out_ += '\n';
    }
    [[nodiscard]] std::string painted(std::string_view code, std::string_view text) const { return paint(environment_.colour, code, text); }

    void heading() {
        const auto short_id = session_.store.short_id(vulnerability_.id);
        std::string state = tracking::words_of(vulnerability_.state);
        if (vulnerability_.dismissal) state += fmt::format(" ({})", tracking::words_of(*vulnerability_.dismissal));
        if (!vulnerability_.present()) state += ", gone";
        line(fmt::format("{}  {} · {} · first seen {} ({})", painted(kBold, short_id ? *short_id : vulnerability_.id),
                         painted(colour_of(vulnerability_.severity()), finding::to_string(vulnerability_.severity())), state,
                         to_rfc3339(vulnerability_.first_seen).substr(0, 10), age_of(vulnerability_.first_seen, environment_.clock.now())));
        for (const std::string& each : wrap(finding_.name.empty() ? finding_.rule() : finding_.name, width_)) line(painted(kBold, each));
        line(painted(kPlaceColour, printable(place_of(finding_))));
        for (const finding::Flag& flag : finding_.flags) {
            for (const std::string& each : wrap("Likely a false positive: " + flag.description, width_)) line(painted(kDim, each));
        }
        if (const auto* suppression = workspace::suppression_of(session_.workspace.settings, vulnerability_, environment_.clock.now())) {
            for (const std::string& each : wrap(fmt::format("Suppressed ({}): {}", suppression->place, suppression->reason), width_))
                line(painted(kDim, each));
        }
    }

    // Nothing where the file cannot be shown. A file in which a scan has found secrets, perhaps by rules that are not at hand here, is masked
    // beyond what these rules know.
    [[nodiscard]] std::vector<workspace::CodeLine> excerpt(const std::string& commit, const std::string& file, const finding::Range& range,
                                                           std::uint32_t context) const {
        if (!redact_ || commit.empty()) return {};
        auto lines = workspace::excerpt_of(session_.workspace, commit, file, range, context, redact_);
        if (!lines) return {};
        const auto secrets = session_.store.count({.types = {finding::ReportType::secret_detection}, .text = file}, 1);
        if (!secrets || *secrets > 0) {
            for (workspace::CodeLine& each : *lines) {
                std::string masked = formats::masked(each.text);
                each.redacted = each.redacted || masked != each.text;
                each.text = std::move(masked);
            }
        }
        return std::move(*lines);
    }

    void code(const std::string& commit) {
        const finding::Range range = range_of(finding_);
        const std::string evidence(trim(finding_.evidence));
        std::vector<workspace::CodeLine> lines;
        if (finding_.type == finding::ReportType::secret_detection) {
            // What the scanner kept of the line is redacted by the rule that found it; no other text is as safe.
            if (!evidence.empty() && range.start_line > 0)
                lines.push_back({.number = range.start_line, .text = evidence, .marked = true, .redacted = true});
        } else if (range.start_line > 0) {
            lines = excerpt(commit, std::string(file_of(finding_)), range, kContext);
        }
        if (lines.empty() && evidence.empty()) return;
        out_ += '\n';
        for (const workspace::CodeLine& each : lines) code_line(each, range);
        if (lines.empty()) line(fmt::format("  {}", formats::fit(printable(evidence), width_ - 2)));
    }

    void code_line(const workspace::CodeLine& code, const finding::Range& range) {
        std::string text;
        for (const char c : code.text.substr(0, 4 * width_)) text += c == '\t' ? std::string("    ") : std::string(1, c);
        const std::string shown = formats::fit(printable(text), width_ - kGutter);
        line(fmt::format("{} {} {}", code.marked ? painted("1;31", "▶") : " ", painted(kDim, fmt::format("{:>5} │", code.number)), shown));
        const bool precise = code.marked && !code.redacted && range.start_line == std::max(range.start_line, range.end_line) &&
                             range.start_column > 0 && range.end_column >= range.start_column && range.end_column <= code.text.size();
        if (!precise) return;
        std::string before;
        for (const char c : code.text.substr(0, range.start_column - 1)) before += c == '\t' ? std::string("    ") : std::string(1, c);
        const std::size_t left = formats::display_width(printable(before));
        const std::string under = printable(code.text.substr(range.start_column - 1, range.end_column - range.start_column + 1));
        if (left >= width_ - kGutter) return;
        const std::size_t length = std::min(std::max<std::size_t>(formats::display_width(under), 1), width_ - kGutter - left);
        line(fmt::format("  {} {}{}", painted(kDim, "      │"), std::string(left, ' '), painted("1;31", std::string(length, '^'))));
    }

    void flow(const std::string& commit) {
        if (finding_.flow.empty()) return;
        out_ += '\n';
        line("How the data gets there:");
        std::size_t number = 0;
        for (const finding::FlowStep& step : finding_.flow) {
            if (++number > kMostSteps) {
                line(fmt::format("  … and {} more steps", finding_.flow.size() - kMostSteps));
                break;
            }
            line(fmt::format("  {}. {} at {}", number, word_of(step.kind),
                             painted(kPlaceColour, printable(fmt::format("{}:{}", step.file, step.range.start_line)))));
            const auto lines = excerpt(commit, step.file, step.range, kStepContext);
            if (!lines.empty()) line(fmt::format("     {}", formats::fit(printable(trim(lines.front().text)), width_ - 5)));
        }
    }

    void prose(std::string_view text) {
        if (trim(text).empty()) return;
        out_ += '\n';
        for (const std::string& each : wrap(text, width_)) line(each);
    }

    void fact(std::string_view label, std::string_view text) {
        std::string opening(label);
        for (const std::string& each : wrap(text, width_ - kLabel)) {
            line(fmt::format("{:<{}}{}", opening, kLabel, each));
            opening.clear();
        }
    }

    void facts(const std::string& commit) {
        out_ += '\n';
        std::string names;
        for (const finding::Identifier& each : finding_.identifiers) {
            const std::string_view name = &each == &finding_.identifiers.front() ? each.value : each.name.empty() ? each.value : each.name;
            names += fmt::format("{}{}", names.empty() ? "" : ", ", name);
        }
        fact("Rule", names);
        for (const finding::Sighting& each : vulnerability_.sightings) {
            fact("Seen", fmt::format("by {} in the {}{}", each.witness.scanner, each.witness.target, each.present ? "" : "; no more"));
        }
        if (!commit.empty()) fact("Commit", commit.substr(0, kShortCommit));
        if (const auto* secret = std::get_if<finding::SecretLocation>(&finding_.location); secret != nullptr && secret->still_at_head)
            fact("", *secret->still_at_head ? "it still stands at HEAD" : "it is gone at HEAD, and still in the history");
        for (const finding::Identifier& each : finding_.identifiers) {
            if (!each.url.empty()) fact("See", each.url);
        }
        for (const finding::Link& each : finding_.links) fact("See", each.url);
        fact("Id", vulnerability_.id);
        if (!finding_.fingerprint.empty()) fact("", fmt::format("fingerprint {}", finding_.fingerprint));
    }

    const WorkspaceSession& session_;
    const finding::Vulnerability& vulnerability_;
    const Finding& finding_;
    const std::vector<store::Event>& history_;
    const workspace::Redact& redact_;
    const Environment& environment_;
    std::size_t width_;
    std::string out_;
};

std::string what_happened(const store::Event& event) {
    using Kind = store::Event::Kind;
    const std::string at = event.commit.empty() ? "" : fmt::format(" at {}", event.commit.substr(0, kShortCommit));
    const std::string witness = fmt::format("{} ({}){}", event.witness.scanner, event.witness.target, at);
    switch (event.kind) {
    case Kind::appeared: return fmt::format("first seen by {}", witness);
    case Kind::changed: {
        if (event.findings.empty()) return fmt::format("no longer seen by {}", witness);
        return fmt::format("seen by {} in {}", witness, place_of(event.findings.front()));
    }
    case Kind::gone: return fmt::format("gone: no longer seen by {}", witness);
    case Kind::back: return fmt::format("back: seen again by {}", witness);
    case Kind::moved: break;
    }
    std::string text = tracking::words_of(event.state);
    if (event.dismissal) text += fmt::format(" ({})", tracking::words_of(*event.dismissal));
    return fmt::format("{} by {}", text, event.actor);
}

} // namespace

Result<workspace::Redact> make_redaction(const workspace::Workspace& workspace) {
    const std::string& own = workspace.settings.rules;
    return make_redaction(workspace.sandbox(), own.empty() ? std::nullopt : std::optional(workspace.root / own));
}

Result<workspace::Redact> make_redaction(const std::filesystem::path& project, const std::optional<std::filesystem::path>& own) {
    return scan::make_redaction(project, own, cache_folder());
}

std::string finding_card(const WorkspaceSession& session, const finding::Vulnerability& vulnerability, const std::vector<store::Event>& history,
                         const workspace::Redact& redact, const Environment& environment) {
    return Card(session, vulnerability, history, redact, environment).draw();
}

std::string history_lines(const std::vector<store::Event>& history, const Environment& environment) {
    constexpr std::size_t kTime = 18; // "2026-01-01 12:00  "
    const std::size_t width = std::clamp<std::size_t>(environment.width, 40, 120) - kTime;
    std::string out;
    for (const store::Event& event : history) {
        std::string when = to_rfc3339(event.time).substr(0, 16);
        std::ranges::replace(when, 'T', ' ');
        std::vector<std::string> lines = wrap(what_happened(event), width);
        if (!event.comment.empty()) std::ranges::move(wrap(event.comment, width), std::back_inserter(lines));
        for (const std::string& each : lines) {
            out += fmt::format("{:<{}}{}\n", when, kTime, each);
            when.clear();
        }
    }
    return out;
}

} // namespace squire::cli
