// SPDX-License-Identifier: MIT
#include "pipeline/includes.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/nearest_word.h"
#include "base/text.h"
#include "pipeline/additions.h"
#include "pipeline/rules.h"
#include "pipeline/templates.h"

namespace squire::pipeline {

namespace {

/// An address as it may be shown: a name and a password before the host stay out.
std::string shown_address(const std::string& address) {
    const std::size_t begin = address.find("://");
    const std::size_t at = address.find('@');
    const std::size_t path = begin == std::string::npos ? begin : address.find('/', begin + 3);
    if (begin == std::string::npos || at == std::string::npos || at > path) return address;
    return address.substr(0, begin + 3) + address.substr(at + 1);
}

bool is_address(std::string_view text) { return text.starts_with("https://") || text.starts_with("http://"); }

constexpr std::array<std::string_view, 10> kIncludeKeys = {"local",    "project",   "file",  "ref",    "remote",
                                                           "template", "component", "rules", "inputs", "integrity"};

} // namespace

IncludeReader::IncludeReader(Pipeline& pipeline, const ProjectFiles& files, const ResolveOptions& options, Budget& budget)
    : pipeline_(pipeline), files_(files), options_(options), budget_(budget),
      variables_(predefined_variables(options.circumstances.value_or(Circumstances{}))) {}

Result<SettingPtr> IncludeReader::read_all(const std::shared_ptr<const YamlFile>& file) {
    return load({.yaml = file, .name = file->name, .home = {.files = &files_, .project = {}}}, options_.inputs);
}

Result<SettingPtr> IncludeReader::load(const Opened& opened, const Inputs& given) { // NOLINT(misc-no-recursion): kIncludeLimit
    const auto number = static_cast<std::uint32_t>(pipeline_.files.size());
    const YamlFile& yaml = *opened.yaml;
    pipeline_.files.push_back({.yaml = opened.yaml, .name = opened.name, .own = opened.home.files == &files_});
    const Node& body = pipeline_document(yaml).root;
    auto root = read_setting(yaml, body, number);
    if (!root) return root;
    const bool header = &body != &yaml.documents.front().root;
    if (header || !given.empty()) {
        auto spec = header ? read_setting(yaml, yaml.documents.front().root, number) : Result<SettingPtr>(make_nothing({.file = number}));
        if (!spec) return spec;
        std::vector<InputFault> faults;
        const Inputs inputs = complete_inputs(**spec, given, faults);
        if (opened.home.files == nullptr) faults.clear(); // GitLab's own files take more inputs than are written down here
        root = interpolate(*root, inputs, variables_, faults);
        remark(std::move(faults));
    }
    stack_.push_back(opened.name);
    auto whole = with_includes(std::move(*root), opened.home);
    stack_.pop_back();
    return whole;
}

Result<SettingPtr> IncludeReader::with_includes(SettingPtr root, const Home& home) { // NOLINT(misc-no-recursion): kIncludeLimit
    if (!root->is(SettingKind::mapping)) return root;
    const SettingEntry* include = root->entry("include");
    if (include == nullptr) return root;
    SettingPtr merged = make_mapping({}, root->origin);
    if (include->value->is(SettingKind::list)) {
        for (const SettingPtr& entry : include->value->items)
            if (auto read = this->include(entry, home, merged); !read) return std::unexpected(std::move(read.error()));
    } else if (auto read = this->include(include->value, home, merged); !read) {
        return std::unexpected(std::move(read.error()));
    }
    return deep_merge(merged, root, budget_);
}

bool IncludeReader::wanted(const Setting& entry) const {
    const Setting* rules = entry.find("rules");
    if (rules == nullptr || !options_.circumstances) return true;
    const RuleContext context{.circumstances = *options_.circumstances, .variables = variables_, .files = files_};
    const RuleMatch match = first_match(*rules, context);
    return match.rule != nullptr && match.rule->text_of("when") != "never";
}

Inputs IncludeReader::inputs_of(const Setting& entry) const {
    Inputs inputs;
    if (const Setting* given = entry.find("inputs"))
        for (const SettingEntry& input : given->entries) inputs.emplace(input.key, input.value);
    return inputs;
}

Result<void> IncludeReader::include(const SettingPtr& entry, const Home& home, SettingPtr& merged) { // NOLINT(misc-no-recursion): kIncludeLimit
    if (entry->is(SettingKind::nothing)) return {};
    if (entry->is(SettingKind::scalar)) {
        const std::string path = expand(entry->text, variables_);
        if (!is_address(path)) return local(path, home, *entry, merged);
        unread("remote " + shown_address(path), "Squire does not fetch what is elsewhere", *entry);
        return {};
    }
    if (entry->is(SettingKind::reference)) {
        unread("what a !reference names", "GitLab reads includes before it follows references", *entry);
        return {};
    }
    if (entry->is(SettingKind::list)) { // GitLab flattens lists within lists
        for (const SettingPtr& item : entry->items)
            if (auto read = include(item, home, merged); !read) return read;
        return {};
    }
    for (const SettingEntry& key : entry->entries) {
        if (std::ranges::find(kIncludeKeys, key.key) != kIncludeKeys.end()) continue;
        const std::string_view near = nearest_word(key.key, kIncludeKeys);
        remark(Gravity::error, "unknown-keyword", key.origin, fmt::format("'{}' is no key of an include", key.key),
               near.empty() ? "" : fmt::format("did you mean '{}'?", near));
    }
    if (!wanted(*entry)) return {};
    const auto value = [&](std::string_view key) { return expand(entry->text_of(key), variables_); };
    if (entry->find("local") != nullptr) return local(value("local"), home, *entry, merged);
    if (entry->find("project") != nullptr) return other_project(*entry, merged);
    if (entry->find("template") != nullptr) return known_template(value("template"), *entry, merged);
    if (entry->find("component") != nullptr) return component(entry->text_of("component"), *entry, merged);
    if (entry->find("remote") != nullptr) {
        unread("remote " + shown_address(value("remote")), "Squire does not fetch what is elsewhere", *entry);
        return {};
    }
    remark(Gravity::error, "wrong-include", entry->origin, "this include names no file",
           "give it a local, project, remote, template or component");
    return {};
}

Result<void> IncludeReader::include_file(const std::string& name, Result<std::string> text, Home home,
                                         const Setting& entry, // NOLINT(misc-no-recursion)
                                         SettingPtr& merged) {
    if (std::ranges::find(stack_, name) != stack_.end()) {
        std::string circle;
        for (auto each = std::ranges::find(stack_, name); each != stack_.end(); ++each) circle += *each + " > ";
        remark(Gravity::error, "include-cycle", entry.origin, fmt::format("files include each other: {}{}", circle, name),
               "take one of the includes out");
        return {};
    }
    if (pipeline_.files.size() > kIncludeLimit) {
        if (!std::exchange(too_many_, true))
            remark(Gravity::error, "too-many-includes", entry.origin, fmt::format("more than {} files are included", kIncludeLimit),
                   "GitLab takes no more; join some of them");
        return {};
    }
    if (!text) {
        if (text.error().kind == ErrorKind::not_found) {
            remark(Gravity::error, "missing-include", entry.origin, fmt::format("there is no file '{}' to include", name), text.error().hint);
        } else {
            remark(Gravity::error, "wrong-include", entry.origin, fmt::format("'{}' cannot be included: {}", name, text.error().message),
                   text.error().hint);
        }
        return {};
    }
    auto yaml = read_yaml(std::move(*text), name);
    if (!yaml) {
        remark(Gravity::error, "wrong-include", entry.origin,
               fmt::format("'{}' cannot be included: {}, at {}", name, yaml.error().message, yaml.error().place), yaml.error().hint);
        return {};
    }
    auto read = load({.yaml = std::make_shared<const YamlFile>(std::move(*yaml)), .name = name, .home = std::move(home)}, inputs_of(entry));
    if (!read) return std::unexpected(std::move(read.error()));
    if ((*read)->is(SettingKind::mapping))
        merged = deep_merge(merged, *read, budget_);
    else if (!(*read)->is(SettingKind::nothing))
        remark(Gravity::error, "wrong-include", entry.origin, fmt::format("'{}' is no mapping", name), "a pipeline has its jobs as keys");
    return {};
}

Result<void> IncludeReader::local(std::string_view path, const Home& home, const Setting& entry,
                                  SettingPtr& merged) { // NOLINT(misc-no-recursion)
    if (home.files == nullptr) {
        unread(fmt::format("file {} beside {}", path, stack_.back()), "it belongs to a project that is not here", entry);
        return {};
    }
    while (path.starts_with('/')) path.remove_prefix(1);
    const auto name_of = [&](std::string_view file) {
        return home.project.empty() ? std::string(file) : fmt::format("{}:{}", home.project, file);
    };
    if (!path.contains('*')) return include_file(name_of(path), home.files->read(path), home, entry, merged);
    const std::vector<std::string> found = home.files->matching(path);
    std::size_t read = 0;
    for (const std::string& each : found) {
        if (!each.ends_with(".yml") && !each.ends_with(".yaml")) continue;
        ++read;
        if (auto done = include_file(name_of(each), home.files->read(each), home, entry, merged); !done) return done;
    }
    if (read == 0)
        remark(Gravity::error, "missing-include", entry.origin, fmt::format("no file matches '{}'", path),
               "GitLab refuses an include without a file");
    return {};
}

Result<void> IncludeReader::other_project(const Setting& entry, SettingPtr& merged) { // NOLINT(misc-no-recursion): kIncludeLimit
    const std::string project = expand(entry.text_of("project"), variables_);
    const Setting* written = entry.find("file");
    if (written == nullptr) {
        remark(Gravity::error, "wrong-include", entry.origin, fmt::format("which file of '{}' is not said", project), "add 'file'");
        return {};
    }
    const auto known = options_.projects.find(project);
    for (const Setting* file : flat_scalars(*written)) {
        std::string path = expand(file->text, variables_);
        while (path.starts_with('/')) path.erase(0, 1);
        if (known == options_.projects.end()) {
            unread(fmt::format("file {} of project {}", path, project), "that project is not here", entry);
            continue;
        }
        Home home{.files = known->second, .project = project};
        auto text = home.files->read(path);
        if (auto read = include_file(fmt::format("{}:{}", project, path), std::move(text), std::move(home), entry, merged); !read) return read;
    }
    return {};
}

Result<void> IncludeReader::known_template(std::string_view name, const Setting& entry, SettingPtr& merged) { // NOLINT(misc-no-recursion)
    const auto found = find_template(name);
    if (!found) {
        const std::string_view near = nearest_word(name, template_names());
        unread(fmt::format("template {}", name),
               near.empty() ? "its content is not known here" : fmt::format("its content is not known here; did you mean {}?", near), entry);
        return {};
    }
    if (found->partial) unread(fmt::format("template {}", name), "only some of its jobs are known here", entry);
    return include_file(fmt::format("template {}", found->name), std::string(found->text), {}, entry, merged);
}

Result<void> IncludeReader::component(std::string_view address, const Setting& entry, SettingPtr& merged) { // NOLINT(misc-no-recursion)
    const auto found = find_component(address);
    if (!found) {
        unread(fmt::format("component {}", address), "its content is not known here", entry);
        return {};
    }
    return include_file(fmt::format("component {}", found->name.substr(0, found->name.size() - 4)), std::string(found->text), {}, entry, merged);
}

void IncludeReader::unread(std::string what, std::string reason, const Setting& entry) {
    if (pipeline_.unread.size() < kIncludeLimit)
        pipeline_.unread.push_back({.what = std::move(what), .reason = std::move(reason), .origin = entry.origin});
}

void IncludeReader::remark(Gravity gravity, std::string_view rule, Origin origin, std::string message, std::string hint) {
    if (pipeline_.remarks.size() < 1'000)
        pipeline_.remarks.push_back(
            {.gravity = gravity, .rule = rule, .origin = origin, .message = std::move(message), .hint = std::move(hint)});
}

void IncludeReader::remark(std::vector<InputFault> faults) {
    for (InputFault& fault : faults) remark(Gravity::error, "wrong-input", fault.origin, std::move(fault.message), std::move(fault.hint));
}

} // namespace squire::pipeline
