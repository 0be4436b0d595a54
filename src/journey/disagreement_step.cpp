// SPDX-License-Identifier: MIT
#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/counted.h"
#include "base/file.h"
#include "bugreport/report_comparison.h"
#include "formats/own_json.h"
#include "journey/step.h"
#include "journey/table_cell.h"
#include "scan/redaction.h"
#include "workspace/bug_drafts.h"
#include "workspace/imports.h"

namespace squire::journey {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostReports = 30;
constexpr std::size_t kMostRows = 300;
constexpr const char* kBugFolder = "issues";

struct Compared {
    std::vector<finding::Report> reports;
    std::vector<std::string> names;
    std::size_t foreign = 0;
};

void add_own(const Run& run, Compared& all) {
    for (const char* scanner : {"sast", "secrets", "dependencies"}) {
        const auto text = read_file(run.output.root() / fmt::format("reports/tree/squire-{}.json", scanner), 1ULL << 30U);
        auto report = text ? formats::read_json(*text) : std::unexpected(text.error());
        if (!report) continue;
        all.reports.push_back(std::move(*report));
        all.names.emplace_back("Squire");
    }
}

void add_foreign(Run& run, Compared& all) {
    for (const std::string& name : foreign_reports(run)) {
        if (all.reports.size() >= kMostReports) {
            run.problems.add(Weight::warning,
                             {ErrorKind::limit, fmt::format("only {} reports are compared at once", kMostReports), kForeignFolder, ""});
            return;
        }
        auto read = workspace::read_report_file(run.output.root() / kForeignFolder / name, finding::ReportType::sast, run.problems);
        if (!read) {
            run.problems.add(Weight::warning, read.error());
            continue;
        }
        for (finding::Report& report : read->reports) {
            all.names.push_back(report.scanner.name.empty() ? name : report.scanner.name);
            all.reports.push_back(std::move(report));
            ++all.foreign;
        }
    }
}

std::string who(const Compared& all, const std::vector<std::size_t>& reports) {
    std::string names;
    for (const std::size_t report : reports) {
        const std::string& name = all.names[report];
        if (!names.contains(name)) names += (names.empty() ? "" : ", ") + name;
    }
    return names;
}

// Where reports of others stand against ours.
Result<Outcome> compare_reports_of_others(Run& run) {
    Compared all;
    add_foreign(run, all);
    if (all.foreign == 0) return Outcome{.summary = fmt::format("no reports of others in {}/", kForeignFolder)};
    add_own(run, all);
    std::vector<bugreport::Group> groups = bugreport::compare_reports(all.reports);
    const std::size_t seen = groups.size();
    std::erase_if(groups, [](const bugreport::Group& group) { return group.missing.empty(); });
    std::string text = fmt::format(
        "# Where scanners disagree\n\n{} seen, {} of them not by all that could have. Each may be a false alarm of one or a miss of the other: "
        "look at the code, then `squire bug`.\n\n| What | Where | Says it | Does not | Why |\n| --- | --- | --- | --- | --- |\n",
        counted(seen, "weakness", "weaknesses"), groups.size());
    for (std::size_t i = 0; i < std::min(groups.size(), kMostRows); ++i) {
        const bugreport::Group& group = groups[i];
        std::vector<std::size_t> voices;
        for (const bugreport::Voice& voice : group.voices) voices.push_back(voice.report);
        const finding::Finding& finding = all.reports[group.voices.front().report].findings[group.voices.front().finding];
        text +=
            fmt::format("| {} | {} | {} | {} | {} |\n", table_cell(finding.name), table_cell(place_of(finding)), table_cell(who(all, voices)),
                        table_cell(who(all, group.missing)), table_cell(group.why.empty() ? "" : group.why.front()));
    }
    if (groups.size() > kMostRows) text += fmt::format("\nAnd {} more: `squire compare` lists all.\n", groups.size() - kMostRows);
    if (auto written = run.output.write("disagreements/disagreements.md", text); !written) return std::unexpected(written.error());
    return Outcome{.summary = fmt::format("{} compared: {}, {} not seen by all", counted(all.foreign, "report of others", "reports of others"),
                                          counted(seen, "weakness", "weaknesses"), groups.size())};
}

} // namespace

std::vector<std::string> foreign_reports(const Run& run) {
    std::vector<std::string> names;
    std::error_code ignored;
    for (fs::directory_iterator each(run.output.root() / kForeignFolder, ignored), end; each != end; each.increment(ignored)) {
        const std::string ending = each->path().extension().string();
        if ((ending == ".json" || ending == ".sarif") && each->is_regular_file(ignored)) names.push_back(each->path().filename().string());
    }
    std::ranges::sort(names);
    return names;
}

Result<Outcome> disagreement_step(Run& run) {
    auto outcome = compare_reports_of_others(run);
    if (!outcome) return outcome;
    const std::string& own = run.workspace.settings.rules;
    auto redact = scan::make_redaction(run.workspace.sandbox(), own.empty() ? std::nullopt : std::optional(run.workspace.root / own), run.cache);
    if (!redact) return std::unexpected(redact.error());
    const auto drafts = workspace::draft_false_positives(
        run.workspace, run.store, kBugFolder, run.clock.now(),
        {.person = run.person, .workers = run.workers, .cancellation = &run.cancellation, .redact = std::move(*redact)}, run.problems);
    if (!drafts) return std::unexpected(drafts.error());
    for (const auto& [name, text] : drafts->files) {
        if (auto written = run.output.write(fmt::format("{}/{}", kBugFolder, name), text); !written) return std::unexpected(written.error());
    }
    outcome->summary = fmt::format("{}; {}", drafts->summary(), outcome->summary);
    return outcome;
}

} // namespace squire::journey
