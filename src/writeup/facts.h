// SPDX-License-Identifier: MIT
//
// What an internship came to, as values: everything that a write-up says stands here, with the ledger entries, vulnerabilities and commits that show
// it. Nothing in it was typed for the write-up but the words of `Words`.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "finding/finding.h"
#include "finding/vulnerability.h"

namespace squire::writeup {

/// What shows that something is so. Empty lists where nothing of that kind does.
struct Evidence {
    std::vector<std::int64_t> entries; // of the ledger, rising
    std::vector<std::string> vulnerabilities; // their ids, sorted
    std::vector<std::string> commits; // 40 hexadecimal digits, sorted
    friend bool operator==(const Evidence&, const Evidence&) = default;
};

/// Findings by severity; indexed by finding::Severity.
using BySeverity = std::array<std::uint64_t, 6>;

struct ProjectFacts {
    std::string name;
    std::string address; // where it is hosted; may be empty
    std::string branch;
    std::string licence; // SPDX; may be empty
    std::vector<std::string> languages;
    std::vector<std::string> reasons; // why this project, in sentences
    std::string consent; // the program's state: "consented", "asked", …; empty: not in the program
    std::vector<std::string> consents;
    std::string consent_until; // "2026-12-31"
    Evidence evidence;
};

struct PersonFacts {
    std::string name; // as it is shown
    std::string handle;
};

struct GoalFacts {
    std::string id, text, state;
    long count = 0;
    long target = 0;
    Evidence evidence;
};

/// A week of the plan, and what came of it.
struct WeekFacts {
    int number = 1;
    std::string first, last; // days, ISO
    std::vector<std::string> titles;
    double planned_hours = 0;
    std::optional<long> spent_hours; // as the check-in says
    bool over = false; // its last day has passed
    bool reported = false; // there is a check-in
    Evidence evidence;
};

struct InternshipFacts {
    std::string id, state, track;
    PersonFacts intern;
    std::vector<PersonFacts> mentors;
    std::string start, end; // days, ISO
    long planned_weeks = 0;
    long extension_weeks = 0;
    std::vector<WeekFacts> weeks;
    std::vector<GoalFacts> goals;
    Evidence evidence;
};

struct ScanFacts {
    std::string id;
    std::int64_t entry = 0;
    std::string scanner, version, target; // target: "tree", "history", …
    finding::ReportType type = finding::ReportType::sast;
    std::string commit;
    std::string status; // "complete", "partial", "failed"
    Time ended{};
    std::uint64_t findings = 0, appeared = 0, gone = 0, back = 0;
    BySeverity present{}; // vulnerabilities of all scanners that are there after it, false alarms left out

    /// All was looked at, and nothing found: a result like any other.
    [[nodiscard]] bool silent() const { return status == "complete" && findings == 0; }
};

/// Until when nothing that tells a stranger where to look may be said in public (embargo.h).
struct EmbargoFacts {
    bool holds = true; // at the time the facts are of
    std::string until; // day, ISO
    std::string why; // one sentence
};

struct VulnerabilityFacts {
    std::string id;
    finding::ReportType type = finding::ReportType::sast;
    finding::Severity severity = finding::Severity::unknown;
    finding::State state = finding::State::needs_triage;
    std::optional<finding::DismissalReason> dismissal;
    bool present = false;
    std::string rule, name, file, place;
    std::vector<std::string> identifiers; // "CVE-2021-44228", "CWE-89"
    std::vector<std::string> scanners;
    std::int64_t first_entry = 0;
    Time first_seen{};
    std::int64_t last_entry = 0;
    std::optional<Time> answered; // when somebody first decided about it, or a scan saw it gone
    std::optional<Time> gone; // when it was last seen to be gone, where it is not present
    std::string comment; // of the last decision
    EmbargoFacts embargo;

    /// A person said that the scanner was wrong.
    [[nodiscard]] bool false_alarm() const {
        return state == finding::State::dismissed && dismissal == finding::DismissalReason::false_positive;
    }
};

/// A change that answers findings.
struct FixFacts {
    std::string id, what, kind; // kind: "dependency", "source", …
    std::string state; // "proposed", "verified", "verified without tests", "failed"
    std::vector<std::string> vulnerabilities;
    std::string branch, commit;
    bool offered = false; // it has a branch or a merge request
    bool is_private = false; // for the maintainers' private channel
    Evidence evidence;

    [[nodiscard]] bool proved() const { return state.starts_with("verified"); }
};

struct UnfixedFacts {
    std::string vulnerability;
    std::string reason; // "no_fixed_version"
    std::string why; // one sentence
    Evidence evidence;
};

/// A merge request or an issue in the project.
struct RequestFacts {
    std::string id, title, url, form, purpose; // form: merge-request, issue; purpose: integrate, fix, …
    std::string state; // "with_them", "with_us", "merged", "closed", "handed_over"
    std::string scanner, handed_to;
    Time opened{};
    std::optional<Time> answered; // first word from them
    std::optional<Time> ended;
    long waited_days = 0; // for them, until the first answer; until now where there is none
    Evidence evidence;

    [[nodiscard]] bool open() const { return state == "with_them" || state == "with_us"; }
};

/// What was told the team of a scanner.
struct BugReportFacts {
    std::string id, scanner, title, kind, url; // kind: "false_positive", …; may be empty
    std::string state; // as RequestFacts, or "draft", "sent", "answered", "fixed", "closed"
    std::vector<std::string> vulnerabilities;
    Evidence evidence;
};

/// A weakness that a person saw and no scanner did. It is under embargo as long as it is kept here.
struct MissedFacts {
    std::string id, scanner, weakness, place, note; // weakness: "CWE-89"; may be empty
    Evidence evidence;
};

struct ScannerFeedback {
    std::string scanner, worked, failed;
    Evidence evidence;
};

/// What people wrote.
struct Words {
    std::string takeaways; // the intern's
    std::vector<ScannerFeedback> feedback;
};

struct Facts {
    Time now{}; // the time of the last ledger entry: the same store gives the same write-up whenever it is written
    std::int64_t ledger_entries = 0;
    std::string ledger_head; // "17:<64 hexadecimal digits>"
    ProjectFacts project;
    std::optional<InternshipFacts> internship;
    std::vector<ScanFacts> scans; // the oldest first
    std::vector<VulnerabilityFacts> vulnerabilities; // the gravest first, then by place
    std::vector<FixFacts> fixes;
    std::vector<UnfixedFacts> unfixed;
    std::vector<RequestFacts> requests; // the oldest first
    Evidence integration_drafts; // merge requests that would add scanners, drafted and perhaps never opened
    std::vector<BugReportFacts> bug_reports;
    std::vector<MissedFacts> missed;
    Words words;
};

} // namespace squire::writeup
