// SPDX-License-Identifier: MIT
#include "pipeline/circumstances.h"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::pipeline {

namespace {

constexpr std::array<std::pair<Event, std::string_view>, 5> kEvents{
    {{Event::push, "push"}, {Event::merge_request, "merge-request"}, {Event::tag, "tag"}, {Event::schedule, "schedule"}, {Event::web, "web"}}};

/// A name as it stands in a URL: lower case, at most 63 characters, all but letters and digits a hyphen.
std::string slug(std::string_view name) {
    std::string made;
    for (const char byte : to_lower(name)) made += (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ? byte : '-';
    made.resize(std::min<std::size_t>(made.size(), 63));
    while (made.starts_with('-')) made.erase(0, 1);
    while (made.ends_with('-')) made.pop_back();
    return made;
}

std::string features(Tier tier) {
    if (tier == Tier::free) return "";
    if (tier == Tier::premium) return "code_owners,merge_request_approvers,multiple_approval_rules";
    return "api_fuzzing,container_scanning,coverage_fuzzing,dast,dependency_scanning,license_scanning,sast,sast_advanced,sast_iac,secret_"
           "detection,"
           "security_dashboard";
}

} // namespace

std::optional<Event> parse_event(std::string_view word) {
    for (const auto& [event, name] : kEvents)
        if (word == name) return event;
    return std::nullopt;
}

std::string_view to_string(Event event) {
    for (const auto& [each, name] : kEvents)
        if (each == event) return name;
    return "";
}

std::string branch_of(const Circumstances& circumstances) {
    if (!circumstances.branch.empty()) return circumstances.branch;
    return circumstances.event == Event::merge_request ? "feature" : circumstances.default_branch;
}

std::string describe(const Circumstances& circumstances) {
    const std::string branch = branch_of(circumstances);
    switch (circumstances.event) {
    case Event::push: return fmt::format("a push to {}{}", branch, circumstances.open_merge_request ? ", which has a merge request" : "");
    case Event::merge_request: return fmt::format("a merge request from {} into {}", branch, circumstances.default_branch);
    case Event::tag: return fmt::format("the tag {}", circumstances.tag);
    case Event::schedule: return fmt::format("a schedule on {}", branch);
    case Event::web: return fmt::format("a pipeline started by hand on {}", branch);
    }
    return "";
}

Variables predefined_variables(const Circumstances& circumstances) {
    const std::string branch = branch_of(circumstances);
    const bool merge_request = circumstances.event == Event::merge_request;
    const bool tag = circumstances.event == Event::tag;
    const std::string& ref = tag ? circumstances.tag : branch;
    Variables made = {
        {"CI", "true"},
        {"GITLAB_CI", "true"},
        {"GITLAB_FEATURES", features(circumstances.tier)},
        {"CI_DEFAULT_BRANCH", circumstances.default_branch},
        {"CI_COMMIT_REF_NAME", ref},
        {"CI_COMMIT_REF_SLUG", slug(ref)},
        {"CI_COMMIT_REF_PROTECTED", !merge_request && (tag || branch == circumstances.default_branch) ? "true" : "false"},
        {"CI_COMMIT_SHA", "1111111111111111111111111111111111111111"},
        {"CI_COMMIT_SHORT_SHA", "11111111"},
        {"CI_COMMIT_BEFORE_SHA", merge_request || tag ? "0000000000000000000000000000000000000000" : "2222222222222222222222222222222222222222"},
        {"CI_COMMIT_TITLE", "A change"},
        {"CI_COMMIT_MESSAGE", "A change"},
        {"CI_COMMIT_DESCRIPTION", ""},
        {"CI_CONFIG_PATH", ".gitlab-ci.yml"},
        {"CI_PROJECT_DIR", "/builds/group/project"},
        {"CI_PROJECT_NAME", "project"},
        {"CI_PROJECT_NAMESPACE", "group"},
        {"CI_PROJECT_ROOT_NAMESPACE", "group"},
        {"CI_PROJECT_PATH", "group/project"},
        {"CI_PROJECT_PATH_SLUG", "group-project"},
        {"CI_PROJECT_URL", "https://gitlab.com/group/project"},
        {"CI_PROJECT_VISIBILITY", "public"},
        {"CI_REGISTRY", "registry.gitlab.com"},
        {"CI_REGISTRY_IMAGE", "registry.gitlab.com/group/project"},
        {"CI_SERVER", "yes"},
        {"CI_SERVER_HOST", "gitlab.com"},
        {"CI_SERVER_FQDN", "gitlab.com"},
        {"CI_SERVER_URL", "https://gitlab.com"},
        {"CI_TEMPLATE_REGISTRY_HOST", "registry.gitlab.com"},
    };
    static constexpr std::array<std::string_view, 5> kSources = {"push", "merge_request_event", "push", "schedule", "web"};
    made["CI_PIPELINE_SOURCE"] = kSources.at(static_cast<std::size_t>(circumstances.event));
    if (tag) {
        made["CI_COMMIT_TAG"] = circumstances.tag;
    } else if (!merge_request) {
        made["CI_COMMIT_BRANCH"] = branch;
    }
    if (circumstances.event == Event::push && circumstances.open_merge_request) made["CI_OPEN_MERGE_REQUESTS"] = "group/project!1";
    if (merge_request) {
        made["CI_OPEN_MERGE_REQUESTS"] = "group/project!1";
        made["CI_MERGE_REQUEST_ID"] = "1";
        made["CI_MERGE_REQUEST_IID"] = "1";
        made["CI_MERGE_REQUEST_EVENT_TYPE"] = "detached";
        made["CI_MERGE_REQUEST_TITLE"] = "A change";
        made["CI_MERGE_REQUEST_LABELS"] = "";
        made["CI_MERGE_REQUEST_PROJECT_PATH"] = "group/project";
        made["CI_MERGE_REQUEST_SOURCE_PROJECT_PATH"] = "group/project";
        made["CI_MERGE_REQUEST_SOURCE_BRANCH_NAME"] = branch;
        made["CI_MERGE_REQUEST_TARGET_BRANCH_NAME"] = circumstances.default_branch;
        made["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = "2222222222222222222222222222222222222222";
    }
    for (const auto& [name, value] : circumstances.variables) made[name] = value;
    return made;
}

std::vector<Circumstances> all_circumstances(std::string_view default_branch) {
    const std::string main(default_branch);
    const std::string other = main == "feature" ? "topic" : "feature";
    return {
        {.event = Event::push, .default_branch = main},
        {.event = Event::push, .default_branch = main, .branch = other},
        {.event = Event::push, .default_branch = main, .branch = other, .open_merge_request = true},
        {.event = Event::merge_request, .default_branch = main, .branch = other},
        {.event = Event::tag, .default_branch = main},
        {.event = Event::schedule, .default_branch = main},
        {.event = Event::web, .default_branch = main, .branch = other},
    };
}

} // namespace squire::pipeline
