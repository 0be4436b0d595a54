// SPDX-License-Identifier: MIT
#include "formats/semgrep_reader.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "finding/fingerprint.h"
#include "finding/weakness.h"
#include "formats/gitlab_rules.h"
#include "formats/json_document.h"
#include "formats/sarif_uri.h"

namespace squire::formats {
namespace {

using finding::Finding;
using finding::FlowStep;
using finding::Report;

// What it writes instead of a text where nobody is logged in.
constexpr std::string_view kWithheld = "requires login";

// "ERROR", "WARNING", "INFO" of old; LOW to CRITICAL since 1.72. As its own GitLab formatter has them.
finding::Severity read_severity(const JsonCursor& extra) {
    const std::string word = extra.text("severity");
    if (word == "ERROR") return finding::Severity::high;
    if (word == "WARNING") return finding::Severity::medium;
    if (word == "INFO" || word == "INVENTORY" || word == "EXPERIMENT") return finding::Severity::info;
    const auto severity = finding::parse_severity(word);
    if (!severity) extra.warn(fmt::format("\"{}\" is no severity", word), "severity");
    return severity.value_or(finding::Severity::unknown);
}

// Metadata is the rule author's: a text or a list of texts.
std::vector<std::string> texts_of(const JsonCursor& from, std::string_view key) {
    if (!from.has(key)) return {};
    if (!from.is_list(key)) return {from.text(key)};
    std::vector<std::string> texts;
    const JsonCursor list = from.list(key);
    for (std::size_t i = 0; i < list.size(); ++i) texts.push_back(list.text_at(i));
    return texts;
}

finding::Range range_between(const JsonCursor& start, const JsonCursor& end) {
    const std::uint32_t behind_end = end.count("col");
    finding::Range range{.start_line = start.count("line"),
                         .end_line = end.count("line"),
                         .start_column = start.count("col"),
                         .end_column = behind_end == 0 ? 0 : behind_end - 1};
    range.end_line = std::max(range.start_line, range.end_line);
    return range;
}

std::string file_of_path(const JsonCursor& from) {
    std::string path = normalised_path(from.text("path"));
    if (!path.starts_with('/')) return path;
    from.warn("an absolute path, and the report does not say where the project's root is", "path");
    return path.substr(1);
}

// The "CliLoc" that a flow's steps have: ["CliLoc", [{path, start, end}, "text"]].
std::optional<FlowStep> read_step(const JsonCursor& location, FlowStep::Kind kind) {
    if (!location.exists()) return std::nullopt;
    return FlowStep{kind, file_of_path(location), range_between(location.object("start"), location.object("end"))};
}

std::optional<FlowStep> read_end(const JsonCursor& trace, std::string_view key, FlowStep::Kind kind) {
    const JsonCursor tagged = trace.list(key);
    if (tagged.size() < 2 || tagged.text_at(0) != "CliLoc") return std::nullopt; // a call chain: Pro's, over functions
    return read_step(tagged.list_at(1).at(0), kind);
}

std::vector<FlowStep> read_flow(const JsonCursor& extra) {
    std::vector<FlowStep> flow;
    if (!extra.has("dataflow_trace")) return flow;
    const JsonCursor trace = extra.object("dataflow_trace");
    const auto add = [&](std::optional<FlowStep> step) {
        if (step && !step->file.empty()) flow.push_back(std::move(*step));
    };
    add(read_end(trace, "taint_source", FlowStep::Kind::source));
    const JsonCursor between = trace.list("intermediate_vars");
    for (std::size_t i = 0; i < between.size(); ++i) add(read_step(between.at(i).object("location"), FlowStep::Kind::propagation));
    add(read_end(trace, "taint_sink", FlowStep::Kind::sink));
    return flow;
}

void add_cwes(const JsonCursor& metadata, Finding& finding) {
    for (const std::string& text : texts_of(metadata, "cwe")) {
        const std::uint32_t number = finding::parse_cwe(text);
        if (number == 0) continue;
        const std::string value = std::to_string(number);
        if (std::ranges::find(finding.identifiers, value, &finding::Identifier::value) != finding.identifiers.end()) continue;
        finding.identifiers.push_back({"cwe", "CWE-" + value, value, fmt::format("https://cwe.mitre.org/data/definitions/{}.html", value)});
    }
}

Finding read_result(const JsonCursor& result) {
    const JsonCursor extra = result.object("extra");
    const JsonCursor metadata = extra.object("metadata");
    std::string rule = result.text("check_id");
    if (rule.empty()) {
        result.warn("a result without a rule");
        rule = "no-rule";
    }
    Finding finding{.severity = read_severity(extra),
                    .confidence = finding::parse_confidence(metadata.text("confidence")).value_or(finding::Confidence::unknown),
                    .name = shorten(metadata.is_string("shortDescription") ? metadata.text("shortDescription") : rule, kGitlabNameLimit),
                    .description = extra.text("message"),
                    .identifiers = {{"semgrep_id", rule, rule, metadata.text("source")}}};
    if (!is_address(finding.identifiers.front().url)) finding.identifiers.front().url.clear();
    add_cwes(metadata, finding);
    finding.location =
        finding::CodeLocation{.file = file_of_path(result), .range = range_between(result.object("start"), result.object("end")), .scope = {}};
    if (std::string lines = extra.text("lines"); lines != kWithheld) finding.evidence = std::move(lines);
    for (std::string& url : texts_of(metadata, "references")) {
        if (is_web_address(url)) finding.links.push_back({"", std::move(url)});
    }
    if (extra.boolean("is_ignored").value_or(false)) finding.flags.push_back({"semgrep", "suppressed by a comment in the code"});
    finding.flow = read_flow(extra);
    const std::string fingerprint = extra.text("fingerprint");
    finding.fingerprint = finding::code_fingerprint(
        rule, fingerprint.empty() || fingerprint == kWithheld ? place_of(finding) : fmt::format("{}|{}", file_of(finding), fingerprint));
    return finding;
}

void read_errors(const JsonCursor& root, Report& report) {
    const JsonCursor errors = root.list("errors");
    for (std::size_t i = 0; i < errors.size(); ++i) {
        const JsonCursor error = errors.at(i);
        std::string place = error.text("path");
        const JsonCursor spans = error.list("spans");
        if (place.empty() && spans.size() > 0) place = spans.at(0).text("file");
        if (spans.size() > 0 && !place.empty()) {
            const std::uint32_t line = spans.at(0).object("start").count("line");
            if (line > 0) place += fmt::format(":{}", line);
        }
        std::string message = error.text("message");
        if (message.empty()) message = error.text("long_msg");
        // A type is a text, or a list that begins with one: ["PartialParsing", …].
        const std::string type = error.is_list("type") ? error.list("type").text_at(0) : error.text("type");
        const ErrorKind kind = type == "Timeout" || type == "Out of memory" || type == "OutOfMemory" ? ErrorKind::limit : ErrorKind::malformed;
        report.messages.push_back({error.text("level") == "info" ? Weight::note : Weight::incomplete,
                                   {kind, shorten(fmt::format("{}: {}", type.empty() ? "error" : type, message), 2'000), std::move(place)}});
    }
}

} // namespace

Result<Report> read_semgrep_json(std::string_view text, Problems& problems, const ReadLimits& limits) {
    const Result<nlohmann::json> document = parse_json(text, limits, problems);
    if (!document) return std::unexpected(document.error());
    Warnings warnings(problems);
    const JsonCursor root(*document, warnings);
    if (!root.is_list("results")) return fail(ErrorKind::malformed, "not Semgrep's JSON: it has no list of results", "/results");
    Report report;
    report.scanner = {.id = "semgrep", .name = "Semgrep", .version = root.text("version"), .vendor = "Semgrep", .url = "https://semgrep.dev"};
    report.analyzer = report.scanner;
    read_errors(root, report);
    const JsonCursor results = root.list("results");
    report.findings.reserve(results.size());
    for (std::size_t i = 0; i < results.size(); ++i) {
        if (const JsonCursor result = results.at(i); result.exists()) report.findings.push_back(read_result(result));
    }
    std::ranges::stable_sort(report.findings, finding::comes_before);
    return report;
}

} // namespace squire::formats
