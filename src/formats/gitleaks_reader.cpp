// SPDX-License-Identifier: MIT
#include "formats/gitleaks_reader.h"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "finding/fingerprint.h"
#include "formats/gitlab_rules.h"
#include "formats/json_document.h"
#include "formats/masking.h"
#include "formats/sarif_uri.h"

namespace squire::formats {
namespace {

using finding::Finding;
using finding::Report;

// Gitleaks counts columns from 1 in its first line and from 2 in all others, whose text it takes with the line end before it
// (gitleaks/gitleaks, detect/location.go). Which of the two stands here depends on the version; a column that may be off by one is still the place.
finding::Range read_range(const JsonCursor& from) {
    finding::Range range{.start_line = from.count("StartLine"),
                         .end_line = from.count("EndLine"),
                         .start_column = from.count("StartColumn"),
                         .end_column = from.count("EndColumn")};
    range.end_line = std::max(range.start_line, range.end_line);
    return range;
}

std::string read_author(const JsonCursor& from) {
    const std::string name = from.text("Author");
    const std::string mail = from.text("Email");
    return mail.empty() ? name : fmt::format("{} <{}>", name, mail);
}

std::string read_file_name(const JsonCursor& from) {
    std::string path = normalised_path(from.text("File"));
    if (!path.starts_with('/')) return path;
    from.warn("an absolute path, and the report does not say where the project's root is", "File");
    return path.substr(1);
}

Finding read_entry(const JsonCursor& from) {
    std::string rule = from.text("RuleID");
    if (rule.empty()) {
        from.warn("a finding without a rule", "RuleID");
        rule = "no-rule";
    }
    Finding finding{.type = finding::ReportType::secret_detection, .severity = finding::Severity::critical};
    finding.description = from.text("Description");
    finding.name = shorten(finding.description.empty() ? rule : finding.description, kGitlabNameLimit);
    finding.identifiers = {{"gitleaks_rule_id", "Gitleaks rule ID " + rule, rule, ""},
                           {"cwe", "CWE-798", "798", "https://cwe.mitre.org/data/definitions/798.html"}};
    finding::SecretLocation location{
        .file = read_file_name(from),
        .range = read_range(from),
        .commit = {.sha = from.text("Commit"), .author = read_author(from), .date = from.text("Date"), .message = from.text("Message")},
        .blob = {},
        .still_at_head = {}};
    location.commit.message.resize(std::min(location.commit.message.find('\n'), location.commit.message.size()));
    if (location.commit.sha.empty()) location.commit.sha = kNoCommit;
    finding.location = std::move(location);
    finding.evidence = masked(from.text("Match"));
    // Its own fingerprint is "commit:file:rule:line", so a line that moves is a new secret to it: rule and place say the same without the commit.
    finding.fingerprint = finding::code_fingerprint(rule, place_of(finding));
    return finding;
}

} // namespace

Result<Report> read_gitleaks_json(std::string_view text, Problems& problems, const ReadLimits& limits) {
    const Result<nlohmann::json> document = parse_json(text, limits, problems);
    if (!document) return std::unexpected(document.error());
    if (!document->is_array()) return fail(ErrorKind::malformed, "not Gitleaks' JSON: it is no list", "/");
    Warnings warnings(problems);
    const JsonCursor list(*document, warnings);
    Report report;
    report.type = finding::ReportType::secret_detection;
    report.scanner = {.id = "gitleaks", .name = "Gitleaks", .version = {}, .vendor = "Gitleaks", .url = "https://github.com/gitleaks/gitleaks"};
    report.analyzer = report.scanner;
    report.findings.reserve(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (const JsonCursor entry = list.at(i); entry.exists()) report.findings.push_back(read_entry(entry));
    }
    std::ranges::stable_sort(report.findings, finding::comes_before);
    return report;
}

} // namespace squire::formats
