// SPDX-License-Identifier: MIT
#include "integrate/presence.h"

#include <algorithm>
#include <cctype>
#include <memory>

#include <fmt/format.h>

#include "base/text.h"
#include "pipeline/templates.h"

namespace squire::integrate {

namespace {

using namespace pipeline;

constexpr int kChildDepth = 2;
constexpr std::size_t kChildLimit = 20; // files of child pipelines that are looked at

bool is_letter_or_digit(char byte) { return std::isalnum(static_cast<unsigned char>(byte)) != 0; }

/// Whether the words stand in the text and not as a part of a longer word; a hyphen makes a tool's name another tool's.
bool has_words(std::string_view text, std::string_view words, bool hyphen_joins) {
    const auto joins = [&](char byte) { return is_letter_or_digit(byte) || (hyphen_joins && (byte == '-' || byte == '_')); };
    for (std::size_t at = text.find(words); at != std::string_view::npos; at = text.find(words, at + 1)) {
        const std::size_t end = at + words.size();
        if ((at == 0 || !joins(text[at - 1])) && (end == text.size() || !joins(text[end]))) return true;
    }
    return false;
}

bool has_hint(std::string_view name, const GitlabScanner& scanner) {
    const std::string lower = to_lower(name);
    return std::ranges::any_of(scanner.hints, [&](const std::string& hint) { return has_words(lower, hint, false); });
}

bool is_comment(std::string_view line) { return trim(line).starts_with('#') || trim(line).starts_with("echo "); }

/// The tool of this kind that a job runs, by its script or its image; installing one is running it, too, for what else would it be there for?
std::string tool_of(const Job& job, const GitlabScanner& scanner) {
    const auto find = [&](std::string_view text) -> std::string {
        for (const std::string_view line : split(text, '\n')) {
            if (is_comment(line)) continue;
            for (const std::string& tool : scanner.tools)
                if (has_words(line, tool, true)) return tool;
        }
        return {};
    };
    for (const std::string_view key : {"script", "before_script"}) {
        const Setting* script = job.written->find(key);
        if (script == nullptr) continue;
        for (const Setting* line : flat_scalars(*script))
            if (std::string tool = find(line->text); !tool.empty()) return tool;
    }
    const Setting* image = job.written->find("image");
    if (image == nullptr) return {};
    return find(image->is(SettingKind::mapping) ? image->text_of("name") : std::string_view(image->text));
}

const Setting* report_of(const Job& job, const GitlabScanner& scanner) {
    const Setting* artifacts = job.written->find("artifacts");
    const Setting* reports = artifacts == nullptr ? nullptr : artifacts->find("reports");
    return reports == nullptr ? nullptr : reports->find(scanner.report);
}

/// Two scanners may share a type of report, and the later in the list is the more special one. `says` asks whether something speaks of a scanner.
template <class Says> bool is_of(const GitlabScanner& scanner, const Says& says) {
    for (const GitlabScanner& other : gitlab_scanners()) {
        if (other.report != scanner.report || &other == &scanner) continue;
        if (&other > &scanner ? says(other) : !says(scanner)) return false;
    }
    return true;
}

std::optional<std::string> by_template(const GitlabScanner& scanner, const Pipeline& pipeline) {
    const std::string stem = scanner.template_name.substr(0, scanner.template_name.find('.'));
    for (const IncludedFile& file : pipeline.files) {
        if (file.own) continue;
        std::string_view name = file.name;
        if (name.starts_with("component ")) {
            if (!scanner.component.empty() && name.ends_with("components/" + scanner.component)) return std::string(name);
            continue;
        }
        if (!name.starts_with("template ")) continue;
        name.remove_prefix(9);
        if (name.starts_with(stem + ".")) return fmt::format("template {}", name);
    }
    return std::nullopt;
}

std::optional<std::string> by_job(const GitlabScanner& scanner, const Pipeline& pipeline) {
    for (const Job& job : pipeline.jobs) {
        if (!pipeline.files[job.origin.file].own) continue;
        const auto says = [&](const GitlabScanner& each) { return has_hint(job.name, each) || !tool_of(job, each).empty(); };
        if (report_of(job, scanner) != nullptr && is_of(scanner, says))
            return fmt::format("the job '{}' makes its report ({})", job.name, pipeline.place_name(job.origin));
        if (const std::string tool = tool_of(job, scanner); !tool.empty())
            return fmt::format("the job '{}' runs {} ({})", job.name, tool, pipeline.place_name(job.origin));
    }
    return std::nullopt;
}

std::optional<std::string> by_unread(const GitlabScanner& scanner, const Pipeline& pipeline) {
    for (const UnreadInclude& unread : pipeline.unread) {
        const auto says = [&](const GitlabScanner& each) { return has_hint(unread.what, each); };
        if (says(scanner) && is_of(scanner, says))
            return fmt::format("{} seems to bring it ({})", unread.what, pipeline.place_name(unread.origin));
    }
    return std::nullopt;
}

std::optional<std::string> by_policy(const GitlabScanner& scanner, const ProjectFiles& files) {
    constexpr std::string_view kPath = ".gitlab/security-policies/policy.yml";
    auto bytes = files.read(kPath);
    if (!bytes) return std::nullopt;
    const auto yaml = read_yaml(std::move(*bytes), kPath);
    const auto root = yaml ? read_setting(*yaml, yaml->documents.front().root, 0) : std::unexpected(yaml.error());
    const Setting* policies = root ? (*root)->find("scan_execution_policy") : nullptr;
    if (policies == nullptr) return std::nullopt;
    std::string wanted = scanner.id == "sast-iac" ? "sast_iac" : scanner.report;
    for (const SettingPtr& policy : policies->items) {
        const Setting* actions = policy->find("actions");
        const Setting* enabled = policy->find("enabled");
        if (actions == nullptr || (enabled != nullptr && enabled->is_false())) continue;
        for (const SettingPtr& action : actions->items)
            if (action->text_of("scan") == wanted)
                return fmt::format("the policy '{}' runs it ({})", policy->text_of("name"), yaml->place_name(action->origin.offset));
    }
    return std::nullopt;
}

std::optional<std::string> look(const GitlabScanner& scanner, const Pipeline& pipeline, const ProjectFiles& files,
                                int depth); // both follow each other

std::optional<std::string> by_child(const GitlabScanner& scanner, const Pipeline& pipeline, const ProjectFiles& files,
                                    int depth) { // NOLINT(misc-no-recursion)
    if (depth >= kChildDepth) return std::nullopt;
    std::size_t looked_at = 0;
    for (const Job& job : pipeline.jobs) {
        const Setting* trigger = job.written->find("trigger");
        const Setting* include = trigger == nullptr ? nullptr : trigger->find("include");
        if (include == nullptr || include->is(SettingKind::nothing) || ++looked_at > kChildLimit) continue;
        std::string text = "include:\n"; // a child's `include` means what it would mean in a file of its own
        for (const Setting* each : flat_items(*include)) {
            const std::string_view path = each->is(SettingKind::scalar) ? std::string_view(each->text) : each->text_of("local");
            if (!path.empty() && path.find_first_of("\"\\\n") == std::string_view::npos) text += fmt::format("  - local: \"{}\"\n", path);
        }
        auto yaml = read_yaml(std::move(text), "child pipeline of " + job.name);
        if (!yaml) continue;
        const auto child = resolve(std::make_shared<const YamlFile>(std::move(*yaml)), files);
        if (!child) continue;
        if (auto found = look(scanner, *child, files, depth + 1)) return fmt::format("in the child pipeline of '{}': {}", job.name, *found);
    }
    return std::nullopt;
}

std::optional<std::string> look(const GitlabScanner& scanner, const Pipeline& pipeline, const ProjectFiles& files,
                                int depth) { // NOLINT(misc-no-recursion)
    if (auto found = by_template(scanner, pipeline)) return found;
    if (auto found = by_job(scanner, pipeline)) return found;
    if (auto found = by_unread(scanner, pipeline)) return found;
    return by_child(scanner, pipeline, files, depth);
}

} // namespace

std::optional<std::string> find_presence(const GitlabScanner& scanner, const Pipeline& pipeline, const ProjectFiles& files) {
    if (auto found = look(scanner, pipeline, files, 0)) return found;
    return by_policy(scanner, files);
}

} // namespace squire::integrate
