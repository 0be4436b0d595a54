// SPDX-License-Identifier: MIT
#include "formats/gitlab_reader.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/base64.h"
#include "base/text.h"
#include "finding/fingerprint.h"
#include "formats/gitlab_location.h"
#include "formats/gitlab_rules.h"
#include "formats/json_document.h"
#include "formats/masking.h"

namespace squire::formats {
namespace {

using finding::Finding;
using finding::Report;
using finding::ReportType;

constexpr std::size_t kFingerprintLength = 32;

// Text that should be text: some tools write the number of a CWE as a number.
std::string read_text(const JsonCursor& from, std::string_view key) {
    if (from.has(key) && !from.is_string(key)) from.warn("a value that is no text where a text should be", key);
    return from.text(key);
}

finding::Tool read_tool(const JsonCursor& from) {
    return {.id = from.text("id"),
            .name = from.text("name"),
            .version = from.text("version"),
            .vendor = from.object("vendor").text("name"),
            .url = from.text("url")};
}

// --- the type of the report ---

// What the findings themselves say they are: `category` of 14.x, or a commit, which only secrets have.
std::optional<ReportType> type_of_findings(const JsonCursor& findings) {
    std::optional<ReportType> common;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        const JsonCursor finding = findings.at(i);
        std::optional<ReportType> own = finding::parse_report_type(finding.text("category"));
        if (finding.has("commit") || finding.object("location").has("commit")) own = ReportType::secret_detection;
        if (!own || (common && common != own)) return std::nullopt;
        common = own;
    }
    return common;
}

ReportType read_type(const JsonCursor& scan, const JsonCursor& findings) {
    const std::string word = scan.text("type");
    const std::optional<ReportType> said =
        word == "container_scanning_for_registry" ? std::optional(ReportType::container_scanning) : finding::parse_report_type(word);
    const std::optional<ReportType> meant = type_of_findings(findings);
    if (said && meant && said != meant && *said == ReportType::sast) {
        scan.warn(fmt::format("the report says \"{}\", its findings are of type \"{}\"", word, to_string(*meant)), "type");
        return *meant;
    }
    if (said) return *said;
    scan.warn(fmt::format("\"{}\" is no report type; taken as \"{}\"", word, to_string(meant.value_or(ReportType::sast))), "type");
    return meant.value_or(ReportType::sast);
}

// --- the scan ---

Time read_time(const JsonCursor& scan, std::string_view key) {
    const std::string text = scan.text(key);
    const std::optional<Time> time = parse_time(text);
    if (!time) {
        scan.warn(fmt::format("\"{}\" is no time", text), key);
    } else if (!is_report_time(text)) {
        scan.warn(fmt::format("\"{}\" is not the form of a time that GitLab asks for", text), key);
    }
    return time.value_or(Time{});
}

finding::Status read_status(const JsonCursor& scan) {
    const std::string status = scan.text("status");
    if (status == "success") return finding::Status::success;
    if (status == "failure") return finding::Status::failure;
    // Nobody may conclude from a word that is not understood that a weakness is gone.
    scan.warn(fmt::format("\"{}\" is no status; taken as failure", status), "status");
    return finding::Status::failure;
}

void read_messages(const JsonCursor& scan, Report& report) {
    const JsonCursor messages = scan.list("messages");
    for (std::size_t i = 0; i < messages.size(); ++i) {
        const JsonCursor message = messages.at(i);
        const std::string level = message.text("level");
        const Weight weight = level == "info" ? Weight::note : level == "fatal" ? Weight::incomplete : Weight::warning;
        if (level != "info" && level != "warn" && level != "fatal") message.warn(fmt::format("\"{}\" is no level", level), "level");
        report.messages.push_back({weight, {ErrorKind::malformed, message.text("value")}});
    }
}

std::optional<finding::Identifier> read_identifier(const JsonCursor& from) {
    finding::Identifier identifier{read_text(from, "type"), read_text(from, "name"), read_text(from, "value"), from.text("url")};
    if (identifier.value.empty()) identifier.value = identifier.name;
    if (identifier.name.empty()) identifier.name = identifier.value;
    if (identifier.type.empty()) identifier.type = "other";
    if (!identifier.value.empty()) return identifier;
    from.warn("an identifier without a value");
    return std::nullopt;
}

void read_rules(const JsonCursor& scan, Report& report) {
    const JsonCursor list = scan.list("primary_identifiers");
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (auto identifier = read_identifier(list.at(i))) report.rules.push_back({.identifier = *identifier, .name = identifier->name});
    }
}

void read_scan(const JsonCursor& scan, Report& report) {
    report.scanner = read_tool(scan.object("scanner"));
    report.analyzer = scan.has("analyzer") ? read_tool(scan.object("analyzer")) : report.scanner;
    if (!scan.has("analyzer")) scan.warn("the scan names no analyzer; the scanner stands for it");
    report.start_time = read_time(scan, "start_time");
    report.end_time = read_time(scan, "end_time");
    report.status = read_status(scan);
    read_messages(scan, report);
    read_rules(scan, report);
}

// --- findings ---

finding::Severity read_severity(const JsonCursor& from) {
    const std::string word = from.text("severity");
    const auto severity = finding::parse_severity(word);
    if (!severity && !word.empty()) from.warn(fmt::format("\"{}\" is no severity", word), "severity");
    return severity.value_or(finding::Severity::unknown);
}

finding::Confidence read_confidence(const JsonCursor& from) {
    std::string word = from.text("confidence"); // 14.x
    if (word.empty()) word = from.object("details").object("confidence").text("value");
    const std::string lower = to_lower(word);
    if (lower == "experimental" || lower == "ignore") return finding::Confidence::low;
    const auto confidence = finding::parse_confidence(word);
    if (!confidence && !word.empty()) from.warn(fmt::format("\"{}\" is no confidence", word), "confidence");
    return confidence.value_or(finding::Confidence::unknown);
}

std::string read_evidence(const JsonCursor& from, ReportType type) {
    if (type == ReportType::dast || type == ReportType::api_fuzzing) {
        return from.is_string("evidence") ? from.text("evidence") : from.object("evidence").text("summary");
    }
    if (!from.is_list("raw_source_code_extract")) return from.text("raw_source_code_extract");
    from.warn("a list where a text should be", "raw_source_code_extract");
    std::string lines;
    const JsonCursor list = from.list("raw_source_code_extract");
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (i > 0) lines += '\n';
        lines += list.text_at(i);
    }
    return lines;
}

void read_identifiers(const JsonCursor& from, Finding& finding) {
    const JsonCursor list = from.list("identifiers");
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (auto identifier = read_identifier(list.at(i))) finding.identifiers.push_back(std::move(*identifier));
    }
    if (!finding.identifiers.empty()) return;
    from.warn("a finding without identifiers; its name stands for one");
    const std::string name = finding.name.empty() ? "unnamed" : finding.name;
    finding.identifiers.push_back({"name", name, name, ""});
}

void read_links(const JsonCursor& from, Finding& finding) {
    const JsonCursor list = from.list("links");
    for (std::size_t i = 0; i < list.size(); ++i) {
        const JsonCursor link = list.at(i);
        finding::Link read{link.text("name"), link.text("url")};
        if (read.url.empty()) {
            link.warn("a link without an address");
        } else {
            finding.links.push_back(std::move(read));
        }
    }
}

void read_flags(const JsonCursor& from, Finding& finding) {
    const JsonCursor list = from.list("flags");
    for (std::size_t i = 0; i < list.size(); ++i) {
        const JsonCursor flag = list.at(i);
        if (flag.text("type") != kLikelyFalsePositive) flag.warn(fmt::format("\"{}\" is no type of a flag", flag.text("type")), "type");
        finding::Flag read{flag.text("origin"), flag.text("description")};
        if (read.origin.empty()) read.origin = "unknown";
        if (read.description.empty()) read.description = "no reason is given";
        finding.flags.push_back(std::move(read));
    }
}

void read_signatures(const JsonCursor& from, Finding& finding) {
    const JsonCursor items = from.object("tracking").list("items");
    if (items.size() == 0) return;
    const JsonCursor list = items.at(0).list("signatures");
    for (std::size_t i = 0; i < list.size(); ++i) {
        const JsonCursor signature = list.at(i);
        if (signature.exists()) finding.signatures.push_back({signature.text("algorithm"), signature.text("value")});
    }
}

// GitLab ranks scope_offset_compressed before scope_offset before location before hash; the last one is, in our own reports, the fingerprint itself.
std::string fingerprint_of(const Finding& finding) {
    for (const std::string_view algorithm : {"scope_offset_compressed", "scope_offset"}) {
        const auto found = std::ranges::find(finding.signatures, algorithm, &finding::Signature::algorithm);
        if (found != finding.signatures.end()) return finding::code_fingerprint(finding.rule(), found->value);
    }
    const auto hash = std::ranges::find(finding.signatures, "hash", &finding::Signature::algorithm);
    if (hash != finding.signatures.end() && hash->value.size() == kFingerprintLength) return hash->value;
    return finding::code_fingerprint(finding.rule(), place_of(finding));
}

Finding read_finding(const JsonCursor& from, ReportType type) {
    Finding finding{.type = type,
                    .severity = read_severity(from),
                    .confidence = read_confidence(from),
                    .name = from.text("name"),
                    .description = from.text("description"),
                    .solution = from.text("solution")};
    const std::string message = from.text("message"); // 14.x
    if (finding.name.empty()) finding.name = shorten(message, kGitlabNameLimit);
    if (finding.description.empty()) finding.description = message;
    read_identifiers(from, finding);
    if (finding.name.empty()) finding.name = finding.identifiers.front().name;
    finding.location = read_gitlab_location(from, type);
    finding.evidence = read_evidence(from, type);
    read_links(from, finding);
    read_flags(from, finding);
    finding.flow = read_gitlab_flow(from);
    read_signatures(from, finding);
    finding.fingerprint = fingerprint_of(finding);
    return finding;
}

using FingerprintsOfId = std::multimap<std::string, std::string>;

// One that cannot be read, or that fixes nothing that is there, would be offered for nothing: it is a warning and is left out.
std::optional<finding::Remediation> read_remediation(const JsonCursor& from, const FingerprintsOfId& known) {
    finding::Remediation read{.findings = {}, .summary = from.text("summary"), .diff = {}};
    std::set<std::string> fingerprints;
    const JsonCursor fixes = from.list("fixes");
    for (std::size_t i = 0; i < fixes.size(); ++i) {
        const JsonCursor fix = fixes.at(i);
        const std::string id = fix.has("id") ? fix.text("id") : fix.text("cve"); // 14.x
        const auto [first, last] = known.equal_range(id);
        if (first == last) fix.warn(fmt::format("there is no finding \"{}\"", id));
        for (auto each = first; each != last; ++each) fingerprints.insert(each->second);
    }
    read.findings.assign(fingerprints.begin(), fingerprints.end());
    const auto diff = from_base64(from.text("diff"));
    if (!diff || diff->empty()) {
        from.warn("this is no base64", "diff");
        return std::nullopt;
    }
    read.diff = *diff;
    if (read.findings.empty()) return std::nullopt;
    if (read.summary.empty()) read.summary = "a change without a summary";
    return read;
}

void read_version(const JsonCursor& root) {
    const std::string version = root.text("version");
    if (!version.starts_with("14.") && !version.starts_with("15.")) {
        root.warn(fmt::format("\"{}\" is no version of a report that is known", version), "version");
    }
}

} // namespace

Result<Report> read_gitlab_report(std::string_view text, Problems& problems, const ReadLimits& limits) {
    const Result<nlohmann::json> document = parse_json(text, limits, problems);
    if (!document) return std::unexpected(document.error());
    Warnings warnings(problems);
    const JsonCursor root(*document, warnings);
    if (!root.is_list("vulnerabilities")) {
        return fail(ErrorKind::malformed, "not a GitLab security report: it has no list of vulnerabilities", "/vulnerabilities");
    }
    read_version(root);
    const JsonCursor findings = root.list("vulnerabilities");
    const JsonCursor scan = root.object("scan");
    if (!scan.exists()) root.warn("the report says nothing about the scan");

    Report report;
    report.type = read_type(scan, findings);
    if (scan.exists()) read_scan(scan, report);
    report.findings.reserve(findings.size());
    FingerprintsOfId known;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        const JsonCursor finding = findings.at(i);
        if (!finding.exists()) continue;
        report.findings.push_back(read_finding(finding, report.type));
        for (const char* key : {"id", "cve"}) { // 14.x refers to a finding by its "cve"
            if (const std::string id = finding.text(key); !id.empty()) known.emplace(id, report.findings.back().fingerprint);
        }
    }
    const JsonCursor remediations = root.list("remediations");
    for (std::size_t i = 0; i < remediations.size(); ++i) {
        if (const JsonCursor each = remediations.at(i); each.exists()) {
            if (auto read = read_remediation(each, known)) report.remediations.push_back(std::move(*read));
        }
    }
    if (report.type == ReportType::secret_detection && report.scanner.vendor != "Squire") {
        for (Finding& finding : report.findings) finding.evidence = masked(finding.evidence);
    }
    std::ranges::stable_sort(report.findings, finding::comes_before);
    return report;
}

} // namespace squire::formats
