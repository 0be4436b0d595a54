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
#include "writeup/chart.h"

namespace squire::journey {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::size_t kMostFiles = 500; // of a folder
constexpr std::string_view kDisagreements = "issues/disagreements.md";
constexpr std::string_view kArticle = "<article>\n"; // as writeup/document.cpp begins it

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
            if (file == kDisagreements) continue; // for the person who runs this, and for nobody else
            std::string text = text_in(run, file);
            page.drafts.push_back({.title = fmt::format("{}: {}", kind, title_of(text, file)), .file = file, .text = std::move(text)});
        }
    }
    for (const std::string& file : files_in(run, "fixes", ".diff")) {
        // The text that goes with it has a name for people.
        const std::string name = fs::path(file).stem().string();
        std::string title = name;
        for (const char* folder : {"merge-requests", "private"}) {
            const std::string text = text_in(run, fmt::format("{}/{}.md", folder, name));
            if (!text.empty()) title = title_of(text, name);
        }
        page.changes.push_back({.title = std::move(title), .file = file, .diff = text_in(run, file)});
    }
}

void add_write_up(const Run& run, dashboard::Dashboard& page) {
    const std::string html = text_in(run, "writeup/writeup.html");
    const std::size_t begin = html.find(kArticle);
    const std::size_t end = html.rfind("</article>");
    if (begin != std::string::npos && end != std::string::npos && begin + kArticle.size() < end) {
        page.write_up.article = html.substr(begin + kArticle.size(), end - begin - kArticle.size());
        page.write_up.style = writeup::chart_style();
    }
    static constexpr std::array<std::array<std::string_view, 3>, 6> kVersions{{
        {"writeup/writeup.html", "Page", "for everybody; nothing in it is under embargo"},
        {"writeup/writeup.pdf", "PDF", "the same on paper"},
        {"writeup/slides.html", "Slides", "the same for a talk; also as slides.pdf"},
        {"writeup/writeup.md", "Markdown", "the same for a blog or a handbook, with its charts beside it"},
        {"writeup/maintainers/writeup.html", "For the maintainers", "every finding with its place: not to be passed on"},
        {"writeup/scanners/writeup.html", "For the scanners' teams", "each false alarm, and why it is one"},
    }};
    std::error_code ignored;
    for (const auto& [file, title, what] : kVersions)
        if (fs::exists(run.output.root() / file, ignored))
            page.write_up.versions.push_back({std::string(title), std::string(file), std::string(what), {}});
}

void add_files(const Run& run, dashboard::Dashboard& page) {
    static constexpr std::array<std::array<std::string_view, 3>, 10> kKnown{{
        {"writeup.md", "Source of the write-up", "the place for your own words"},
        {"writeup/figures.json", "Figures (JSON)", "every number of the write-up, with what shows it"},
        {"assessment/assessment.html", "Assessment", "every signal with its evidence"},
        {"triage/triage.md", "Proposed decisions", "what is likely real, and why"},
        {"triage/triage.json", "Proposed decisions (JSON)", "the same for programs"},
        {"fixes/unfixed.md", "Without a change", "which findings got no repair, and why"},
        {kDisagreements, "Disagreements of our own", "where two scanners or rules of Squire say different things"},
        {"disagreements/disagreements.md", "Disagreements with others", "what not every scanner saw"},
        {"integrate/integration.json", "Integration (JSON)", "which scanners suit, and what was proved"},
        {"squire.toml", "Settings", "of this workspace"},
    }};
    std::error_code ignored;
    for (const auto& [file, title, what] : kKnown)
        if (fs::exists(run.output.root() / file, ignored)) page.files.push_back({std::string(title), std::string(file), std::string(what), {}});
    for (const auto& [folder, group] : {std::pair{"branches", "Branches as patches, for git am"},
                                        {"reports/tree", "Reports about the files"},
                                        {"reports/history", "Reports about the history"},
                                        {"reports/with-fixes", "Reports with the changes in them"}}) {
        for (const std::string& file : files_in(run, folder, ""))
            page.files.push_back({.title = fs::path(file).filename().string(), .file = file, .what = {}, .group = group});
    }
}

} // namespace squire::journey
