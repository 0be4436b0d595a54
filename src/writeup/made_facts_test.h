// SPDX-License-Identifier: MIT
// Facts for tests: an internship of four weeks with a bit of everything, and hostile texts in place of each text.
#pragma once

#include <string>

#include "writeup/embargo.h"
#include "writeup/facts.h"

namespace squire::writeup {

inline Time day(int number) { return *parse_time("2026-03-02T09:00:00Z") + std::chrono::days(number); }

inline VulnerabilityFacts made_vulnerability(char digit, finding::Severity severity, finding::ReportType type, const std::string& file,
                                             bool present) {
    VulnerabilityFacts made{.id = std::string(40, digit),
                            .type = type,
                            .severity = severity,
                            .present = present,
                            .rule = "rule-" + std::string(1, digit),
                            .name = "Weakness " + std::string(1, digit),
                            .file = file,
                            .place = file + ":1" + digit,
                            .identifiers = {"CVE-2026-000" + std::string(1, digit)},
                            .scanners = {"squire-sast"},
                            .first_entry = 2,
                            .first_seen = day(1),
                            .last_entry = 2};
    if (!present) {
        made.gone = day(20);
        made.answered = day(20);
        made.state = finding::State::resolved;
        made.last_entry = 9;
    }
    return made;
}

inline Facts made_facts() {
    using finding::ReportType;
    using finding::Severity;
    Facts facts{.now = day(25), .ledger_entries = 14, .ledger_head = "14:" + std::string(64, 'a')};
    facts.project = {.name = "Lamp",
                     .address = "https://gitlab.com/example/lamp",
                     .branch = "main",
                     .licence = "MIT",
                     .languages = {"c", "python"},
                     .reasons = {"It reads files of strangers."},
                     .consent = "consented",
                     .consents = {"issue", "merge-request"},
                     .consent_until = "2026-12-31",
                     .evidence = {.entries = {1}}};
    InternshipFacts& internship = facts.internship.emplace();
    internship = {.id = "internship-1",
                  .state = "running",
                  .track = "open-source",
                  .intern = {"Bob Example", "bob"},
                  .mentors = {{"Ada Example", "ada"}},
                  .start = "2026-03-02",
                  .end = "2026-03-27",
                  .planned_weeks = 4,
                  .evidence = {.entries = {1}}};
    for (int i = 0; i < 4; ++i) {
        internship.weeks.push_back({.number = i + 1,
                                    .first = to_rfc3339(day(7 * i)).substr(0, 10),
                                    .last = to_rfc3339(day(7 * i + 4)).substr(0, 10),
                                    .titles = {"Step " + std::to_string(i + 1)},
                                    .planned_hours = 20,
                                    .over = i < 3,
                                    .reported = i < 2});
        if (i < 2) {
            internship.weeks.back().spent_hours = 18 + i;
            internship.weeks.back().evidence.entries = {5 + i};
        }
    }
    internship.goals = {
        {.id = "goal-1", .text = "Two fixes are merged", .state = "met", .count = 2, .target = 2, .evidence = {.entries = {7, 8}}},
        {.id = "goal-2", .text = "A write-up is published", .state = "approved", .count = 0, .target = 1}};
    facts.vulnerabilities = {made_vulnerability('a', Severity::critical, ReportType::sast, "src/login.py", true),
                             made_vulnerability('b', Severity::high, ReportType::sast, "src/files.py", false),
                             made_vulnerability('c', Severity::high, ReportType::secret_detection, "deploy/backup.sh", true),
                             made_vulnerability('d', Severity::medium, ReportType::dependency_scanning, "package-lock.json", true),
                             made_vulnerability('e', Severity::low, ReportType::sast, "tests/a_test.py", true)};
    VulnerabilityFacts& alarm = facts.vulnerabilities.back();
    alarm.state = finding::State::dismissed;
    alarm.dismissal = finding::DismissalReason::false_positive;
    alarm.comment = "the text is a constant";
    alarm.answered = day(2);
    alarm.last_entry = 4;
    for (VulnerabilityFacts& each : facts.vulnerabilities) each.embargo = embargo_of(each, {}, facts.now);
    facts.scans = {{.id = std::string(40, '1'),
                    .entry = 2,
                    .scanner = "squire-sast",
                    .version = "0.1.0",
                    .target = "tree",
                    .commit = std::string(40, '5'),
                    .status = "complete",
                    .ended = day(1),
                    .findings = 5,
                    .appeared = 5,
                    .present = {0, 0, 0, 1, 2, 1}},
                   {.id = std::string(40, '2'),
                    .entry = 3,
                    .scanner = "squire-dependencies",
                    .version = "0.1.0",
                    .target = "tree",
                    .type = ReportType::dependency_scanning,
                    .commit = std::string(40, '5'),
                    .status = "complete",
                    .ended = day(1),
                    .present = {0, 0, 0, 1, 2, 1}},
                   {.id = std::string(40, '3'),
                    .entry = 9,
                    .scanner = "squire-sast",
                    .version = "0.1.0",
                    .target = "tree",
                    .commit = std::string(40, '6'),
                    .status = "complete",
                    .ended = day(20),
                    .findings = 4,
                    .gone = 1,
                    .present = {0, 0, 0, 1, 1, 1}},
                   {.id = std::string(40, '4'),
                    .entry = 10,
                    .scanner = "squire-secrets",
                    .version = "0.1.0",
                    .target = "history",
                    .type = ReportType::secret_detection,
                    .commit = std::string(40, '6'),
                    .status = "partial",
                    .ended = day(20),
                    .findings = 1,
                    .present = {0, 0, 0, 1, 1, 1}}};
    facts.fixes = {{.id = "fix-1",
                    .what = "escape names of files",
                    .kind = "source",
                    .state = "verified",
                    .vulnerabilities = {std::string(40, 'b')},
                    .branch = "fix/escape-names",
                    .commit = std::string(40, '6'),
                    .offered = true,
                    .evidence = {.entries = {7}, .vulnerabilities = {std::string(40, 'b')}}},
                   {.id = "fix-2",
                    .what = "update lodash from 4.17.15 to 4.17.21",
                    .kind = "dependency",
                    .state = "verified_without_tests",
                    .vulnerabilities = {std::string(40, 'd')},
                    .evidence = {.entries = {8}, .vulnerabilities = {std::string(40, 'd')}}}};
    facts.unfixed = {
        {.vulnerability = std::string(40, 'a'), .reason = "no_rule_fix", .why = "the rule offers no fix", .evidence = {.entries = {8}}}};
    facts.requests = {{.id = "contribution-1",
                       .title = "Add SAST",
                       .url = "https://gitlab.com/example/lamp/-/merge_requests/1",
                       .form = "merge-request",
                       .purpose = "integrate",
                       .state = "merged",
                       .scanner = "sast",
                       .opened = day(3),
                       .answered = day(5),
                       .ended = day(6),
                       .waited_days = 2,
                       .evidence = {.entries = {6}}},
                      {.id = "contribution-2",
                       .title = "Escape names of files",
                       .url = "https://gitlab.com/example/lamp/-/merge_requests/2",
                       .form = "merge-request",
                       .purpose = "fix",
                       .state = "with_them",
                       .opened = day(15),
                       .waited_days = 10,
                       .evidence = {.entries = {11}}}};
    facts.bug_reports = {{.id = "contribution-3",
                          .scanner = "sast",
                          .title = "Constant taken for input",
                          .kind = "false_positive",
                          .url = "https://gitlab.com/example/scanner/-/issues/1",
                          .state = "with_them",
                          .vulnerabilities = {std::string(40, 'e')},
                          .evidence = {.entries = {12}}}};
    facts.missed = {{.id = "0123456789ab",
                     .scanner = "squire-sast",
                     .weakness = "CWE-22",
                     .place = "src/hidden.py:3",
                     .note = "the path is a stranger's",
                     .evidence = {.entries = {14}}}};
    facts.words = {.takeaways = "Small fixes land.\nLarge ones wait.",
                   .feedback = {{.scanner = "sast", .worked = "fast", .failed = "one false alarm", .evidence = {.entries = {13}}}}};
    return facts;
}

/// The same, some days on: a scanner looked once more, and two weaknesses are gone.
inline Facts later_facts() {
    Facts facts = made_facts();
    facts.scans.push_back(facts.scans[2]);
    ScanFacts& last = facts.scans.back();
    last.id = std::string(40, '9');
    last.entry = 14;
    last.commit = std::string(40, '8');
    last.ended = day(24);
    last.gone = 2;
    last.present = {0, 0, 0, 0, 1, 0};
    return facts;
}

inline const std::vector<std::string>& hostile_texts() {
    static const std::vector<std::string> texts{"<script>alert(1)</script>",
                                                "\"><img src=x onerror=alert(1)>",
                                                "a | b\n| c",
                                                "`x` **y** [z](javascript:alert(1))",
                                                "\u202egnp.exe",
                                                std::string(5'000, 'W'),
                                                "\xff\xfe\x01",
                                                "--> <!-- squire:end found -->",
                                                "</svg></title><script>1</script>",
                                                "]]>{{< x >}}{% y %}",
                                                "字字字字字字字字字字字字字字字字"};
    return texts;
}

/// The same facts with `text` for each text that a stranger could have written.
inline Facts hostile_facts(const std::string& text) {
    Facts facts = made_facts();
    for (std::string* each :
         {&facts.project.name, &facts.project.address, &facts.project.licence, &facts.project.branch, &facts.internship->intern.name,
          &facts.words.takeaways, &facts.words.feedback[0].worked, &facts.words.feedback[0].scanner})
        *each = text;
    facts.project.languages = {text};
    facts.project.reasons = {text};
    facts.internship->weeks[0].titles = {text};
    facts.internship->goals[0].text = text;
    for (VulnerabilityFacts& each : facts.vulnerabilities) {
        each.embargo.holds = false;
        each.rule = each.name = each.file = each.place = each.comment = text;
    }
    for (ScanFacts& each : facts.scans) each.scanner = each.version = each.target = each.commit = text;
    for (FixFacts& each : facts.fixes) each.what = each.branch = each.kind = text;
    facts.unfixed[0].why = facts.unfixed[0].reason = text;
    for (RequestFacts& each : facts.requests) each.title = each.url = each.handed_to = text;
    for (MissedFacts& each : facts.missed) each.scanner = each.weakness = each.place = each.note = text;
    for (BugReportFacts& each : facts.bug_reports) each.title = each.url = each.scanner = text;
    return facts;
}

} // namespace squire::writeup
