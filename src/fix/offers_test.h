// SPDX-License-Identifier: MIT
// What tests of offers and of the gate start from: one upgrade and one repair, proved, with their findings.
#pragma once

#include "fix/offer.h"

namespace squire::fix {

inline const Time kNow{std::chrono::seconds(1'785'000'000)}; // 2026-07-25

inline std::string print_of(char digit) { return std::string(32, digit); }

inline Proved upgrade() {
    return {.proposal = {.kind = ChangeClass::dependency,
                         .what = "update @left/pad from 1.0.0 to 1.0.1",
                         .why = "1.0.1 is the smallest version that is not affected. It is a CRITICAL flaw.",
                         .made_by = "npm 10.8.2",
                         .findings = {print_of('a')},
                         .changes = {{.path = "package-lock.json", .before = "1.0.0\n", .after = "1.0.1\n"}},
                         .risks = {"the package is used at build time alone"}},
            .proof = {.verdict = Verdict::verified,
                      .commands = {{.command = "npm test", .purpose = "tests after", .exit_code = 0}},
                      .gone = {print_of('a')}}};
}

inline finding::Finding upgrade_finding() {
    return {.type = finding::ReportType::dependency_scanning,
            .severity = finding::Severity::critical,
            .confidence = finding::Confidence::high,
            .name = "Prototype pollution in @left/pad",
            .identifiers = {{"squire_rule_id", "GHSA-1", "GHSA-1", ""}, {"cve", "CVE-2026-0001", "CVE-2026-0001", ""}},
            .location = finding::DependencyLocation{"package-lock.json", "@left/pad", "1.0.0", true},
            .evidence = "web -> @left/pad; imported: index.js:3",
            .fingerprint = print_of('a')};
}

inline Proved repair() {
    return {.proposal = {.kind = ChangeClass::source,
                         .what = "pass arguments to git as a list",
                         .why = "A file name with a quote in it ends the command.",
                         .made_by = "the fix of rule python.subprocess-shell",
                         .findings = {print_of('b')},
                         .changes = {{.path = "src/run.py", .before = "run(f\"git {x}\", shell=True)\n", .after = "run([\"git\", x])\n"}}},
            .proof = {.verdict = Verdict::verified_without_tests, .gone = {print_of('b')}, .without_tests_because = "no test command is known"}};
}

inline finding::Finding repair_finding(bool with_path) {
    finding::Finding finding{
        .type = finding::ReportType::sast,
        .severity = finding::Severity::high,
        .confidence = finding::Confidence::high,
        .name = "Command injection, a critical flaw",
        .identifiers = {{"squire_rule_id", "python.subprocess-shell", "python.subprocess-shell", ""}, {"cwe", "CWE-78", "78", ""}},
        .location = finding::CodeLocation{"src/run.py", {12, 12, 1, 30}, "run"},
        .fingerprint = print_of('b')};
    if (with_path)
        finding.flow = {{finding::FlowStep::Kind::source, "src/web.py", {3, 3}},
                        {finding::FlowStep::Kind::propagation, "src/web.py", {9, 9}},
                        {finding::FlowStep::Kind::sink, "src/run.py", {12, 12}}};
    return finding;
}

inline Customs plain_customs() { return {.base = "main", .author = "Ada Example <ada@example.org>"}; }

} // namespace squire::fix
