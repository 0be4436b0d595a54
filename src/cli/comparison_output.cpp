// SPDX-License-Identifier: MIT
#include "cli/comparison_output.h"

#include <algorithm>
#include <map>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "base/counted.h"
#include "base/text.h"
#include "bugreport/project_text.h"
#include "cli/terminal_style.h"
#include "formats/display_width.h"
#include "formats/json_writer.h"
#include "formats/masking.h"

namespace squire::cli {
namespace {

using bugreport::Group;
using bugreport::Voice;
using finding::Finding;
using formats::JsonArray;
using formats::JsonObject;
using formats::JsonWriter;

constexpr std::uint32_t kMostLines = 5; // of code, of one disagreement

finding::Range range_of(const Finding& finding) {
    if (const auto* code = std::get_if<finding::CodeLocation>(&finding.location)) return code->range;
    if (const auto* secret = std::get_if<finding::SecretLocation>(&finding.location)) return secret->range;
    return {};
}

// The lines of a finding: of the project's file where it is there, else what the report quotes. Secrets are taken out of either.
class Code {
public:
    explicit Code(const ReportsCompared& compared) : compared_(compared) {}

    std::vector<std::pair<std::uint32_t, std::string>> of(const Finding& finding) {
        const finding::Range range = range_of(finding);
        std::vector<std::pair<std::uint32_t, std::string>> lines;
        if (finding.type != finding::ReportType::secret_detection && range.start_line > 0) {
            const std::vector<std::string>& file = lines_of(std::string(file_of(finding)));
            const std::uint32_t last = std::min(std::max(range.start_line, range.end_line), range.start_line + kMostLines - 1);
            for (std::uint32_t number = range.start_line; number <= last && number <= file.size(); ++number)
                lines.emplace_back(number, file[number - 1]);
        }
        if (!lines.empty() || trim(finding.evidence).empty()) return lines;
        const std::string quoted = finding.type == finding::ReportType::secret_detection ? finding.evidence
                                   : compared_.redact                                    ? compared_.redact(finding.evidence)
                                                                                         : formats::masked(finding.evidence);
        std::uint32_t number = range.start_line;
        for (const std::string_view line : split(quoted, '\n')) {
            if (lines.size() < kMostLines) lines.emplace_back(number++, std::string(line));
        }
        return lines;
    }

private:
    const std::vector<std::string>& lines_of(const std::string& file) {
        if (name_ == file) return lines_; // groups come by file
        name_ = file;
        lines_.clear();
        if (compared_.source.empty() || !compared_.redact) return lines_;
        const auto text = bugreport::project_text(compared_.source, file);
        if (!text) return lines_;
        const std::string redacted = compared_.redact(*text);
        for (const std::string_view line : split(redacted, '\n')) lines_.emplace_back(line);
        // A secret of several lines was taken out, and lines are no longer where the report says.
        if (std::ranges::count(*text, '\n') + 1 != static_cast<std::ptrdiff_t>(lines_.size())) lines_.clear();
        return lines_;
    }

    const ReportsCompared& compared_;
    std::string name_ = "\n"; // no file's
    std::vector<std::string> lines_;
};

std::string rule_of(const Finding& finding) {
    const std::string_view rule = finding.rule();
    const std::size_t dot = rule.rfind('.');
    return std::string(dot == std::string_view::npos ? rule : rule.substr(dot + 1));
}

class Table {
public:
    Table(const ReportsCompared& compared, std::size_t most, const Environment& environment)
        : compared_(compared), code_(compared), most_(most), environment_(environment),
          width_(std::clamp<std::size_t>(environment.width, 60, 160)) {}

    std::string draw() {
        for (std::size_t r = 0; r < compared_.reports.size(); ++r) {
            const finding::Report& report = compared_.reports[r];
            const std::string scanner = report.scanner.name.empty() ? report.scanner.id : report.scanner.name;
            line(fmt::format("[{}] {}  {}{}  {}", r + 1, painted(kPlaceColour, printable(compared_.files[r])), printable(scanner),
                             report.scanner.version.empty() ? "" : ' ' + printable(report.scanner.version),
                             counted(report.findings.size(), "finding")));
        }
        line("");
        summary();
        for (std::size_t r = 0; r < compared_.reports.size(); ++r) {
            // With two reports "only here" and "only there" say it all; with more, who is alone and who is missing are two lists.
            section(fmt::format("Only in [{}]", r + 1),
                    [&](const Group& group) { return group.voices.size() == 1 && !group.missing.empty() && group.voices.front().report == r; });
        }
        section("Missing in some", [](const Group& group) { return group.voices.size() > 1 && !group.missing.empty(); });
        section("Different severity", [](const Group& group) { return group.severity_differs; });
        section("Different place", [](const Group& group) { return group.place_differs; });
        faults();
        return std::move(out_);
    }

private:
    void line(std::string_view text) {
        out_ += text;
        out_ += '\n';
    }
    [[nodiscard]] std::string painted(std::string_view code, std::string_view text) const { return paint(environment_.colour, code, text); }
    [[nodiscard]] const Finding& finding(const Voice& voice) const { return compared_.reports[voice.report].findings[voice.finding]; }

    void summary() {
        std::size_t missing = 0;
        std::size_t severity = 0;
        std::size_t place = 0;
        for (const Group& group : compared_.groups) {
            missing += group.missing.empty() ? 0 : 1;
            severity += group.severity_differs ? 1 : 0;
            place += group.place_differs ? 1 : 0;
        }
        if (compared_.reports.size() > 1)
            line(fmt::format("{} agreed, {} not said by all, {} of different severity, {} at different places", compared_.agreed(), missing,
                             severity, place));
        line(compared_.fault_count() == 0 ? "The reports are sound."
                                          : fmt::format("{} of the reports themselves.", counted(compared_.fault_count(), "fault")));
    }

    template <class Which> void section(std::string_view title, Which which) {
        const auto count = static_cast<std::size_t>(std::ranges::count_if(compared_.groups, which));
        if (count == 0) return;
        line("");
        line(painted(kBold, fmt::format("{} ({})", title, count)));
        std::size_t shown = 0;
        for (const Group& group : compared_.groups) {
            if (!which(group)) continue;
            if (++shown > most_) break;
            show(group);
        }
        if (count > most_) line(fmt::format("  … and {} more: --limit 0 shows all", count - most_));
    }

    void show(const Group& group) {
        for (const Voice& voice : group.voices) {
            const Finding& each = finding(voice);
            line(fmt::format("  [{}] {}  {}  {}", voice.report + 1, painted(kPlaceColour, printable(place_of(each))),
                             painted(colour_of(each.severity), finding::to_string(each.severity)), printable(rule_of(each))));
        }
        for (std::size_t i = 0; i < group.missing.size(); ++i) {
            if (!group.why[i].empty()) line(fmt::format("  [{}] {}", group.missing[i] + 1, printable(shorten(group.why[i], 200))));
        }
        for (const auto& [number, text] : code_.of(finding(group.voices.front()))) {
            std::string spaced;
            for (const char c : text.substr(0, 4 * width_)) spaced += c == '\t' ? std::string("    ") : std::string(1, c);
            line(fmt::format("      {}{}", painted(kDim, number == 0 ? "│ " : fmt::format("{:>5} │ ", number)),
                             formats::fit(printable(spaced), width_ - 15)));
        }
    }

    void faults() {
        if (compared_.fault_count() == 0) return;
        line("");
        line(painted(kBold, "Faults of the reports"));
        for (std::size_t r = 0; r < compared_.faults.size(); ++r) {
            for (const formats::ReportFault& fault : compared_.faults[r]) {
                line(fmt::format("  [{}] {}: {}", r + 1, formats::to_string(fault.kind), printable(shorten(fault.what, 300))));
                line(fmt::format("      {}", painted(kDim, fmt::format("{} at {}", counted(fault.count, "place"), printable(fault.place)))));
            }
        }
    }

    const ReportsCompared& compared_;
    Code code_;
    std::size_t most_;
    const Environment& environment_;
    std::size_t width_;
    std::string out_;
};

void write_group(JsonWriter& writer, const ReportsCompared& compared, const Group& group, Code& code) {
    const JsonObject object(writer);
    const Finding& first = compared.reports[group.voices.front().report].findings[group.voices.front().finding];
    writer.member("place", place_of(first));
    writer.member("agreed", group.is_agreed());
    writer.member("likeness", bugreport::to_string(group.likeness));
    writer.member("severity_differs", group.severity_differs);
    writer.member("place_differs", group.place_differs);
    {
        const JsonArray list(writer, "findings");
        for (const std::vector<Voice>* voices : {&group.voices, &group.doubles}) {
            for (const Voice& voice : *voices) {
                const Finding& finding = compared.reports[voice.report].findings[voice.finding];
                const JsonObject said(writer);
                writer.member("report", voice.report + 1);
                writer.member("rule", finding.rule());
                writer.member("severity", to_lower(finding::to_string(finding.severity)));
                writer.member("place", place_of(finding));
                if (voices == &group.doubles) writer.member("again", true);
            }
        }
    }
    {
        const JsonArray list(writer, "missing");
        for (std::size_t i = 0; i < group.missing.size(); ++i) {
            const JsonObject missing(writer);
            writer.member("report", group.missing[i] + 1);
            writer.member_unless_empty("why", group.why[i]);
        }
    }
    const JsonArray list(writer, "code");
    if (group.is_agreed()) return;
    for (const auto& [number, text] : code.of(first)) writer.value(text);
}

} // namespace

std::size_t ReportsCompared::agreed() const { return static_cast<std::size_t>(std::ranges::count_if(groups, &Group::is_agreed)); }

std::size_t ReportsCompared::fault_count() const {
    std::size_t count = 0;
    for (const auto& of_report : faults) count += of_report.size();
    return count;
}

std::string comparison_table(const ReportsCompared& compared, std::size_t most, const Environment& environment) {
    return Table(compared, most, environment).draw();
}

std::string comparison_json(const ReportsCompared& compared) {
    JsonWriter writer;
    {
        const JsonObject object(writer);
        {
            const JsonArray list(writer, "reports");
            for (std::size_t r = 0; r < compared.reports.size(); ++r) {
                const finding::Report& report = compared.reports[r];
                const JsonObject each(writer);
                writer.member("number", r + 1);
                writer.member("file", compared.files[r]);
                writer.member("scanner", report.scanner.name.empty() ? report.scanner.id : report.scanner.name);
                writer.member("version", report.scanner.version);
                writer.member("type", finding::to_string(report.type));
                writer.member("findings", report.findings.size());
                const JsonArray faults(writer, "faults");
                for (const formats::ReportFault& fault : compared.faults[r]) {
                    const JsonObject one(writer);
                    writer.member("kind", formats::to_string(fault.kind));
                    writer.member("what", fault.what);
                    writer.member("place", fault.place);
                    writer.member("count", fault.count);
                }
            }
        }
        writer.member("agreed", compared.agreed());
        const JsonArray list(writer, "groups");
        Code code(compared);
        for (const Group& group : compared.groups) write_group(writer, compared, group, code);
    }
    return writer.take();
}

} // namespace squire::cli
