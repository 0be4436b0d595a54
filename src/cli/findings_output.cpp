// SPDX-License-Identifier: MIT
#include "cli/findings_output.h"

#include <algorithm>
#include <ranges>

#include <fmt/format.h>

#include "base/text.h"
#include "cli/terminal_style.h"
#include "formats/csv_writer.h"
#include "formats/display_width.h"
#include "formats/json_writer.h"
#include "tracking/moves.h"

namespace squire::cli {
namespace {

using formats::JsonArray;
using formats::JsonObject;
using formats::JsonWriter;

constexpr std::size_t kShortCommit = 7;

void write_row(JsonWriter& writer, const store::VulnerabilityRow& row) {
    const JsonObject object(writer);
    writer.member("id", row.id);
    writer.member("type", finding::to_string(row.type));
    writer.member("severity", to_lower(finding::to_string(row.severity)));
    writer.member("state", finding::to_string(row.state));
    if (row.dismissal) writer.member("dismissal_reason", finding::to_string(*row.dismissal));
    writer.member("present", row.present);
    writer.member("name", row.name);
    writer.member("rule", row.rule);
    writer.member("place", row.place);
    writer.member_unless_empty("file", row.file);
    if (row.line > 0) writer.member("line", row.line);
    writer.member("first_seen", to_rfc3339(row.first_seen));
}

void write_event(JsonWriter& writer, const store::Event& event) {
    const JsonObject object(writer);
    writer.member("entry", event.entry);
    writer.member("time", to_rfc3339(event.time));
    writer.member("kind", store::to_string(event.kind));
    writer.member("state", finding::to_string(event.state));
    if (event.dismissal) writer.member("dismissal_reason", finding::to_string(*event.dismissal));
    writer.member_unless_empty("comment", event.comment);
    writer.member("actor", event.actor);
    writer.member_unless_empty("scanner", event.witness.scanner);
    writer.member_unless_empty("target", event.witness.target);
    writer.member_unless_empty("commit", event.commit);
    if (!event.findings.empty()) writer.member("place", place_of(event.findings.front()));
}

void write_scan(JsonWriter& writer, const store::ScanRecord& scan) {
    const JsonObject object(writer);
    writer.member("id", scan.id);
    writer.member("entry", scan.entry);
    writer.member("scanner", scan.witness.scanner);
    writer.member("target", scan.witness.target);
    writer.member("type", finding::to_string(scan.type));
    writer.member("status", store::to_string(scan.status));
    writer.member_unless_empty("commit", scan.provenance.revision);
    writer.member("ended", to_rfc3339(scan.ended));
    writer.member("findings", scan.findings);
    writer.member("new", scan.appeared);
    writer.member("back", scan.back);
    writer.member("still", scan.still);
    writer.member("gone", scan.gone);
}

void write_compared(JsonWriter& writer, const finding::Vulnerability& vulnerability) {
    const finding::Finding& finding = vulnerability.finding();
    const JsonObject object(writer);
    writer.member("id", vulnerability.id);
    writer.member("type", finding::to_string(finding.type));
    writer.member("severity", to_lower(finding::to_string(vulnerability.severity())));
    writer.member("state", finding::to_string(vulnerability.state));
    writer.member("name", finding.name);
    writer.member("rule", finding.rule());
    writer.member("place", place_of(finding));
}

} // namespace

std::string findings_table(const store::Store& store, std::span<const store::VulnerabilityRow> rows, const Environment& environment) {
    std::string out;
    const std::size_t width = std::max(40U, environment.width);
    for (const store::VulnerabilityRow& row : rows) {
        const auto short_id = store.short_id(row.id);
        const std::string id = short_id ? *short_id : row.id;
        const std::string plain = fmt::format("{}  {:<8}  {:<12}  {:<9}  ", id, finding::to_string(row.severity), tracking::words_of(row.state),
                                              age_of(row.first_seen, environment.clock.now()));
        const std::string head = fmt::format("{}  {}{}  {:<12}  {:<9}  ", paint(environment.colour, kBold, id),
                                             paint(environment.colour, colour_of(row.severity), finding::to_string(row.severity)),
                                             std::string(8 - std::min<std::size_t>(8, finding::to_string(row.severity).size()), ' '),
                                             tracking::words_of(row.state), age_of(row.first_seen, environment.clock.now()));
        const std::size_t room = width > plain.size() + 8 ? width - plain.size() : 8;
        out += fmt::format("{}{}\n", head, formats::fit(printable(row.name.empty() ? row.rule : row.name), room));
        out += fmt::format("{}{}{}\n", std::string(id.size() + 2, ' '), paint(environment.colour, kPlaceColour, printable(row.place)),
                           row.present ? "" : "  (gone)");
    }
    return out;
}

std::string findings_json(std::span<const store::VulnerabilityRow> rows) {
    JsonWriter writer;
    {
        const JsonArray list(writer);
        for (const store::VulnerabilityRow& row : rows) write_row(writer, row);
    }
    return writer.take();
}

std::string findings_csv(std::span<const store::VulnerabilityRow> rows) {
    std::string out = formats::csv_record(
        {"id", "severity", "state", "dismissal_reason", "present", "type", "rule", "name", "place", "file", "line", "first_seen"});
    for (const store::VulnerabilityRow& row : rows) {
        out += formats::csv_record({row.id, to_lower(finding::to_string(row.severity)), finding::to_string(row.state),
                                    row.dismissal ? finding::to_string(*row.dismissal) : "", row.present ? "yes" : "no",
                                    finding::to_string(row.type), row.rule, row.name, row.place, row.file,
                                    row.line > 0 ? std::to_string(row.line) : "", to_rfc3339(row.first_seen)});
    }
    return out;
}

std::string vulnerability_json(const finding::Vulnerability& vulnerability, const std::vector<store::Event>& history) {
    const finding::Finding& finding = vulnerability.finding();
    JsonWriter writer;
    {
        const JsonObject object(writer);
        writer.member("id", vulnerability.id);
        writer.member("type", finding::to_string(finding.type));
        writer.member("severity", to_lower(finding::to_string(vulnerability.severity())));
        writer.member("state", finding::to_string(vulnerability.state));
        if (vulnerability.dismissal) writer.member("dismissal_reason", finding::to_string(*vulnerability.dismissal));
        writer.member("present", vulnerability.present());
        writer.member("name", finding.name);
        writer.member("rule", finding.identifiers.empty() ? "" : finding.rule());
        writer.member("place", place_of(finding));
        writer.member_unless_empty("file", file_of(finding));
        writer.member_unless_empty("evidence", finding.evidence);
        writer.member_unless_empty("description", finding.description);
        writer.member_unless_empty("solution", finding.solution);
        writer.member("fingerprint", finding.fingerprint);
        writer.member("first_seen", to_rfc3339(vulnerability.first_seen));
        {
            const JsonArray list(writer, "identifiers");
            for (const finding::Identifier& each : finding.identifiers) {
                const JsonObject identifier(writer);
                writer.member("type", each.type);
                writer.member("value", each.value);
                writer.member_unless_empty("name", each.name);
                writer.member_unless_empty("url", each.url);
            }
        }
        {
            const JsonArray list(writer, "witnesses");
            for (const finding::Sighting& each : vulnerability.sightings) {
                const JsonObject witness(writer);
                writer.member("scanner", each.witness.scanner);
                writer.member("target", each.witness.target);
                writer.member("present", each.present);
                writer.member("place", place_of(each.findings.front()));
            }
        }
        {
            const JsonArray list(writer, "flow");
            for (const finding::FlowStep& each : finding.flow) {
                const JsonObject step(writer);
                writer.member("file", each.file);
                writer.member("line", each.range.start_line);
            }
        }
        const JsonArray list(writer, "history");
        for (const store::Event& each : history) write_event(writer, each);
    }
    return writer.take();
}

std::string scans_table(std::span<const store::ScanRecord> scans, const Environment& environment) {
    std::size_t widest = 7;
    for (const store::ScanRecord& scan : scans) widest = std::max(widest, formats::display_width(printable(scan.witness.scanner)));
    widest = std::min<std::size_t>(widest, 24);
    std::string out = paint(environment.colour, kBold,
                            fmt::format("{:<8}  {:<16}  {:<{}}  {:<9}  {:<7}  {:>5}  {:>5}  {:>5}  {:>5}", "scan", "when", "scanner", widest,
                                        "looked at", "commit", "new", "back", "still", "gone"));
    out += '\n';
    for (const store::ScanRecord& scan : scans) {
        std::string when = to_rfc3339(scan.ended).substr(0, 16);
        std::ranges::replace(when, 'T', ' ');
        const std::string commit = scan.provenance.revision.empty() ? "-" : scan.provenance.revision.substr(0, kShortCommit);
        out += fmt::format("{:<8}  {:<16}  {}  {:<9}  {:<7}  ", scan.id.substr(0, 8), when,
                           formats::fit_and_fill(printable(scan.witness.scanner), widest), printable(scan.witness.target), commit);
        if (scan.status == store::ScanStatus::failed) {
            out += "failed\n";
            continue;
        }
        out += fmt::format("{:>5}  {:>5}  {:>5}  {:>5}\n", scan.appeared, scan.back, scan.still,
                           scan.status == store::ScanStatus::complete ? std::to_string(scan.gone) : "-");
    }
    return out;
}

std::string scans_json(std::span<const store::ScanRecord> scans) {
    JsonWriter writer;
    {
        const JsonArray list(writer);
        for (const store::ScanRecord& scan : scans) write_scan(writer, scan);
    }
    return writer.take();
}

Result<std::string> comparison_json(const workspace::Comparison& comparison, const store::Store& store) {
    JsonWriter writer;
    {
        const JsonObject object(writer);
        writer.key("before");
        write_scan(writer, comparison.before);
        writer.key("after");
        write_scan(writer, comparison.after);
        for (const auto& [name, ids] :
             {std::pair("new", &comparison.appeared), std::pair("back", &comparison.back), std::pair("gone", &comparison.gone)}) {
            writer.key(name);
            const JsonArray list(writer);
            for (const std::string& id : *ids) {
                const auto vulnerability = store.vulnerability(id);
                if (!vulnerability) return std::unexpected(vulnerability.error());
                write_compared(writer, *vulnerability);
            }
        }
    }
    return writer.take();
}

} // namespace squire::cli
