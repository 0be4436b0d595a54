// SPDX-License-Identifier: MIT
#include "pipeline/refs.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::pipeline {

namespace {

bool ref_matches(std::string_view pattern, const RuleContext& context) {
    const Circumstances& circumstances = context.circumstances;
    const bool tag = circumstances.event == Event::tag;
    const bool merge_request = circumstances.event == Event::merge_request;
    if (const std::size_t at = pattern.rfind('@'); at != std::string_view::npos && !pattern.starts_with('/')) {
        if (pattern.substr(at + 1) != context.variables.find("CI_PROJECT_PATH")->second) return false; // of another project, as a fork's
        pattern = pattern.substr(0, at);
    } else if (pattern.starts_with('/') && at != std::string_view::npos && at > pattern.rfind('/')) {
        pattern = pattern.substr(0, at);
    }
    if (pattern == "branches") return !tag && !merge_request;
    if (pattern == "tags") return tag;
    if (pattern == "merge_requests") return merge_request;
    if (pattern == "pushes") return circumstances.event == Event::push || tag;
    if (pattern == "schedules") return circumstances.event == Event::schedule;
    if (pattern == "web") return circumstances.event == Event::web;
    static constexpr std::array<std::string_view, 6> kOthers = {"api", "triggers", "pipelines", "external", "external_pull_requests", "chat"};
    if (std::ranges::find(kOthers, pattern) != kOthers.end() || merge_request) return false; // names of refs never match in merge requests
    const std::string& ref = tag ? circumstances.tag : context.variables.find("CI_COMMIT_REF_NAME")->second;
    if (pattern.starts_with('/')) return regex_finds(pattern, ref).value_or(false);
    return expand(pattern, context.variables) == ref;
}

bool variables_match(const Setting& expressions, const RuleContext& context) {
    const auto items = flat_scalars(expressions);
    return std::ranges::any_of(items, [&](const Setting* item) {
        const auto expression = Expression::parse(item->text);
        return expression && expression->holds(context.variables);
    });
}

bool any_ref(const Setting& refs, const RuleContext& context) {
    const auto items = flat_scalars(refs);
    return std::ranges::any_of(items, [&](const Setting* ref) { return ref_matches(ref->text, context); });
}

std::string names(const Setting& refs) {
    std::string text;
    for (const Setting* ref : flat_scalars(refs)) text += (text.empty() ? "" : ", ") + ref->text;
    return shorten(text, 120);
}

/// The clause of a policy that does not match, or nothing: of `only` all have to.
std::string unmatched(const Setting& only, const RuleContext& context) {
    const bool mapping = only.is(SettingKind::mapping);
    const Setting* refs = mapping ? only.find("refs") : &only;
    const bool branch_or_tag = context.circumstances.event != Event::merge_request;
    if (refs != nullptr ? !any_ref(*refs, context) : !branch_or_tag) return refs != nullptr ? names(*refs) : "branches, tags";
    if (const Setting* variables = only.find("variables"); variables != nullptr && !variables_match(*variables, context)) return "variables";
    if (const Setting* changes = only.find("changes"); changes != nullptr && !changes_match(*changes, context)) return "changes";
    if (only.find("kubernetes") != nullptr) return "a Kubernetes cluster";
    return {};
}

/// The clause of `except` that matches, or nothing: one is enough.
std::string matched(const Setting& except, const RuleContext& context) {
    const bool mapping = except.is(SettingKind::mapping);
    const Setting* refs = mapping ? except.find("refs") : &except;
    if (refs != nullptr && any_ref(*refs, context)) return names(*refs);
    if (const Setting* variables = except.find("variables"); variables != nullptr && variables_match(*variables, context)) return "variables";
    if (const Setting* changes = except.find("changes"); changes != nullptr && changes_match(*changes, context)) return "changes";
    return {};
}

} // namespace

RefsVerdict judge_refs(const Setting* only, const Setting* except, bool in_any_pipeline, const RuleContext& context) {
    if (only != nullptr && !only->is(SettingKind::nothing)) {
        if (const std::string clause = unmatched(*only, context); !clause.empty())
            return {.runs = false, .reason = fmt::format("only {}", clause)};
    } else if (!in_any_pipeline && context.circumstances.event == Event::merge_request) {
        return {.runs = false, .reason = "without rules a job runs for branches and tags"};
    }
    if (except != nullptr && !except->is(SettingKind::nothing))
        if (const std::string clause = matched(*except, context); !clause.empty())
            return {.runs = false, .reason = fmt::format("except {}", clause)};
    if (only != nullptr) return {.reason = fmt::format("only {}", only->is(SettingKind::mapping) ? "matches" : names(*only))};
    if (except != nullptr) return {.reason = "except does not match"};
    return {.reason = "it has no rules"};
}

} // namespace squire::pipeline
