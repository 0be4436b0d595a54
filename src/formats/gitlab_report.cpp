// SPDX-License-Identifier: MIT
#include "formats/gitlab_report.h"

#include <algorithm>
#include <optional>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "base/base64.h"
#include "base/text.h"
#include "formats/finding_id.h"
#include "formats/gitlab_check.h"
#include "formats/gitlab_rules.h"
#include "formats/json_writer.h"

namespace squire::formats {
namespace {

using finding::Finding;
using finding::Report;
using finding::ReportType;

// What a usual report takes, so that its text is not moved while it grows.
constexpr std::size_t kHeadSize = std::size_t{64} << 10U;
constexpr std::size_t kFindingSize = 2'048;

// The schemas count characters; bytes are never fewer. Made valid before it is cut, because that can make it longer.
std::string limited(std::string_view text, std::size_t limit) {
    if (text.size() <= limit / 3) return std::string(text);
    return shorten(to_utf8(text), limit);
}

std::string_view schema_name(ReportType type) {
    switch (type) {
    case ReportType::sast: return "sast";
    case ReportType::secret_detection: return "secret-detection";
    case ReportType::dependency_scanning: return "dependency-scanning";
    case ReportType::container_scanning: return "container-scanning";
    case ReportType::cluster_image_scanning: return "cluster-image-scanning";
    case ReportType::dast:
    case ReportType::api_fuzzing: return "dast";
    case ReportType::coverage_fuzzing: return "coverage-fuzzing";
    }
    return "sast";
}

std::string_view message_level(Weight weight) {
    switch (weight) {
    case Weight::note: return "info";
    case Weight::warning: return "warn";
    case Weight::incomplete: return "fatal";
    }
    return "warn";
}

std::string_view node_type(finding::FlowStep::Kind kind) {
    switch (kind) {
    case finding::FlowStep::Kind::source: return "source";
    case finding::FlowStep::Kind::propagation: return "propagation";
    case finding::FlowStep::Kind::sink: return "sink";
    }
    return "propagation";
}

bool has_source_extract(ReportType type) { return type == ReportType::sast || type == ReportType::secret_detection; }

finding::Range range_of(const Finding& finding) {
    if (const auto* code = std::get_if<finding::CodeLocation>(&finding.location)) return code->range;
    if (const auto* secret = std::get_if<finding::SecretLocation>(&finding.location)) return secret->range;
    return {};
}

void write_line(JsonWriter& writer, std::string_view key, std::uint32_t line) {
    if (line != 0) writer.member(key, line);
}

void write_identifier(JsonWriter& writer, const finding::Identifier& identifier) {
    const JsonObject object(writer);
    writer.member("type", identifier.type);
    writer.member("name", identifier.name.empty() ? identifier.value : identifier.name);
    writer.member("value", identifier.value);
    if (is_address(identifier.url)) writer.member("url", identifier.url);
}

void write_lines(JsonWriter& writer, const finding::Range& range) {
    write_line(writer, "start_line", range.start_line);
    write_line(writer, "end_line", range.end_line);
}

void write_dependency(JsonWriter& writer, std::string_view package, std::string_view version, std::optional<bool> direct) {
    const JsonObject dependency(writer, "dependency");
    {
        const JsonObject object(writer, "package");
        writer.member("name", package);
    }
    writer.member("version", version);
    if (direct) writer.member("direct", *direct);
}

void write_place(JsonWriter& writer, ReportType, const finding::CodeLocation& place) {
    writer.member_unless_empty("file", place.file);
    write_lines(writer, place.range);
    const std::size_t last = place.scope.rfind('/');
    if (last != std::string::npos) writer.member_unless_empty("class", std::string_view(place.scope).substr(0, last));
    writer.member_unless_empty("method", std::string_view(place.scope).substr(last == std::string::npos ? 0 : last + 1));
}

void write_place(JsonWriter& writer, ReportType, const finding::SecretLocation& place) {
    writer.member_unless_empty("file", place.file);
    write_lines(writer, place.range);
    const JsonObject commit(writer, "commit");
    writer.member("sha", place.commit.sha.empty() ? kNoCommit : std::string_view(place.commit.sha));
    writer.member_unless_empty("author", place.commit.author);
    writer.member_unless_empty("date", place.commit.date);
    writer.member_unless_empty("message", place.commit.message);
}

void write_place(JsonWriter& writer, ReportType, const finding::DependencyLocation& place) {
    writer.member("file", place.file);
    write_dependency(writer, place.package, place.version, place.direct);
}

void write_place(JsonWriter& writer, ReportType type, const finding::ContainerLocation& place) {
    write_dependency(writer, place.package, place.version, std::nullopt);
    writer.member("operating_system", limited(place.operating_system.empty() ? "unknown" : place.operating_system, kGitlabNameLimit));
    writer.member("image", place.image);
    if (type != ReportType::cluster_image_scanning) return;
    const JsonObject resource(writer, "kubernetes_resource");
    writer.member("namespace", limited(place.namespace_, kGitlabNameLimit));
    writer.member("kind", limited(place.kind, kGitlabNameLimit));
    writer.member("name", limited(place.resource_name, kGitlabNameLimit));
    writer.member("container_name", limited(place.container_name, kGitlabNameLimit));
}

void write_place(JsonWriter& writer, ReportType, const finding::WebLocation& place) {
    writer.member_unless_empty("hostname", place.hostname);
    writer.member_unless_empty("path", place.path);
    writer.member_unless_empty("method", place.method);
    writer.member_unless_empty("param", place.param);
}

void write_place(JsonWriter& writer, ReportType, const finding::CrashLocation& place) {
    writer.member_unless_empty("crash_address", place.crash_address);
    writer.member_unless_empty("crash_type", place.crash_type);
    writer.member_unless_empty("crash_state", place.crash_state);
    writer.member_unless_empty("stacktrace_snippet", place.stacktrace_snippet);
}

void write_location(JsonWriter& writer, ReportType type, const Finding& finding) {
    const JsonObject location(writer, "location");
    std::visit([&](const auto& place) { write_place(writer, type, place); }, finding.location);
}

bool can_be_shown(const finding::FlowStep& step) { return !step.file.empty() && step.range.start_line != 0; }

void write_flow_step(JsonWriter& writer, const finding::FlowStep& step) {
    const JsonObject node(writer);
    writer.member("type", "code-flow-node");
    {
        const JsonObject place(writer, "file_location");
        writer.member("type", "file-location");
        writer.member("file_name", step.file);
        writer.member("line_start", step.range.start_line);
        write_line(writer, "line_end", step.range.end_line);
        if (step.range.start_column != 0 && step.range.end_column != 0) {
            writer.member("column_start", step.range.start_column);
            writer.member("column_end", step.range.end_column);
        }
    }
    writer.member("node_type", node_type(step.kind));
}

void write_details(JsonWriter& writer, const Finding& finding) {
    const auto* secret = std::get_if<finding::SecretLocation>(&finding.location);
    const bool head_known = secret != nullptr && secret->still_at_head.has_value();
    const bool has_flow = std::ranges::any_of(finding.flow, can_be_shown);
    const bool has_confidence = finding.confidence != finding::Confidence::unknown;
    if (!head_known && !has_flow && !has_confidence) return;

    const JsonObject details(writer, "details");
    if (has_confidence) {
        const JsonObject object(writer, "confidence");
        writer.member("type", "text");
        writer.member("name", "Confidence");
        writer.member("value", to_string(finding.confidence));
    }
    if (head_known) {
        const JsonObject object(writer, "still_at_head");
        writer.member("type", "value");
        writer.member("name", "Stands in the current version");
        writer.member("value", *secret->still_at_head);
    }
    if (has_flow) {
        const JsonObject object(writer, "code_flows");
        writer.member("type", "code-flows");
        writer.member("name", "Way of the data");
        const JsonArray flows(writer, "items");
        const JsonArray flow(writer);
        for (const finding::FlowStep& step : finding.flow) {
            if (can_be_shown(step)) write_flow_step(writer, step);
        }
    }
}

void write_signature(JsonWriter& writer, std::string_view algorithm, std::string_view value) {
    const JsonObject object(writer);
    writer.member("algorithm", algorithm);
    writer.member("value", value);
}

// Only for what stands in a source file. A finding without signatures of its own is followed by its fingerprint.
void write_tracking(JsonWriter& writer, ReportType type, const Finding& finding) {
    const std::string_view file = file_of(finding);
    if (!has_source_extract(type) || file.empty() || (finding.signatures.empty() && finding.fingerprint.empty())) return;
    const JsonObject tracking(writer, "tracking");
    writer.member("type", "source");
    const JsonArray items(writer, "items");
    const JsonObject item(writer);
    writer.member("file", file);
    write_lines(writer, range_of(finding));
    const JsonArray signatures(writer, "signatures");
    for (const finding::Signature& signature : finding.signatures) write_signature(writer, signature.algorithm, signature.value);
    if (finding.signatures.empty()) write_signature(writer, "hash", finding.fingerprint);
}

void write_links(JsonWriter& writer, const Finding& finding) {
    if (std::ranges::none_of(finding.links, [](const finding::Link& link) { return is_address(link.url); })) return;
    const JsonArray links(writer, "links");
    for (const finding::Link& link : finding.links) {
        if (!is_address(link.url)) continue;
        const JsonObject object(writer);
        writer.member_unless_empty("name", link.name);
        writer.member("url", link.url);
    }
}

void write_flags(JsonWriter& writer, const Finding& finding) {
    if (finding.flags.empty()) return;
    const JsonArray flags(writer, "flags");
    for (const finding::Flag& flag : finding.flags) {
        const JsonObject object(writer);
        writer.member("type", kLikelyFalsePositive);
        writer.member("origin", flag.origin);
        writer.member("description", flag.description);
    }
}

void write_finding(JsonWriter& writer, ReportType type, const Finding& finding, std::string_view id) {
    const JsonObject object(writer);
    writer.member("id", id);
    writer.member_unless_empty("name", limited(finding.name, kGitlabNameLimit));
    writer.member_unless_empty("description", limited(finding.description, kGitlabDescriptionLimit));
    writer.member("severity", to_string(finding.severity));
    writer.member_unless_empty("solution", limited(finding.solution, kGitlabSolutionLimit));
    {
        const JsonArray identifiers(writer, "identifiers");
        for (const finding::Identifier& identifier : finding.identifiers) write_identifier(writer, identifier);
    }
    write_location(writer, type, finding);
    if (has_source_extract(type)) writer.member_unless_empty("raw_source_code_extract", finding.evidence);
    if (std::holds_alternative<finding::WebLocation>(finding.location) && !finding.evidence.empty()) {
        const JsonObject evidence(writer, "evidence");
        writer.member("summary", finding.evidence);
    }
    write_links(writer, finding);
    write_flags(writer, finding);
    write_details(writer, finding);
    write_tracking(writer, type, finding);
}

void write_tool(JsonWriter& writer, std::string_view key, const finding::Tool& tool) {
    const JsonObject object(writer, key);
    writer.member("id", tool.id);
    writer.member("name", tool.name);
    writer.member("version", tool.version);
    {
        const JsonObject vendor(writer, "vendor");
        writer.member("name", tool.vendor);
    }
    if (is_web_address(tool.url)) writer.member("url", tool.url);
}

void write_messages(JsonWriter& writer, const Report& report) {
    if (report.messages.empty()) return;
    const JsonArray messages(writer, "messages");
    for (const Problem& problem : report.messages) {
        const JsonObject message(writer);
        writer.member("level", message_level(problem.weight));
        const std::string text = describe(problem.error);
        writer.member("value", text.empty() ? "something went wrong" : text);
    }
}

// GitLab takes a rule that is missing here for one that was removed, and resolves its findings: so every finding's rule is in the list too.
void write_primary_identifiers(JsonWriter& writer, const Report& report) {
    if (report.rules.empty()) return;
    std::unordered_set<std::string> written;
    const JsonArray rules(writer, "primary_identifiers");
    const auto write_once = [&](const finding::Identifier& identifier) {
        if (written.insert(identifier.type + '\0' + identifier.value).second) write_identifier(writer, identifier);
    };
    for (const finding::RuleInfo& rule : report.rules) write_once(rule.identifier);
    for (const Finding& finding : report.findings) {
        if (!finding.identifiers.empty()) write_once(finding.identifiers.front());
    }
}

// What was asked over the network; the report knows only what was found there.
void write_scanned_resources(JsonWriter& writer, const Report& report) {
    if (report.type != ReportType::dast && report.type != ReportType::api_fuzzing) return;
    std::unordered_set<std::string> written;
    const JsonArray resources(writer, "scanned_resources");
    for (const Finding& finding : report.findings) {
        const auto* web = std::get_if<finding::WebLocation>(&finding.location);
        if (web == nullptr || web->hostname.empty()) continue;
        const std::string method = web->method.empty() ? "GET" : web->method;
        if (!written.insert(method + '\0' + web->hostname + web->path).second) continue;
        const JsonObject resource(writer);
        writer.member("method", method);
        writer.member("url", web->hostname + web->path);
        writer.member("type", "url");
    }
}

void write_scan(JsonWriter& writer, const Report& report) {
    const JsonObject scan(writer, "scan");
    write_tool(writer, "analyzer", report.analyzer);
    write_tool(writer, "scanner", report.scanner);
    writer.member("type", to_string(report.type));
    writer.member("start_time", to_report_time(report.start_time));
    writer.member("end_time", to_report_time(report.end_time));
    writer.member("status", report.status == finding::Status::success ? "success" : "failure");
    write_messages(writer, report);
    write_scanned_resources(writer, report);
    write_primary_identifiers(writer, report);
}

// A fix is told by the ids of this report's findings: several where a weakness stands in several places. One of other findings has nobody to refer to.
void write_remediations(JsonWriter& writer, const Report& report, const std::vector<std::string>& ids) {
    if (report.remediations.empty()) return;
    const JsonArray remediations(writer, "remediations");
    for (const finding::Remediation& remediation : report.remediations) {
        std::vector<std::string_view> fixed;
        for (std::size_t i = 0; i < report.findings.size(); ++i) {
            if (std::ranges::find(remediation.findings, report.findings[i].fingerprint) != remediation.findings.end()) fixed.push_back(ids[i]);
        }
        if (fixed.empty()) continue;
        const JsonObject object(writer);
        {
            const JsonArray fixes(writer, "fixes");
            for (const std::string_view id : fixed) {
                const JsonObject fix(writer);
                writer.member("id", id);
            }
        }
        writer.member("summary", remediation.summary);
        writer.member("diff", to_base64(remediation.diff));
    }
}

void write_report(JsonWriter& writer, const Report& report) {
    const std::vector<std::string> ids = finding_ids(report);
    writer.reserve(kHeadSize + report.findings.size() * kFindingSize);
    const JsonObject document(writer);
    writer.member("version", kGitlabReportVersion);
    writer.member("schema",
                  fmt::format("https://gitlab.com/gitlab-org/security-products/security-report-schemas/-/raw/v{}/dist/{}-report-format.json",
                              kGitlabReportVersion, schema_name(report.type)));
    write_scan(writer, report);
    {
        const JsonArray vulnerabilities(writer, "vulnerabilities");
        for (std::size_t i = 0; i < report.findings.size(); ++i) write_finding(writer, report.type, report.findings[i], ids[i]);
    }
    write_remediations(writer, report, ids);
}

} // namespace

std::string write_gitlab_report(const Report& report) {
    JsonWriter writer;
    write_report(writer, report);
    return writer.take();
}

Result<std::string> write_checked_gitlab_report(const Report& report) {
    GitlabCheck check(report.type);
    JsonWriter writer(&check);
    write_report(writer, report);
    const std::vector<Error> errors = check.errors();
    if (errors.empty()) return writer.take();
    return fail(ErrorKind::internal, fmt::format("the {} report would be refused by GitLab: {}", to_string(report.type), errors.front().message),
                errors.front().place, "this is a mistake in Squire: please report it");
}

std::string_view gitlab_report_file(ReportType type) {
    switch (type) {
    case ReportType::sast: return "gl-sast-report.json";
    case ReportType::secret_detection: return "gl-secret-detection-report.json";
    case ReportType::dependency_scanning: return "gl-dependency-scanning-report.json";
    case ReportType::container_scanning: return "gl-container-scanning-report.json";
    case ReportType::cluster_image_scanning: return "gl-cluster-image-scanning-report.json";
    case ReportType::dast: return "gl-dast-report.json";
    case ReportType::api_fuzzing: return "gl-api-fuzzing-report.json";
    case ReportType::coverage_fuzzing: return "gl-coverage-fuzzing-report.json";
    }
    return "gl-report.json";
}

} // namespace squire::formats
