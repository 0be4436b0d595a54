// SPDX-License-Identifier: MIT
#include "formats/sarif_reader.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "finding/fingerprint.h"
#include "formats/gitlab_rules.h"
#include "formats/json_document.h"
#include "formats/masking.h"
#include "formats/sarif_place.h"
#include "formats/sarif_rule.h"

namespace squire::formats {
namespace {

using finding::Finding;
using finding::FlowStep;
using finding::Report;
using finding::ReportType;

constexpr std::string_view kOwnPrefix = "squire/";
constexpr std::string_view kOwnFingerprint = "squire/v1";

// "{0}" and so on replaced by the arguments, "{{" and "}}" by one brace.
std::string filled_in(std::string_view text, const JsonCursor& arguments) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if ((c == '{' || c == '}') && i + 1 < text.size() && text[i + 1] == c) {
            out += c;
            ++i;
        } else if (c == '{' && i + 2 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9' && text[i + 2] == '}') {
            out += arguments.text_at(static_cast<std::size_t>(text[i + 1] - '0'));
            i += 2;
        } else {
            out += c;
        }
    }
    return out;
}

std::string read_message(const JsonCursor& message, const JsonCursor& rule) {
    for (const std::string_view key : {"text", "markdown"}) {
        if (message.has(key)) return message.has("arguments") ? filled_in(message.text(key), message.list("arguments")) : message.text(key);
    }
    if (!message.has("id")) return {};
    return filled_in(rule.object("messageStrings").object(message.text("id")).text("text"), message.list("arguments"));
}

bool is_finding(const JsonCursor& result) {
    const std::string kind = result.text("kind");
    return kind != "pass" && kind != "notApplicable" && result.text("baselineState") != "absent";
}

ReportType read_type(const JsonCursor& run, ReportType otherwise) {
    const std::string id = run.object("automationDetails").text("id");
    if (!id.starts_with(kOwnPrefix)) return otherwise;
    const std::string_view rest = std::string_view(id).substr(kOwnPrefix.size());
    return finding::parse_report_type(rest.substr(0, rest.find('/'))).value_or(otherwise);
}

finding::CommitInfo read_commit(const JsonCursor& result) {
    const JsonCursor own = result.object("properties").object("commit");
    if (own.exists()) return {.sha = own.text("sha"), .author = own.text("author"), .date = own.text("date"), .message = own.text("message")};
    const JsonCursor gitleaks = result.object("partialFingerprints");
    finding::CommitInfo commit{.sha = gitleaks.text("commitSha"),
                               .author = gitleaks.text("author"),
                               .date = gitleaks.text("date"),
                               .message = gitleaks.text("commitMessage")};
    if (gitleaks.has("email")) commit.author += fmt::format(" <{}>", gitleaks.text("email"));
    if (commit.sha.empty()) commit.sha = kNoCommit;
    return commit;
}

finding::Location read_location(const JsonCursor& result, const JsonCursor& location, ReportType type, SarifPlaces::Place place) {
    const JsonCursor names = location.list("logicalLocations");
    std::string logical = names.size() > 0 ? names.at(0).text("fullyQualifiedName") : std::string();
    if (logical.empty() && names.size() > 0) logical = names.at(0).text("name");
    if (type == ReportType::secret_detection) {
        return finding::SecretLocation{.file = std::move(place.file),
                                       .range = place.range,
                                       .commit = read_commit(result),
                                       .still_at_head = result.object("properties").boolean("stillAtHead")};
    }
    if (type == ReportType::dependency_scanning) {
        const std::size_t blank = logical.rfind(' ');
        return finding::DependencyLocation{.file = std::move(place.file),
                                           .package = logical.substr(0, blank),
                                           .version = blank == std::string::npos ? std::string() : logical.substr(blank + 1)};
    }
    return finding::CodeLocation{.file = std::move(place.file), .range = place.range, .scope = std::move(logical)};
}

FlowStep::Kind read_step_kind(const JsonCursor& step, std::size_t index, std::size_t count) {
    const JsonCursor kinds = step.list("kinds");
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        const std::string kind = kinds.text_at(i);
        if (kind == "source") return FlowStep::Kind::source;
        if (kind == "sink") return FlowStep::Kind::sink;
        if (kind == "propagation") return FlowStep::Kind::propagation;
    }
    if (index + 1 == count) return FlowStep::Kind::sink;
    return index == 0 ? FlowStep::Kind::source : FlowStep::Kind::propagation;
}

std::vector<FlowStep> read_flow(const JsonCursor& result, const SarifPlaces& places) {
    std::vector<FlowStep> flow;
    const JsonCursor flows = result.list("codeFlows");
    if (flows.size() == 0) return flow;
    const JsonCursor threads = flows.at(0).list("threadFlows");
    if (threads.size() == 0) return flow;
    const JsonCursor steps = threads.at(0).list("locations");
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const JsonCursor step = steps.at(i);
        SarifPlaces::Place place = places.place_of(step.object("location"));
        if (!place.file.empty()) flow.push_back({read_step_kind(step, i, steps.size()), std::move(place.file), place.range});
    }
    return flow;
}

// What the tool itself says stays the same; without it rule and place.
std::string read_fingerprint(const JsonCursor& result, const Finding& finding) {
    const JsonCursor partial = result.object("partialFingerprints");
    if (partial.has(kOwnFingerprint)) return partial.text(kOwnFingerprint);
    const JsonCursor whole = result.object("fingerprints");
    if (const std::vector<std::string> keys = whole.keys(); !keys.empty())
        return finding::code_fingerprint(finding.rule(), whole.text(keys.front()));
    if (partial.has("primaryLocationLineHash")) {
        return finding::code_fingerprint(finding.rule(), fmt::format("{}|{}", file_of(finding), partial.text("primaryLocationLineHash")));
    }
    return finding::code_fingerprint(finding.rule(), place_of(finding));
}

void read_flags(const JsonCursor& result, Finding& finding) {
    const JsonCursor own = result.object("properties").list("likelyFalsePositive");
    for (std::size_t i = 0; i < own.size(); ++i) finding.flags.push_back({own.at(i).text("origin"), own.at(i).text("description")});
    const JsonCursor suppressions = result.list("suppressions");
    for (std::size_t i = 0; i < suppressions.size(); ++i) {
        const JsonCursor suppression = suppressions.at(i);
        if (const std::string status = suppression.text("status"); !status.empty() && status != "accepted") continue;
        const std::string reason = suppression.text("justification");
        finding.flags.push_back({"suppression", reason.empty() ? "suppressed without a reason" : reason});
    }
}

Finding read_result(const JsonCursor& result, ReportType type, const SarifRules& rules, const SarifPlaces& places) {
    const JsonCursor rule = rules.rule_of(result);
    const JsonCursor locations = result.list("locations");
    const JsonCursor location = locations.size() > 0 ? locations.at(0) : result.object("");
    if (locations.size() == 0) result.warn("a result without a location");
    SarifPlaces::Place place = places.place_of(location);

    Finding finding{.type = type,
                    .severity = sarif_severity(result, rule),
                    .confidence = sarif_confidence(result, rule),
                    .name = sarif_rule_name(rule),
                    .description = read_message(result.object("message"), rule),
                    .solution = sarif_rule_help(rule),
                    .identifiers = rules.identifiers_of(result, rule)};
    if (finding.name.empty()) finding.name = finding.rule();
    finding.name = shorten(finding.name, kGitlabNameLimit);
    finding.evidence = std::move(place.text);
    finding.location = read_location(result, location, type, std::move(place));
    if (rule.has("helpUri")) finding.links.push_back({"", rule.text("helpUri")});
    read_flags(result, finding);
    finding.flow = read_flow(result, places);
    finding.fingerprint = read_fingerprint(result, finding);
    return finding;
}

void read_notifications(const JsonCursor& invocation, std::string_view key, Report& report) {
    const JsonCursor list = invocation.list(key);
    for (std::size_t i = 0; i < list.size(); ++i) {
        const JsonCursor notification = list.at(i);
        const std::string level = notification.text("level");
        const Weight weight = level == "error" ? Weight::incomplete : level == "note" || level == "none" ? Weight::note : Weight::warning;
        report.messages.push_back({weight, {ErrorKind::malformed, notification.object("message").text("text")}});
    }
}

void read_time(const JsonCursor& invocation, std::string_view key, Time& time) {
    if (!invocation.has(key)) return;
    const auto read = parse_time(invocation.text(key));
    if (!read) invocation.warn("not a time", key);
    time = read.value_or(time);
}

void read_invocations(const JsonCursor& run, Report& report) {
    const JsonCursor list = run.list("invocations");
    for (std::size_t i = 0; i < list.size(); ++i) {
        const JsonCursor invocation = list.at(i);
        if (i == 0) read_time(invocation, "startTimeUtc", report.start_time);
        read_time(invocation, "endTimeUtc", report.end_time);
        if (!invocation.boolean("executionSuccessful").value_or(true)) report.status = finding::Status::failure;
        read_notifications(invocation, "toolExecutionNotifications", report);
        read_notifications(invocation, "toolConfigurationNotifications", report);
    }
}

finding::Tool read_tool(const JsonCursor& run) {
    const JsonCursor driver = run.object("tool").object("driver");
    finding::Tool tool{.name = driver.text("name"),
                       .version = driver.text("version"),
                       .vendor = driver.text("organization"),
                       .url = driver.text("informationUri")};
    if (tool.version.empty()) tool.version = driver.text("semanticVersion");
    if (tool.name.empty()) run.warn("a run that does not name its tool", "tool");
    tool.id = to_lower(tool.name);
    std::ranges::replace(tool.id, ' ', '-');
    return tool;
}

finding::Provenance read_provenance(const JsonCursor& run) {
    const JsonCursor list = run.list("versionControlProvenance");
    if (list.size() == 0) return {};
    const JsonCursor details = list.at(0);
    return {.repository = details.text("repositoryUri"), .revision = details.text("revisionId"), .branch = details.text("branch")};
}

Report read_run(const JsonCursor& run, ReportType type) {
    const SarifRules rules(run);
    const SarifPlaces places(run);
    Report report;
    report.type = read_type(run, type);
    report.analyzer = report.scanner = read_tool(run);
    report.provenance = read_provenance(run);
    read_invocations(run, report);
    report.rules = rules.list();
    const JsonCursor results = run.list("results");
    for (std::size_t i = 0; i < results.size(); ++i) {
        const JsonCursor result = results.at(i);
        if (result.exists() && is_finding(result)) report.findings.push_back(read_result(result, report.type, rules, places));
    }
    if (report.type == ReportType::secret_detection && report.scanner.vendor != "Squire") {
        for (Finding& finding : report.findings) finding.evidence = masked(finding.evidence);
    }
    std::ranges::stable_sort(report.findings, finding::comes_before);
    return report;
}

} // namespace

Result<std::vector<Report>> read_sarif(std::string_view text, Problems& problems, const SarifReading& reading) {
    const Result<nlohmann::json> document = parse_json(text, reading.limits, problems);
    if (!document) return std::unexpected(document.error());
    Warnings warnings(problems);
    const JsonCursor root(*document, warnings);
    if (!root.is_list("runs")) return fail(ErrorKind::malformed, "not a SARIF file: it has no list of runs", "/runs");
    if (const std::string version = root.text("version"); !version.starts_with("2.")) {
        root.warn(fmt::format("\"{}\" is no version of SARIF that is known", version), "version");
    }
    std::vector<Report> reports;
    const JsonCursor runs = root.list("runs");
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (const JsonCursor run = runs.at(i); run.exists()) reports.push_back(read_run(run, reading.type));
    }
    return reports;
}

} // namespace squire::formats
