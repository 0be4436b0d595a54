// SPDX-License-Identifier: MIT
#include "pipeline/rules.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::pipeline {

namespace {

std::vector<std::string> globs_of(const Setting& clause, const Variables& variables) {
    const Setting* paths = clause.is(SettingKind::mapping) ? clause.find("paths") : &clause;
    std::vector<std::string> globs;
    if (paths == nullptr) return globs;
    for (const Setting* glob : flat_scalars(*paths)) globs.push_back(expand(glob->text, variables));
    return globs;
}

bool exists_matches(const Setting& clause, const RuleContext& context) {
    if (clause.find("project") != nullptr) return true; // of another project, which is not here; GitLab's templates have none of these
    const std::vector<std::string> globs = globs_of(clause, context.variables);
    return std::ranges::any_of(globs, [&](const std::string& glob) { return context.files.any_matches(glob); });
}

bool if_matches(const Setting& clause, const RuleContext& context) {
    if (!clause.is(SettingKind::scalar)) return false;
    if (clause.plain && (clause.is_true() || clause.is_false())) return clause.is_true();
    const auto expression = Expression::parse(clause.text);
    return expression && expression->holds(context.variables);
}

bool rule_matches(const Setting& rule, const RuleContext& context) {
    if (!rule.is(SettingKind::mapping)) return false;
    const Setting* condition = rule.find("if");
    if (condition != nullptr && !if_matches(*condition, context)) return false;
    const Setting* changes = rule.find("changes");
    if (changes != nullptr && !changes_match(*changes, context)) return false;
    const Setting* exists = rule.find("exists");
    return exists == nullptr || exists_matches(*exists, context);
}

} // namespace

bool changes_match(const Setting& changes, const RuleContext& context) {
    if (context.circumstances.event != Event::push && context.circumstances.event != Event::merge_request) return true;
    if (!context.circumstances.changed) return context.changes_match;
    const std::vector<std::string> globs = globs_of(changes, context.variables);
    return std::ranges::any_of(globs, [&](const std::string& glob) {
        return std::ranges::any_of(*context.circumstances.changed, [&](const std::string& path) { return path_matches(glob, path); });
    });
}

RuleMatch first_match(const Setting& rules, const RuleContext& context) {
    std::size_t number = 0;
    for (const Setting* rule : flat_items(rules)) {
        ++number;
        if (rule_matches(*rule, context)) return {.rule = rule, .number = number};
    }
    return {};
}

std::string describe_rule(const Setting& rule) {
    std::string text;
    for (const SettingEntry& entry : rule.entries) {
        if (entry.key != "if" && entry.key != "changes" && entry.key != "exists") continue;
        text += text.empty() ? "" : ", ";
        if (entry.value->is(SettingKind::scalar)) {
            text += fmt::format("{}: {}", entry.key, shorten(trim(entry.value->text), 160));
            continue;
        }
        const Setting* paths = entry.value->is(SettingKind::mapping) ? entry.value->find("paths") : entry.value.get();
        const auto globs = paths == nullptr ? std::vector<const Setting*>() : flat_scalars(*paths);
        text += fmt::format("{}: {}{}", entry.key, globs.empty() ? "" : shorten(globs.front()->text, 80),
                            globs.size() > 1 ? fmt::format(" and {} more", globs.size() - 1) : "");
    }
    std::ranges::replace(text, '\n', ' ');
    return text.empty() ? "always" : text;
}

} // namespace squire::pipeline
