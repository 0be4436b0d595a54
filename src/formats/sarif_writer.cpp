// SPDX-License-Identifier: MIT
#include "formats/sarif_writer.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "formats/gitlab_rules.h"
#include "formats/json_writer.h"
#include "formats/sarif_fix.h"
#include "formats/sarif_uri.h"

namespace squire::formats {
namespace {

using finding::Finding;
using finding::Report;
using finding::RuleInfo;
using finding::Severity;

constexpr std::string_view kRoot = "%SRCROOT%";

// What a usual report takes, so that its text is not moved while it grows.
constexpr std::size_t kHeadSize = std::size_t{256} << 10U;
constexpr std::size_t kResultSize = 1'536;
constexpr std::size_t kLargestFix = std::size_t{64} << 10U; // bytes of a diff: it stands in each result that it answers

std::string_view level_of(Severity severity) {
    switch (severity) {
    case Severity::critical:
    case Severity::high: return "error";
    case Severity::medium:
    case Severity::unknown: return "warning"; // SARIF's own default
    case Severity::low:
    case Severity::info: return "note";
    }
    return "warning";
}

// The middle of what GitHub takes for each word. A `rank` is not written: GitLab would take it before this.
std::string_view security_severity(Severity severity) {
    switch (severity) {
    case Severity::critical: return "9.5";
    case Severity::high: return "8.0";
    case Severity::medium: return "5.5";
    case Severity::low: return "2.0";
    case Severity::info: return "0.0";
    case Severity::unknown: break;
    }
    return "";
}

std::string_view notification_level(Weight weight) {
    switch (weight) {
    case Weight::note: return "note";
    case Weight::warning: return "warning";
    case Weight::incomplete: return "error";
    }
    return "warning";
}

std::string_view first_sentence(std::string_view text) {
    const std::size_t end = text.find(". ");
    return text.substr(0, end == std::string_view::npos ? text.size() : end + 1);
}

// The report's rules, and those that only a finding names.
class Rules {
public:
    explicit Rules(const Report& report) {
        for (const RuleInfo& rule : report.rules) add(rule);
        for (const Finding& finding : report.findings) {
            if (finding.identifiers.empty()) continue;
            if (!index_.contains(finding.rule())) add(from(finding));
            std::vector<std::string>& tags = tags_[index_.at(finding.rule())];
            for (const finding::Identifier& identifier : finding.identifiers) {
                if (to_lower(identifier.type) != "cwe") continue;
                std::string tag = fmt::format("external/cwe/cwe-{}", identifier.value);
                if (std::ranges::find(tags, tag) == tags.end()) tags.push_back(std::move(tag));
            }
            Severity& severity = rules_[index_.at(finding.rule())].severity;
            if (!told_severity_[index_.at(finding.rule())]) severity = std::max(severity, finding.severity);
        }
    }

    [[nodiscard]] const std::vector<RuleInfo>& list() const { return rules_; }
    [[nodiscard]] std::size_t index_of(const std::string& rule) const { return index_.at(rule); }
    [[nodiscard]] const std::vector<std::string>& tags(std::size_t index) const { return tags_[index]; }

private:
    void add(const RuleInfo& rule) {
        if (!index_.emplace(rule.identifier.value, rules_.size()).second) return;
        rules_.push_back(rule);
        told_severity_.push_back(rule.severity != Severity::unknown);
        tags_.push_back(rule.tags);
        if (std::ranges::find(tags_.back(), "security") == tags_.back().end()) tags_.back().emplace_back("security");
    }

    static RuleInfo from(const Finding& finding) {
        return {.identifier = finding.identifiers.front(),
                .name = finding.name,
                .description = finding.description,
                .help = finding.solution,
                .links = finding.links};
    }

    std::vector<RuleInfo> rules_;
    std::vector<bool> told_severity_;
    std::vector<std::vector<std::string>> tags_;
    std::unordered_map<std::string, std::size_t> index_;
};

void write_text(JsonWriter& writer, std::string_view key, std::string_view text) {
    const JsonObject object(writer, key);
    writer.member("text", text);
}

std::string help_in_markdown(const RuleInfo& rule) {
    std::string text = rule.help;
    if (!rule.links.empty()) text += "\n";
    for (const finding::Link& link : rule.links) text += fmt::format("\n- [{}]({})", link.name.empty() ? link.url : link.name, link.url);
    return text;
}

void write_rule(JsonWriter& writer, const RuleInfo& rule, const std::vector<std::string>& tags) {
    const JsonObject object(writer);
    writer.member("id", rule.identifier.value);
    writer.member_unless_empty("name", rule.name);
    if (!rule.name.empty() || !rule.description.empty()) {
        write_text(writer, "shortDescription", rule.name.empty() ? first_sentence(rule.description) : rule.name);
    }
    if (!rule.description.empty()) write_text(writer, "fullDescription", rule.description);
    const auto link = std::ranges::find_if(rule.links, [](const finding::Link& each) { return is_web_address(each.url); });
    if (is_web_address(rule.identifier.url)) {
        writer.member("helpUri", rule.identifier.url);
    } else if (link != rule.links.end()) {
        writer.member("helpUri", link->url);
    }
    if (!rule.help.empty()) {
        const JsonObject help(writer, "help");
        writer.member("text", rule.help);
        writer.member("markdown", help_in_markdown(rule));
    }
    {
        const JsonObject configuration(writer, "defaultConfiguration");
        writer.member("level", level_of(rule.severity));
    }
    const JsonObject properties(writer, "properties");
    writer.member_unless_empty("security-severity", security_severity(rule.severity));
    const JsonArray list(writer, "tags");
    for (const std::string& tag : tags) writer.value(tag);
}

void write_region(JsonWriter& writer, const finding::Range& range, std::string_view snippet) {
    if (range.start_line == 0) return;
    const JsonObject region(writer, "region");
    writer.member("startLine", range.start_line);
    if (range.start_column != 0) writer.member("startColumn", range.start_column);
    if (range.end_line >= range.start_line) writer.member("endLine", range.end_line);
    if (range.end_column != 0) writer.member("endColumn", range.end_column + std::uint64_t{1}); // SARIF's end lies behind the last one
    if (!snippet.empty()) write_text(writer, "snippet", snippet);
}

void write_physical_location(JsonWriter& writer, std::string_view file, const finding::Range& range, std::string_view snippet) {
    const JsonObject place(writer, "physicalLocation");
    {
        const JsonObject artifact(writer, "artifactLocation");
        writer.member("uri", to_uri(file));
        writer.member("uriBaseId", kRoot);
    }
    write_region(writer, range, snippet);
}

finding::Range range_of(const Finding& finding) {
    if (const auto* code = std::get_if<finding::CodeLocation>(&finding.location)) return code->range;
    if (const auto* secret = std::get_if<finding::SecretLocation>(&finding.location)) return secret->range;
    return {};
}

std::string logical_name(const Finding& finding) {
    if (const auto* code = std::get_if<finding::CodeLocation>(&finding.location)) return code->scope;
    if (std::holds_alternative<finding::SecretLocation>(finding.location)) return {};
    if (const auto* dependency = std::get_if<finding::DependencyLocation>(&finding.location)) {
        return fmt::format("{} {}", dependency->package, dependency->version);
    }
    return place_of(finding);
}

void write_locations(JsonWriter& writer, const Finding& finding) {
    const std::string_view file = file_of(finding);
    const std::string logical = logical_name(finding);
    const JsonArray locations(writer, "locations");
    if (file.empty() && logical.empty()) return;
    const JsonObject location(writer);
    if (!file.empty()) write_physical_location(writer, file, range_of(finding), finding.evidence);
    if (logical.empty()) return;
    const JsonArray names(writer, "logicalLocations");
    const JsonObject name(writer);
    writer.member("fullyQualifiedName", logical);
}

void write_flow(JsonWriter& writer, const Finding& finding) {
    if (finding.flow.empty()) return;
    const JsonArray flows(writer, "codeFlows");
    const JsonObject flow(writer);
    const JsonArray threads(writer, "threadFlows");
    const JsonObject thread(writer);
    const JsonArray steps(writer, "locations");
    for (const finding::FlowStep& step : finding.flow) {
        const JsonObject item(writer);
        {
            const JsonArray kinds(writer, "kinds");
            writer.value(step.kind == finding::FlowStep::Kind::source ? "source"
                         : step.kind == finding::FlowStep::Kind::sink ? "sink"
                                                                      : "propagation");
        }
        const JsonObject location(writer, "location");
        write_physical_location(writer, step.file, step.range, {});
    }
}

void write_commit(JsonWriter& writer, const Finding& finding) {
    const auto* secret = std::get_if<finding::SecretLocation>(&finding.location);
    if (secret == nullptr) return;
    if (!secret->commit.sha.empty()) {
        const JsonObject commit(writer, "commit");
        writer.member("sha", secret->commit.sha);
        writer.member_unless_empty("author", secret->commit.author);
        writer.member_unless_empty("date", secret->commit.date);
        writer.member_unless_empty("message", secret->commit.message);
    }
    if (secret->still_at_head) writer.member("stillAtHead", *secret->still_at_head);
}

void write_properties(JsonWriter& writer, const Finding& finding) {
    const JsonObject properties(writer, "properties");
    writer.member("severity", to_string(finding.severity));
    writer.member_unless_empty("security-severity", security_severity(finding.severity));
    if (finding.confidence != finding::Confidence::unknown) writer.member("confidence", to_string(finding.confidence));
    write_commit(writer, finding);
    if (finding.flags.empty()) return;
    const JsonArray flags(writer, "likelyFalsePositive");
    for (const finding::Flag& flag : finding.flags) {
        const JsonObject object(writer);
        writer.member("origin", flag.origin);
        writer.member("description", flag.description);
    }
}

// By the findings that they answer.
using Fixes = std::unordered_multimap<std::string_view, const finding::Remediation*>;

void write_fix(JsonWriter& writer, const finding::Remediation& remediation, const std::vector<SarifFileChange>& changes) {
    const JsonObject fix(writer);
    write_text(writer, "description", remediation.summary);
    const JsonArray list(writer, "artifactChanges");
    for (const SarifFileChange& change : changes) {
        const JsonObject object(writer);
        {
            const JsonObject artifact(writer, "artifactLocation");
            writer.member("uri", to_uri(change.path));
            writer.member("uriBaseId", kRoot);
        }
        const JsonArray replacements(writer, "replacements");
        for (const SarifReplacement& each : change.replacements) {
            const JsonObject replacement(writer);
            {
                const JsonObject region(writer, "deletedRegion");
                writer.member("startLine", each.first);
                writer.member("endLine", each.last);
            }
            write_text(writer, "insertedContent", each.text);
        }
    }
}

void write_fixes(JsonWriter& writer, const Finding& finding, const Fixes& fixes) {
    const auto [begin, end] = fixes.equal_range(finding.fingerprint);
    std::vector<std::pair<const finding::Remediation*, std::vector<SarifFileChange>>> said;
    for (auto each = begin; each != end; ++each)
        if (auto changes = each->second->diff.size() > kLargestFix ? std::nullopt : sarif_changes(each->second->diff))
            said.emplace_back(each->second, std::move(*changes));
    if (said.empty()) return;
    const JsonArray list(writer, "fixes");
    for (const auto& [remediation, changes] : said) write_fix(writer, *remediation, changes);
}

void write_result(JsonWriter& writer, const Finding& finding, const Rules& rules, const Fixes& fixes) {
    const JsonObject result(writer);
    if (!finding.identifiers.empty()) {
        writer.member("ruleId", finding.rule());
        writer.member("ruleIndex", rules.index_of(finding.rule()));
    }
    writer.member("level", level_of(finding.severity));
    const std::string& message = finding.description.empty() ? finding.name : finding.description;
    write_text(writer, "message", message.empty() ? place_of(finding) : message);
    write_locations(writer, finding);
    if (!finding.fingerprint.empty()) {
        const JsonObject fingerprints(writer, "partialFingerprints");
        writer.member("squire/v1", finding.fingerprint);
    }
    write_flow(writer, finding);
    if (!finding.fingerprint.empty()) write_fixes(writer, finding, fixes);
    write_properties(writer, finding);
}

void write_driver(JsonWriter& writer, const Report& report, const Rules& rules) {
    const JsonObject tool(writer, "tool");
    const JsonObject driver(writer, "driver");
    writer.member("name", report.scanner.name.empty() ? report.scanner.id : report.scanner.name);
    writer.member_unless_empty("organization", report.scanner.vendor);
    writer.member_unless_empty("version", report.scanner.version);
    if (is_web_address(report.scanner.url)) writer.member("informationUri", report.scanner.url);
    const JsonArray list(writer, "rules");
    for (std::size_t i = 0; i < rules.list().size(); ++i) write_rule(writer, rules.list()[i], rules.tags(i));
}

void write_invocation(JsonWriter& writer, const Report& report) {
    const JsonArray invocations(writer, "invocations");
    const JsonObject invocation(writer);
    writer.member("executionSuccessful", report.status == finding::Status::success);
    writer.member("startTimeUtc", to_rfc3339(report.start_time));
    writer.member("endTimeUtc", to_rfc3339(report.end_time));
    if (report.messages.empty()) return;
    const JsonArray notifications(writer, "toolExecutionNotifications");
    for (const Problem& problem : report.messages) {
        const JsonObject notification(writer);
        writer.member("level", notification_level(problem.weight));
        write_text(writer, "message", describe(problem.error));
    }
}

void write_provenance(JsonWriter& writer, const finding::Provenance& provenance) {
    if (provenance.repository.empty() || provenance.revision.empty()) return;
    const JsonArray list(writer, "versionControlProvenance");
    const JsonObject details(writer);
    writer.member("repositoryUri", provenance.repository);
    writer.member("revisionId", provenance.revision);
    writer.member_unless_empty("branch", provenance.branch);
    const JsonObject mapped(writer, "mappedTo");
    writer.member("uriBaseId", kRoot);
}

void write_run(JsonWriter& writer, const Report& report) {
    const Rules rules(report);
    const JsonObject run(writer);
    write_driver(writer, report, rules);
    {
        const JsonObject automation(writer, "automationDetails");
        writer.member("id", fmt::format("squire/{}/", to_string(report.type)));
    }
    write_invocation(writer, report);
    write_provenance(writer, report.provenance);
    {
        const JsonObject bases(writer, "originalUriBaseIds");
        const JsonObject root(writer, kRoot);
        write_text(writer, "description", "The root folder of the project.");
    }
    writer.member("columnKind", "unicodeCodePoints");
    Fixes fixes;
    for (const finding::Remediation& each : report.remediations)
        for (const std::string& print : each.findings) fixes.emplace(print, &each);
    const JsonArray results(writer, "results");
    for (const Finding& finding : report.findings) write_result(writer, finding, rules, fixes);
}

} // namespace

std::string write_sarif(const Report& report) {
    const Report* const one = &report;
    return write_sarif({&one, 1});
}

std::string write_sarif(std::span<const Report* const> reports) {
    JsonWriter writer;
    std::size_t size = kHeadSize;
    for (const Report* report : reports) size += report->findings.size() * kResultSize;
    writer.reserve(size);
    {
        const JsonObject document(writer);
        writer.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        writer.member("version", "2.1.0");
        const JsonArray runs(writer, "runs");
        for (const Report* report : reports) write_run(writer, *report);
    }
    return writer.take();
}

} // namespace squire::formats
