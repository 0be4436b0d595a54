// SPDX-License-Identifier: MIT
#include "formats/gitlab_location.h"

#include <fmt/format.h>

#include "formats/gitlab_rules.h"

namespace squire::formats {
namespace {

using finding::FlowStep;
using finding::ReportType;

finding::Range read_lines(const JsonCursor& location) {
    const std::uint32_t start = location.count("start_line");
    const std::uint32_t end = location.count("end_line");
    return {.start_line = start,
            .end_line = end == 0 ? start : end,
            .start_column = location.count("start_column"),
            .end_column = location.count("end_column")};
}

std::string read_scope(const JsonCursor& location) {
    const std::string outer = location.text("class");
    const std::string inner = location.text("method");
    return outer.empty() || inner.empty() ? outer + inner : outer + "/" + inner;
}

finding::CommitInfo read_commit(const JsonCursor& finding, const JsonCursor& location) {
    JsonCursor commit = location.object("commit");
    if (!commit.exists() && finding.has("commit")) {
        finding.warn("the commit stands beside the location, not in it", "commit");
        commit = finding.object("commit");
    }
    if (!commit.exists()) location.warn("a secret without a commit");
    finding::CommitInfo info{
        .sha = commit.text("sha"), .author = commit.text("author"), .date = commit.text("date"), .message = commit.text("message")};
    if (info.sha.empty()) info.sha = kNoCommit;
    return info;
}

// GitLab's own analyzers give no word on it; Squire says it among the details.
std::optional<bool> read_still_at_head(const JsonCursor& finding) { return finding.object("details").object("still_at_head").boolean("value"); }

finding::Location read_dependency(const JsonCursor& location) {
    const JsonCursor dependency = location.object("dependency");
    if (!dependency.exists()) location.warn("a location without a dependency");
    return finding::DependencyLocation{.file = location.text("file"),
                                       .package = dependency.object("package").text("name"),
                                       .version = dependency.text("version"),
                                       .direct = dependency.boolean("direct")};
}

finding::Location read_container(const JsonCursor& location) {
    const JsonCursor dependency = location.object("dependency");
    const JsonCursor resource = location.object("kubernetes_resource");
    if (!location.has("image")) location.warn("a location without an image");
    return finding::ContainerLocation{.image = location.text("image"),
                                      .operating_system = location.text("operating_system"),
                                      .package = dependency.object("package").text("name"),
                                      .version = dependency.text("version"),
                                      .namespace_ = resource.text("namespace"),
                                      .kind = resource.text("kind"),
                                      .resource_name = resource.text("name"),
                                      .container_name = resource.text("container_name")};
}

FlowStep read_step(const JsonCursor& node) {
    const JsonCursor place = node.object("file_location");
    const std::string kind = node.text("node_type");
    if (kind != "source" && kind != "sink" && kind != "propagation") node.warn(fmt::format("\"{}\" is no type of a node", kind), "node_type");
    const std::uint32_t start = place.count("line_start");
    const std::uint32_t end = place.count("line_end");
    return {.kind = kind == "source" ? FlowStep::Kind::source
                    : kind == "sink" ? FlowStep::Kind::sink
                                     : FlowStep::Kind::propagation,
            .file = place.text("file_name"),
            .range = {.start_line = start,
                      .end_line = end == 0 ? start : end,
                      .start_column = place.count("column_start"),
                      .end_column = place.count("column_end")}};
}

} // namespace

finding::Location read_gitlab_location(const JsonCursor& finding, ReportType type) {
    const JsonCursor location = finding.object("location");
    if (!location.exists()) finding.warn("a finding without a location");
    switch (type) {
    case ReportType::secret_detection:
        return finding::SecretLocation{.file = location.text("file"),
                                       .range = read_lines(location),
                                       .commit = read_commit(finding, location),
                                       .still_at_head = read_still_at_head(finding)};
    case ReportType::dependency_scanning: return read_dependency(location);
    case ReportType::container_scanning:
    case ReportType::cluster_image_scanning: return read_container(location);
    case ReportType::dast:
    case ReportType::api_fuzzing:
        return finding::WebLocation{location.text("hostname"), location.text("path"), location.text("method"), location.text("param")};
    case ReportType::coverage_fuzzing:
        return finding::CrashLocation{.crash_address = location.text("crash_address"),
                                      .stacktrace_snippet = location.text("stacktrace_snippet"),
                                      .crash_state = location.text("crash_state"),
                                      .crash_type = location.text("crash_type")};
    case ReportType::sast: break;
    }
    return finding::CodeLocation{.file = location.text("file"), .range = read_lines(location), .scope = read_scope(location)};
}

std::vector<FlowStep> read_gitlab_flow(const JsonCursor& finding) {
    std::vector<FlowStep> steps;
    const JsonCursor details = finding.object("details");
    for (const std::string& key : details.keys()) {
        const JsonCursor detail = details.object(key);
        if (detail.text("type") != "code-flows") continue;
        const JsonCursor flows = detail.list("items");
        if (flows.size() == 0) continue;
        const JsonCursor flow = flows.list_at(0);
        for (std::size_t i = 0; i < flow.size(); ++i) {
            if (const JsonCursor node = flow.at(i); node.exists()) steps.push_back(read_step(node));
        }
        break;
    }
    return steps;
}

} // namespace squire::formats
