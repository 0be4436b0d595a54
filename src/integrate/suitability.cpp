// SPDX-License-Identifier: MIT
#include "integrate/suitability.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/counted.h"
#include "base/text.h"
#include "pipeline/selection.h"
#include "pipeline/templates.h"

namespace squire::integrate {

namespace {

using namespace pipeline;
using source::File;
using source::Mark;
using source::Role;

constexpr std::size_t kExcludedLimit = 8;

bool is_aside(const File& file) {
    return file.marks.has(Mark::vendored) || file.marks.has(Mark::generated) || file.marks.has(Mark::minified) || file.marks.has(Mark::test);
}

bool matches_any(const std::vector<std::string>& globs, std::string_view path) {
    return globs.empty() || std::ranges::any_of(globs, [&](const std::string& glob) { return path_matches(glob, path); });
}

/// The globs of the first rule that asks for files.
std::vector<std::string> globs_of(const Job& job) {
    std::vector<std::string> globs;
    const Setting* rules = job.body->find("rules");
    if (rules == nullptr) return globs;
    for (const Setting* rule : flat_items(*rules)) {
        const Setting* exists = rule->find("exists");
        if (exists == nullptr) continue;
        for (const Setting* glob : flat_scalars(*exists)) globs.push_back(glob->text);
        break;
    }
    return globs;
}

struct LookedAt {
    std::uint64_t bytes = 0;
    std::map<std::string_view, std::uint64_t> languages;
};

/// Into `made`: the jobs of the template that would run on the default branch, were it the whole pipeline, with the files that their rule asks for.
LookedAt find_analyzers(const GitlabScanner& scanner, const source::Inventory& inventory, const ProjectFiles& files, Suitability& made) {
    LookedAt looked_at;
    auto yaml = read_yaml(fmt::format("include:\n  - template: {}\n", scanner.template_name), "a template");
    if (!yaml) return looked_at;
    const Circumstances circumstances{.tier = Tier::ultimate};
    const auto pipeline = resolve(std::make_shared<const YamlFile>(std::move(*yaml)), files, {.circumstances = circumstances});
    if (!pipeline) return looked_at;
    for (const SelectedJob& job : select_jobs(*pipeline, files, circumstances).jobs) {
        if (job.verdict == Verdict::not_run) continue;
        const std::vector<std::string> globs = globs_of(*job.job);
        Analyzer analyzer{.job = job.job->name};
        for (const File& file : inventory.files) {
            if (is_aside(file) || !matches_any(globs, file.path)) continue;
            ++analyzer.files;
            looked_at.bytes += file.size;
            looked_at.languages[file.language] += file.size;
        }
        made.globs.insert(made.globs.end(), globs.begin(), globs.end());
        made.analyzers.push_back(std::move(analyzer));
    }
    return looked_at;
}

std::string main_languages(const LookedAt& looked_at) {
    std::vector<std::pair<std::uint64_t, std::string_view>> sorted;
    for (const auto& [language, bytes] : looked_at.languages)
        if (!language.empty()) sorted.emplace_back(bytes, language);
    std::ranges::sort(sorted, std::greater<>{});
    std::string text;
    for (std::size_t i = 0; i < std::min<std::size_t>(sorted.size(), 3); ++i) text += (i == 0 ? "" : ", ") + std::string(sorted[i].second);
    return text;
}

std::vector<const File*> with_role(const source::Inventory& inventory, Role role) {
    std::vector<const File*> found;
    for (const File& file : inventory.files)
        if (file.role == role && !is_aside(file)) found.push_back(&file);
    return found;
}

std::string some_of(const std::vector<const File*>& files) {
    std::string text;
    for (std::size_t i = 0; i < std::min<std::size_t>(files.size(), 3); ++i) text += (i == 0 ? "" : ", ") + files[i]->path;
    return files.size() > 3 ? fmt::format("{} and {} more", text, files.size() - 3) : text;
}

/// The image that a job of the pipeline pushes, as it names it: by docker, podman, buildah or kaniko.
struct PushedImage {
    std::string name, job, stage;
};
std::vector<PushedImage> pushed_images(const Pipeline& pipeline) {
    static constexpr std::array<std::string_view, 5> kCommands = {"docker push ", "podman push ", "buildah push ", "--destination ",
                                                                  "--destination="};
    std::vector<PushedImage> found;
    for (const Job& job : pipeline.jobs) {
        const Setting* script = job.written->find("script");
        if (script == nullptr || job.hidden) continue;
        for (const Setting* text : flat_scalars(*script))
            for (const std::string_view line : split(text->text, '\n'))
                for (const std::string_view command : kCommands) {
                    const std::size_t at = line.find(command);
                    if (at == std::string_view::npos || trim(line).starts_with('#')) continue;
                    std::string_view name = trim(line.substr(at + command.size()));
                    while (name.starts_with("-")) name = trim(name.substr(std::min(name.find(' '), name.size())));
                    name = name.substr(0, name.find_first_of(" \t;&|"));
                    while (name.starts_with('"') || name.starts_with('\'')) name.remove_prefix(1);
                    while (name.ends_with('"') || name.ends_with('\'')) name.remove_suffix(1);
                    if (!name.empty()) found.push_back({.name = std::string(name), .job = job.name, .stage = job.stage});
                }
    }
    return found;
}

/// Whether the analyzer, a job of its own, can know the name: it is made of GitLab's own variables and of the pipeline's, not of the script's.
bool is_known_everywhere(std::string_view name, const Pipeline& pipeline) {
    if (name.contains("$(") || name.contains('`')) return false;
    Variables known = predefined_variables({});
    for (const auto& [variable, value] : pipeline.global_variables()) known[variable] = value;
    for (std::size_t at = name.find('$'); at != std::string_view::npos; at = name.find('$', at + 1)) {
        const std::size_t begin = at + (name.substr(at + 1, 1) == "{" ? 2 : 1);
        std::size_t end = begin;
        while (end < name.size() && (std::isalnum(static_cast<unsigned char>(name[end])) != 0 || name[end] == '_')) ++end;
        if (!known.contains(name.substr(begin, end - begin))) return false;
    }
    return true;
}

Suitability judge_containers(const source::Inventory& inventory, const Pipeline& pipeline) {
    const auto recipes = with_role(inventory, Role::dockerfile);
    if (recipes.empty()) return {.reason = "there is no Dockerfile"};
    const auto pushed = pushed_images(pipeline);
    if (pushed.empty()) return {.reason = fmt::format("no job pushes an image that could be scanned ({})", some_of(recipes))};
    for (const PushedImage& image : pushed) {
        if (!is_known_everywhere(image.name, pipeline)) continue;
        return {.suits = true,
                .reason = fmt::format("the job '{}' pushes {}", image.job, image.name),
                .variables = {{"CS_IMAGE", image.name}},
                .after_stage = image.stage};
    }
    return {.reason =
                fmt::format("the name of the image that '{}' pushes is known in that job alone: {}", pushed.front().job, pushed.front().name)};
}

/// The address of something that a job deploys, where it is written down without the job's own variables.
std::string deployed_address(const Pipeline& pipeline) {
    for (const Job& job : pipeline.jobs) {
        const Setting* environment = job.body->find("environment");
        if (environment == nullptr || job.hidden || environment->text_of("action") == "stop") continue;
        const std::string_view url = environment->text_of("url");
        if (url.starts_with("http") && is_known_everywhere(url, pipeline)) return std::string(url);
    }
    return {};
}

Suitability judge_running(const GitlabScanner& scanner, const source::Inventory& inventory, const Pipeline& pipeline) {
    const std::string address = deployed_address(pipeline);
    const auto descriptions = with_role(inventory, Role::api_description);
    const bool for_apis = scanner.id != "dast";
    if (for_apis && descriptions.empty()) return {.reason = "there is no API description"};
    if (address.empty()) return {.reason = "nothing is deployed that it could talk to: no job has an environment with an address"};
    Suitability made{.suits = true, .reason = fmt::format("{} is deployed", address)};
    if (!for_apis) {
        made.variables = {{"DAST_TARGET_URL", address}};
        return made;
    }
    const std::string prefix = scanner.id == "api-fuzzing" ? "FUZZAPI_" : "APISEC_";
    made.reason += fmt::format(", and described by {}", some_of(descriptions));
    made.variables = {{prefix + "TARGET_URL", address}, {prefix + "OPENAPI", descriptions.front()->path}};
    return made;
}

Suitability judge_fuzzing(const source::Inventory& inventory) {
    std::vector<const File*> targets;
    static constexpr std::array<std::string_view, 7> kGlobs = {"**/*_fuzz.{c,cc,cpp}", "**/*_fuzzer.{c,cc,cpp}", "**/fuzz_*.{c,cc,cpp,py}",
                                                               "**/fuzz_targets/*.rs", "**/*_fuzz_test.go",      "**/*Fuzzer.java",
                                                               "**/*.fuzz.js"};
    for (const File& file : inventory.files)
        if (!file.marks.has(Mark::vendored) && std::ranges::any_of(kGlobs, [&](std::string_view glob) { return path_matches(glob, file.path); }))
            targets.push_back(&file);
    if (targets.empty()) return {.reason = "there is no fuzz target"};
    return {.reason = fmt::format("GitLab has deprecated it, and each target wants a job of its own, which only the project can write ({})",
                                  some_of(targets))};
}

} // namespace

Suitability judge_suitability(const GitlabScanner& scanner, const source::Inventory& inventory, const Pipeline& pipeline,
                              const ProjectFiles& files) {
    Suitability made;
    if (scanner.id == "container-scanning") {
        made = judge_containers(inventory, pipeline);
    } else if (scanner.id == "dast" || scanner.id == "api-security" || scanner.id == "api-fuzzing") {
        made = judge_running(scanner, inventory, pipeline);
    } else if (scanner.id == "coverage-fuzzing") {
        return judge_fuzzing(inventory);
    } else if (scanner.id == "sast-iac") {
        auto described = with_role(inventory, Role::infrastructure);
        const auto recipes = with_role(inventory, Role::dockerfile);
        described.insert(described.end(), recipes.begin(), recipes.end());
        made = {.suits = !described.empty(),
                .reason = described.empty() ? "there is no infrastructure described as code, and no Dockerfile" : some_of(described)};
    } else if (scanner.id == "secret-detection") {
        made = {.suits = !inventory.files.empty(),
                .reason = inventory.files.empty() ? "there are no files" : counted(inventory.files.size(), "file")};
    }
    const bool by_files = scanner.id == "sast" || scanner.id == "dependency-scanning";
    if (!made.suits && !by_files) return made;
    const LookedAt looked_at = find_analyzers(scanner, inventory, files, made);
    if (by_files) {
        std::size_t most = 0;
        for (const Analyzer& analyzer : made.analyzers) most = std::max(most, analyzer.files);
        made.suits = most > 0;
        const bool sast = scanner.id == "sast";
        const std::string_view none =
            sast ? "there is no file in a language that its analyzers read" : "there is no manifest or lockfile that it reads";
        made.reason = !made.suits ? std::string(none)
                      : sast      ? fmt::format("{} ({})", counted(most, "file"), main_languages(looked_at))
                                  : counted(most, "manifest");
    }
    if (!by_files && scanner.id != "secret-detection")
        for (Analyzer& analyzer : made.analyzers) analyzer.files = 0; // it looks at something else than the project's files
    if (scanner.id == "sast-iac" && !made.analyzers.empty())
        made.analyzers.front().files = with_role(inventory, Role::infrastructure).size() + with_role(inventory, Role::dockerfile).size();
    made.minutes = static_cast<double>(std::max<std::size_t>(made.analyzers.size(), 1)) * scanner.start_minutes +
                   static_cast<double>(looked_at.bytes) / 1e6 * scanner.minutes_per_megabyte;
    return made;
}

std::vector<std::string> excluded_folders(const source::Inventory& inventory, const std::vector<std::string>& globs) {
    static const std::set<std::string, std::less<>> kByDefault = {"spec", "test", "tests", "tmp"};
    struct Share {
        std::uint64_t bytes = 0, aside = 0;
    };
    std::map<std::string, Share, std::less<>> folders;
    for (const File& file : inventory.files) {
        if (file.marks.has(Mark::binary) || file.marks.has(Mark::ignored) || !matches_any(globs, file.path)) continue;
        for (std::size_t slash = file.path.find('/'); slash != std::string::npos; slash = file.path.find('/', slash + 1)) {
            Share& share = folders[file.path.substr(0, slash)];
            share.bytes += file.size + 1;
            share.aside += is_aside(file) ? file.size + 1 : 0;
        }
    }
    std::vector<std::pair<std::uint64_t, std::string>> found;
    std::string outer; // the folder taken last, with a slash: what is in it is left out with it
    for (const auto& [folder, share] : folders) {
        if ((!outer.empty() && (folder + "/").starts_with(outer)) || share.aside < share.bytes) continue;
        outer = folder + "/";
        bool by_default = false;
        for (const std::string_view name : split(folder, '/')) by_default = by_default || kByDefault.contains(name);
        if (!by_default && folder.find_first_of(",*?[ $") == std::string::npos) found.emplace_back(share.bytes, folder);
    }
    std::ranges::stable_sort(found, std::greater<>{}, &std::pair<std::uint64_t, std::string>::first);
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min(found.size(), kExcludedLimit); ++i) names.push_back(found[i].second);
    std::ranges::sort(names);
    return names;
}

} // namespace squire::integrate
