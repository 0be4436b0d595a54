// SPDX-License-Identifier: MIT
#include "journey/page_parts.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/file.h"

namespace squire::journey {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::size_t kMostFiles = 500; // of a folder

Json json_in(const Run& run, const char* name) {
    const auto text = read_file(run.output.root() / name);
    return text ? Json::parse(*text, nullptr, false) : Json();
}

std::string text_in(const Run& run, const std::string& name) { return read_file(run.output.root() / name).value_or(""); }

std::string text_of(const Json& json, const char* name) {
    const auto found = json.is_object() ? json.find(name) : json.end();
    return json.is_object() && found != json.end() && found->is_string() ? found->get<std::string>() : "";
}

std::optional<double> number_of(const Json& json, const char* name) {
    if (!json.is_object()) return std::nullopt;
    const auto found = json.find(name);
    return found != json.end() && found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
}

const Json& list_of(const Json& json, const char* name) {
    static const Json kNone = Json::array();
    if (!json.is_object()) return kNone;
    const auto found = json.find(name);
    return found != json.end() && found->is_array() ? *found : kNone;
}

std::vector<std::string> texts_of(const Json& json, const char* name) {
    std::vector<std::string> texts;
    for (const Json& each : list_of(json, name))
        if (each.is_string()) texts.push_back(each.get<std::string>());
    return texts;
}

// The names of the files in and below a folder of results, in order; with this ending.
std::vector<std::string> files_in(const Run& run, const std::string& folder, std::string_view ending) {
    std::vector<std::string> names;
    std::error_code ignored;
    for (fs::directory_iterator each(run.output.root() / folder, ignored), end; each != end && names.size() < kMostFiles;
         each.increment(ignored)) {
        std::string name = each->path().filename().string();
        if (name.ends_with(ending) && each->is_regular_file(ignored)) names.push_back(fmt::format("{}/{}", folder, name));
    }
    std::ranges::sort(names);
    return names;
}

// What a Markdown text calls itself, or else its file's name.
std::string title_of(const std::string& text, const std::string& file) {
    std::string_view line = std::string_view(text).substr(0, text.find('\n'));
    while (line.starts_with('#') || line.starts_with(' ')) line.remove_prefix(1);
    return line.empty() || line.size() > 150 ? fs::path(file).filename().string() : std::string(line);
}

} // namespace

void add_assessment(const Run& run, dashboard::Dashboard& page) {
    const Json document = json_in(run, "assessment/assessment.json");
    const Json& projects = list_of(document, "projects");
    if (projects.empty() || !projects.front().is_object()) return;
    const Json& project = projects.front();
    const auto scores = project.find("scores");
    if (scores == project.end() || !scores->is_object()) return;
    for (const char* aspect : {"need", "reach", "receptiveness", "feasibility", "fit"}) {
        const auto score = scores->find(aspect);
        if (score != scores->end()) page.scores.push_back({.aspect = aspect, .value = number_of(*score, "value")});
    }
    for (const Json& signal : list_of(project, "signals"))
        page.reasons.push_back(
            {.title = text_of(signal, "title"), .evidence = text_of(signal, "evidence"), .value = number_of(signal, "value")});
    page.address = text_of(project, "repository");
}

void add_pipeline(const Run& run, dashboard::Dashboard& page) {
    for (const auto& [file, title] : {std::pair{"integrate/before.svg", "Before"}, {"integrate/after.svg", "With the scanners"}}) {
        std::string svg = text_in(run, file);
        if (svg.starts_with("<svg ")) page.pictures.push_back({.title = title, .svg = std::move(svg)});
    }
    const Json plan = json_in(run, "integrate/integration.json");
    for (const Json& kind : list_of(plan, "pipelines"))
        page.pipelines.push_back(
            {.title = text_of(kind, "for"), .before = texts_of(kind, "jobs_before"), .added = texts_of(kind, "jobs_added")});
    if (std::string diff = text_in(run, "integrate/pipeline.diff"); !diff.empty())
        page.changes.push_back({.title = "Scanners in the pipeline", .file = "integrate/pipeline.diff", .diff = std::move(diff)});
}

void add_drafts(const Run& run, dashboard::Dashboard& page) {
    if (std::string letter = text_in(run, "assessment/introduction.md"); !letter.empty())
        page.drafts.push_back({.title = "Letter to the maintainers", .file = "assessment/introduction.md", .text = std::move(letter)});
    if (std::string request = text_in(run, "integrate/merge-request.md"); !request.empty())
        page.drafts.push_back(
            {.title = "Merge request: scanners in the pipeline", .file = "integrate/merge-request.md", .text = std::move(request)});
    for (const auto& [folder, kind] :
         {std::pair{"merge-requests", "Merge request"}, {"private", "For the maintainers alone"}, {"issues", "Report to a scanner's team"}}) {
        for (const std::string& file : files_in(run, folder, ".md")) {
            std::string text = text_in(run, file);
            page.drafts.push_back({.title = fmt::format("{}: {}", kind, title_of(text, file)), .file = file, .text = std::move(text)});
        }
    }
    for (const std::string& file : files_in(run, "fixes", ".diff"))
        page.changes.push_back({.title = fs::path(file).stem().string(), .file = file, .diff = text_in(run, file)});
}

void add_files(const Run& run, dashboard::Dashboard& page) {
    static constexpr std::array<std::array<std::string_view, 3>, 11> kKnown{{
        {"writeup/writeup.html", "Write-up", "for everybody: what was done, in numbers that can be traced"},
        {"writeup/writeup.pdf", "Write-up (PDF)", "the same for print"},
        {"writeup/slides.html", "Slides", "the same for a talk"},
        {"writeup.md", "Source of the write-up", "the place for your own words"},
        {"assessment/assessment.html", "Assessment", "every signal with its evidence"},
        {"triage/triage.md", "Proposed decisions", "what is likely real, and why"},
        {"triage/triage.json", "Proposed decisions (JSON)", "the same for programs"},
        {"fixes/unfixed.md", "Without a change", "which findings got no repair, and why"},
        {"disagreements/disagreements.md", "Disagreements", "what not every scanner saw"},
        {"integrate/integration.json", "Integration (JSON)", "which scanners suit, and what was proved"},
        {"squire.toml", "Settings", "of this workspace"},
    }};
    std::error_code ignored;
    for (const auto& [file, title, what] : kKnown)
        if (fs::exists(run.output.root() / file, ignored)) page.files.push_back({std::string(title), std::string(file), std::string(what)});
    for (const auto& [folder, what] : {std::pair{"branches", "a branch, for git am"},
                                       {"reports/tree", "a report about the files"},
                                       {"reports/history", "a report about the history"}}) {
        for (const std::string& file : files_in(run, folder, "")) page.files.push_back({file, file, what});
    }
}

} // namespace squire::journey
