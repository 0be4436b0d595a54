// SPDX-License-Identifier: MIT
#include "formats/own_json.h"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/base64.h"
#include "formats/json_document.h"
#include "formats/json_writer.h"

namespace squire::formats {
namespace {

using finding::Finding;
using finding::Report;

constexpr std::string_view kFormat = "squire report";

// What a usual report takes, so that its text is not moved while it grows.
constexpr std::size_t kHeadSize = std::size_t{256} << 10U;
constexpr std::size_t kFindingSize = 1'536;

template <class Value, std::size_t N> using Words = std::array<std::pair<Value, std::string_view>, N>;

constexpr Words<Weight, 3> kWeights{{{Weight::note, "note"}, {Weight::warning, "warning"}, {Weight::incomplete, "incomplete"}}};
constexpr Words<finding::Status, 2> kStatuses{{{finding::Status::success, "success"}, {finding::Status::failure, "failure"}}};
constexpr Words<finding::FlowStep::Kind, 3> kSteps{{{finding::FlowStep::Kind::source, "source"},
                                                    {finding::FlowStep::Kind::propagation, "propagation"},
                                                    {finding::FlowStep::Kind::sink, "sink"}}};
constexpr Words<ErrorKind, 10> kErrorKinds{{{ErrorKind::usage, "usage"},
                                            {ErrorKind::not_found, "not_found"},
                                            {ErrorKind::unreadable, "unreadable"},
                                            {ErrorKind::malformed, "malformed"},
                                            {ErrorKind::unsupported, "unsupported"},
                                            {ErrorKind::limit, "limit"},
                                            {ErrorKind::interrupted, "interrupted"},
                                            {ErrorKind::conflict, "conflict"},
                                            {ErrorKind::io, "io"},
                                            {ErrorKind::internal, "internal"}}};

template <class Value, std::size_t N> std::string_view word_of(const Words<Value, N>& words, Value value) {
    for (const auto& [each, word] : words) {
        if (each == value) return word;
    }
    return "";
}

template <class Value, std::size_t N> Value value_of(const Words<Value, N>& words, const JsonCursor& from, std::string_view key) {
    const std::string text = from.text(key);
    for (const auto& [each, word] : words) {
        if (word == text) return each;
    }
    from.warn(fmt::format("\"{}\" is not known", text), key);
    return words.front().first;
}

// --- writing ---

void write_unless_zero(JsonWriter& writer, std::string_view key, std::uint32_t number) {
    if (number != 0) writer.member(key, number);
}

void write_range(JsonWriter& writer, const finding::Range& range) {
    write_unless_zero(writer, "start_line", range.start_line);
    write_unless_zero(writer, "start_column", range.start_column);
    write_unless_zero(writer, "end_line", range.end_line);
    write_unless_zero(writer, "end_column", range.end_column);
}

void write_tool(JsonWriter& writer, std::string_view key, const finding::Tool& tool) {
    const JsonObject object(writer, key);
    writer.member("id", tool.id);
    writer.member("name", tool.name);
    writer.member("version", tool.version);
    writer.member("vendor", tool.vendor);
    writer.member_unless_empty("url", tool.url);
}

void write_identifier(JsonWriter& writer, const finding::Identifier& identifier) {
    writer.member("type", identifier.type);
    writer.member("name", identifier.name);
    writer.member("value", identifier.value);
    writer.member_unless_empty("url", identifier.url);
}

void write_links(JsonWriter& writer, const std::vector<finding::Link>& links) {
    if (links.empty()) return;
    const JsonArray list(writer, "links");
    for (const finding::Link& link : links) {
        const JsonObject object(writer);
        writer.member_unless_empty("name", link.name);
        writer.member("url", link.url);
    }
}

void write_rule(JsonWriter& writer, const finding::RuleInfo& rule) {
    const JsonObject object(writer);
    {
        const JsonObject identifier(writer, "identifier");
        write_identifier(writer, rule.identifier);
    }
    writer.member_unless_empty("name", rule.name);
    writer.member_unless_empty("description", rule.description);
    writer.member_unless_empty("help", rule.help);
    writer.member("severity", to_string(rule.severity));
    write_links(writer, rule.links);
    if (rule.tags.empty()) return;
    const JsonArray tags(writer, "tags");
    for (const std::string& tag : rule.tags) writer.value(tag);
}

void write_place(JsonWriter& writer, const finding::CodeLocation& place) {
    writer.member("kind", "code");
    writer.member_unless_empty("file", place.file);
    write_range(writer, place.range);
    writer.member_unless_empty("scope", place.scope);
}

void write_place(JsonWriter& writer, const finding::SecretLocation& place) {
    writer.member("kind", "secret");
    writer.member_unless_empty("file", place.file);
    write_range(writer, place.range);
    writer.member_unless_empty("blob", place.blob);
    if (place.still_at_head) writer.member("still_at_head", *place.still_at_head);
    const JsonObject commit(writer, "commit");
    writer.member_unless_empty("sha", place.commit.sha);
    writer.member_unless_empty("author", place.commit.author);
    writer.member_unless_empty("date", place.commit.date);
    writer.member_unless_empty("message", place.commit.message);
}

void write_place(JsonWriter& writer, const finding::DependencyLocation& place) {
    writer.member("kind", "dependency");
    writer.member_unless_empty("file", place.file);
    writer.member("package", place.package);
    writer.member("version", place.version);
    if (place.direct) writer.member("direct", *place.direct);
}

void write_place(JsonWriter& writer, const finding::ContainerLocation& place) {
    writer.member("kind", "container");
    writer.member("image", place.image);
    writer.member_unless_empty("operating_system", place.operating_system);
    writer.member("package", place.package);
    writer.member("version", place.version);
    writer.member_unless_empty("namespace", place.namespace_);
    writer.member_unless_empty("resource_kind", place.kind);
    writer.member_unless_empty("resource_name", place.resource_name);
    writer.member_unless_empty("container_name", place.container_name);
}

void write_place(JsonWriter& writer, const finding::WebLocation& place) {
    writer.member("kind", "web");
    writer.member_unless_empty("hostname", place.hostname);
    writer.member_unless_empty("path", place.path);
    writer.member_unless_empty("method", place.method);
    writer.member_unless_empty("param", place.param);
}

void write_place(JsonWriter& writer, const finding::CrashLocation& place) {
    writer.member("kind", "crash");
    writer.member_unless_empty("crash_address", place.crash_address);
    writer.member_unless_empty("crash_type", place.crash_type);
    writer.member_unless_empty("crash_state", place.crash_state);
    writer.member_unless_empty("stacktrace_snippet", place.stacktrace_snippet);
}

void write_flags(JsonWriter& writer, const Finding& finding) {
    if (finding.flags.empty()) return;
    const JsonArray flags(writer, "flags");
    for (const finding::Flag& flag : finding.flags) {
        const JsonObject object(writer);
        writer.member("origin", flag.origin);
        writer.member("description", flag.description);
    }
}

void write_flow(JsonWriter& writer, const Finding& finding) {
    if (finding.flow.empty()) return;
    const JsonArray flow(writer, "flow");
    for (const finding::FlowStep& step : finding.flow) {
        const JsonObject object(writer);
        writer.member("kind", word_of(kSteps, step.kind));
        writer.member_unless_empty("file", step.file);
        write_range(writer, step.range);
    }
}

void write_signatures(JsonWriter& writer, const Finding& finding) {
    if (finding.signatures.empty()) return;
    const JsonArray signatures(writer, "signatures");
    for (const finding::Signature& signature : finding.signatures) {
        const JsonObject object(writer);
        writer.member("algorithm", signature.algorithm);
        writer.member("value", signature.value);
    }
}

void write_finding(JsonWriter& writer, const Finding& finding) {
    const JsonObject object(writer);
    writer.member("type", to_string(finding.type));
    writer.member("severity", to_string(finding.severity));
    writer.member("confidence", to_string(finding.confidence));
    writer.member_unless_empty("name", finding.name);
    writer.member_unless_empty("description", finding.description);
    writer.member_unless_empty("solution", finding.solution);
    {
        const JsonArray identifiers(writer, "identifiers");
        for (const finding::Identifier& identifier : finding.identifiers) {
            const JsonObject item(writer);
            write_identifier(writer, identifier);
        }
    }
    {
        const JsonObject location(writer, "location");
        std::visit([&](const auto& place) { write_place(writer, place); }, finding.location);
    }
    writer.member_unless_empty("evidence", finding.evidence);
    write_links(writer, finding.links);
    write_flags(writer, finding);
    write_flow(writer, finding);
    write_signatures(writer, finding);
    writer.member_unless_empty("fingerprint", finding.fingerprint);
}

void write_message(JsonWriter& writer, const Problem& problem) {
    const JsonObject object(writer);
    writer.member("weight", word_of(kWeights, problem.weight));
    writer.member("kind", word_of(kErrorKinds, problem.error.kind));
    writer.member("message", problem.error.message);
    writer.member_unless_empty("place", problem.error.place);
    writer.member_unless_empty("hint", problem.error.hint);
}

void write_remediation(JsonWriter& writer, const finding::Remediation& remediation) {
    const JsonObject object(writer);
    {
        const JsonArray findings(writer, "findings");
        for (const std::string& fingerprint : remediation.findings) writer.value(fingerprint);
    }
    writer.member("summary", remediation.summary);
    writer.member("diff", to_base64(remediation.diff));
}

void write_report(JsonWriter& writer, const Report& report) {
    const JsonObject document(writer);
    writer.member("format", kFormat);
    writer.member("format_version", kJsonFormatVersion);
    writer.member("type", to_string(report.type));
    write_tool(writer, "analyzer", report.analyzer);
    write_tool(writer, "scanner", report.scanner);
    {
        const JsonObject provenance(writer, "provenance");
        writer.member_unless_empty("repository", report.provenance.repository);
        writer.member_unless_empty("revision", report.provenance.revision);
        writer.member_unless_empty("branch", report.provenance.branch);
    }
    writer.member("start_time", to_rfc3339(report.start_time));
    writer.member("end_time", to_rfc3339(report.end_time));
    writer.member("status", word_of(kStatuses, report.status));
    {
        const JsonArray findings(writer, "findings");
        for (const Finding& finding : report.findings) write_finding(writer, finding);
    }
    {
        const JsonArray messages(writer, "messages");
        for (const Problem& problem : report.messages) write_message(writer, problem);
    }
    {
        const JsonArray rules(writer, "rules");
        for (const finding::RuleInfo& rule : report.rules) write_rule(writer, rule);
    }
    if (report.remediations.empty()) return;
    const JsonArray remediations(writer, "remediations");
    for (const finding::Remediation& remediation : report.remediations) write_remediation(writer, remediation);
}

// --- reading ---

finding::Range read_range(const JsonCursor& from) {
    return {.start_line = from.count("start_line"),
            .end_line = from.count("end_line"),
            .start_column = from.count("start_column"),
            .end_column = from.count("end_column")};
}

finding::Tool read_tool(const JsonCursor& from) {
    return {.id = from.text("id"),
            .name = from.text("name"),
            .version = from.text("version"),
            .vendor = from.text("vendor"),
            .url = from.text("url")};
}

finding::Identifier read_identifier(const JsonCursor& from) {
    return {.type = from.text("type"), .name = from.text("name"), .value = from.text("value"), .url = from.text("url")};
}

template <class Item, class Read> std::vector<Item> read_list(const JsonCursor& from, std::string_view key, Read read) {
    std::vector<Item> items;
    const JsonCursor list = from.list(key);
    items.reserve(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) items.push_back(read(list.at(i)));
    return items;
}

std::vector<finding::Link> read_links(const JsonCursor& from) {
    return read_list<finding::Link>(from, "links", [](const JsonCursor& link) { return finding::Link{link.text("name"), link.text("url")}; });
}

finding::Severity read_severity(const JsonCursor& from) {
    const auto severity = finding::parse_severity(from.text("severity"));
    if (!severity) from.warn("not a severity", "severity");
    return severity.value_or(finding::Severity::unknown);
}

finding::RuleInfo read_rule(const JsonCursor& from) {
    finding::RuleInfo rule{.identifier = read_identifier(from.object("identifier")),
                           .name = from.text("name"),
                           .description = from.text("description"),
                           .help = from.text("help"),
                           .severity = read_severity(from),
                           .links = read_links(from)};
    const JsonCursor tags = from.list("tags");
    for (std::size_t i = 0; i < tags.size(); ++i) rule.tags.push_back(tags.text_at(i));
    return rule;
}

finding::Location read_secret_location(const JsonCursor& from) {
    const JsonCursor commit = from.object("commit");
    return finding::SecretLocation{
        .file = from.text("file"),
        .range = read_range(from),
        .commit = {.sha = commit.text("sha"), .author = commit.text("author"), .date = commit.text("date"), .message = commit.text("message")},
        .blob = from.text("blob"),
        .still_at_head = from.boolean("still_at_head")};
}

finding::Location read_container_location(const JsonCursor& from) {
    return finding::ContainerLocation{.image = from.text("image"),
                                      .operating_system = from.text("operating_system"),
                                      .package = from.text("package"),
                                      .version = from.text("version"),
                                      .namespace_ = from.text("namespace"),
                                      .kind = from.text("resource_kind"),
                                      .resource_name = from.text("resource_name"),
                                      .container_name = from.text("container_name")};
}

finding::Location read_location(const JsonCursor& from) {
    const std::string kind = from.text("kind");
    if (kind == "secret") return read_secret_location(from);
    if (kind == "container") return read_container_location(from);
    if (kind == "dependency") {
        return finding::DependencyLocation{from.text("file"), from.text("package"), from.text("version"), from.boolean("direct")};
    }
    if (kind == "web") return finding::WebLocation{from.text("hostname"), from.text("path"), from.text("method"), from.text("param")};
    if (kind == "crash") {
        return finding::CrashLocation{.crash_address = from.text("crash_address"),
                                      .stacktrace_snippet = from.text("stacktrace_snippet"),
                                      .crash_state = from.text("crash_state"),
                                      .crash_type = from.text("crash_type")};
    }
    if (kind != "code") from.warn(fmt::format("\"{}\" is no kind of location", kind), "kind");
    return finding::CodeLocation{.file = from.text("file"), .range = read_range(from), .scope = from.text("scope")};
}

finding::ReportType read_type(const JsonCursor& from) {
    const auto type = finding::parse_report_type(from.text("type"));
    if (!type) from.warn("not a report type", "type");
    return type.value_or(finding::ReportType::sast);
}

Finding read_finding(const JsonCursor& from) {
    Finding finding{.type = read_type(from),
                    .severity = read_severity(from),
                    .confidence = finding::parse_confidence(from.text("confidence")).value_or(finding::Confidence::unknown),
                    .name = from.text("name"),
                    .description = from.text("description"),
                    .solution = from.text("solution"),
                    .identifiers = read_list<finding::Identifier>(from, "identifiers", read_identifier),
                    .location = read_location(from.object("location")),
                    .evidence = from.text("evidence"),
                    .links = read_links(from),
                    .fingerprint = from.text("fingerprint")};
    finding.flags = read_list<finding::Flag>(
        from, "flags", [](const JsonCursor& flag) { return finding::Flag{flag.text("origin"), flag.text("description")}; });
    finding.flow = read_list<finding::FlowStep>(from, "flow", [](const JsonCursor& step) {
        return finding::FlowStep{.kind = value_of(kSteps, step, "kind"), .file = step.text("file"), .range = read_range(step)};
    });
    finding.signatures = read_list<finding::Signature>(from, "signatures", [](const JsonCursor& signature) {
        return finding::Signature{signature.text("algorithm"), signature.text("value")};
    });
    if (finding.identifiers.empty()) from.warn("a finding without identifiers");
    return finding;
}

Problem read_message(const JsonCursor& from) {
    return {value_of(kWeights, from, "weight"),
            {value_of(kErrorKinds, from, "kind"), from.text("message"), from.text("place"), from.text("hint")}};
}

Time read_time(const JsonCursor& from, std::string_view key) {
    const auto time = parse_time(from.text(key));
    if (!time) from.warn("not a time", key);
    return time.value_or(Time{});
}

finding::Remediation read_remediation(const JsonCursor& from) {
    finding::Remediation remediation{.findings = {}, .summary = from.text("summary"), .diff = {}};
    const JsonCursor findings = from.list("findings");
    for (std::size_t i = 0; i < findings.size(); ++i) remediation.findings.push_back(findings.text_at(i));
    auto diff = from_base64(from.text("diff"));
    if (!diff) from.warn("not base64", "diff");
    remediation.diff = std::move(diff).value_or("");
    return remediation;
}

Report read_report(const JsonCursor& from) {
    const JsonCursor provenance = from.object("provenance");
    return {.type = read_type(from),
            .analyzer = read_tool(from.object("analyzer")),
            .scanner = read_tool(from.object("scanner")),
            .provenance = {.repository = provenance.text("repository"),
                           .revision = provenance.text("revision"),
                           .branch = provenance.text("branch")},
            .start_time = read_time(from, "start_time"),
            .end_time = read_time(from, "end_time"),
            .status = value_of(kStatuses, from, "status"),
            .rules = read_list<finding::RuleInfo>(from, "rules", read_rule),
            .messages = read_list<Problem>(from, "messages", read_message),
            .findings = read_list<Finding>(from, "findings", read_finding),
            .remediations = read_list<finding::Remediation>(from, "remediations", read_remediation)};
}

} // namespace

std::string write_findings(std::span<const Finding> findings) {
    JsonWriter writer;
    writer.reserve(findings.size() * kFindingSize);
    {
        const JsonObject document(writer);
        const JsonArray list(writer, "findings");
        for (const Finding& finding : findings) write_finding(writer, finding);
    }
    return writer.take();
}

Result<std::vector<Finding>> read_findings(std::string_view text) {
    Problems problems;
    const Result<nlohmann::json> document = parse_json(text, {}, problems);
    if (!document) return std::unexpected(document.error());
    Warnings warnings(problems);
    auto findings = read_list<Finding>(JsonCursor(*document, warnings), "findings", read_finding);
    const std::vector<Problem> odd = problems.list();
    if (!odd.empty()) return std::unexpected(odd.front().error);
    return findings;
}

std::string write_json(const Report& report) {
    JsonWriter writer;
    writer.reserve(kHeadSize + report.findings.size() * kFindingSize);
    write_report(writer, report);
    return writer.take();
}

std::string write_json_list(std::span<const Report* const> reports) {
    JsonWriter writer;
    {
        const JsonArray list(writer);
        for (const Report* report : reports) write_report(writer, *report);
    }
    return writer.take();
}

namespace {

Result<Report> read_checked(const JsonCursor& root) {
    if (root.text("format") != kFormat) return fail(ErrorKind::malformed, "not a report in Squire's format", "/format");
    if (const auto version = root.integer("format_version"); version != kJsonFormatVersion) {
        return fail(ErrorKind::unsupported,
                    fmt::format("format version {} is not known, only {}", root.text("format_version"), kJsonFormatVersion), "/format_version",
                    "a newer Squire may have written it");
    }
    return read_report(root);
}

} // namespace

Result<Report> read_json(std::string_view text) {
    Problems problems;
    const Result<nlohmann::json> document = parse_json(text, {}, problems);
    if (!document) return std::unexpected(document.error());
    Warnings warnings(problems);
    auto report = read_checked(JsonCursor(*document, warnings));
    const std::vector<Problem> odd = problems.list();
    if (report && !odd.empty()) return std::unexpected(odd.front().error); // what is ours is right or refused
    return report;
}

Result<std::vector<Report>> read_json_reports(std::string_view text) {
    Problems problems;
    const Result<nlohmann::json> document = parse_json(text, {}, problems);
    if (!document) return std::unexpected(document.error());
    Warnings warnings(problems);
    const JsonCursor root(*document, warnings);
    std::vector<Report> reports;
    const std::size_t count = document->is_array() ? root.size() : 1;
    for (std::size_t i = 0; i < count; ++i) {
        auto report = read_checked(document->is_array() ? root.at(i) : root);
        if (!report) return std::unexpected(std::move(report.error()));
        reports.push_back(std::move(*report));
    }
    const std::vector<Problem> odd = problems.list();
    if (!odd.empty()) return std::unexpected(odd.front().error);
    return reports;
}

} // namespace squire::formats
