// SPDX-License-Identifier: MIT
#include "pipeline/lint_job.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "pipeline/rules.h"
#include "pipeline/selection.h"

namespace squire::pipeline {

namespace {

constexpr int kScriptDepth = 10; // GitLab's

void lint_script(const Setting& script, std::string_view key, int depth, LintRemarks& remarks) { // NOLINT(misc-no-recursion): kScriptDepth
    if (script.is(SettingKind::mapping)) {
        remarks.add(Gravity::error, "wrong-script", script.origin, fmt::format("a line of '{}' is a mapping", key),
                    "a ': ' makes it one: put the line in quotes, or below a '|'");
        return;
    }
    if (script.is(SettingKind::list) && depth > kScriptDepth) {
        remarks.add(Gravity::error, "wrong-script", script.origin, fmt::format("'{}' has lists more than {} deep", key, kScriptDepth));
        return;
    }
    if (script.is(SettingKind::nothing) && depth > 0)
        remarks.add(Gravity::error, "wrong-script", script.origin, fmt::format("a line of '{}' is empty", key), "take the dash away");
    for (const SettingPtr& item : script.items) lint_script(*item, key, depth + 1, remarks);
}

void lint_when(const Setting& mapping, KeyPlace place, LintRemarks& remarks) {
    const Setting* when = mapping.find("when");
    if (when == nullptr || when->is(SettingKind::nothing)) return;
    const auto words = when_words(place);
    if (when->is(SettingKind::scalar) && std::ranges::find(words, when->text) != words.end()) {
        if (when->text == "delayed" && mapping.find("start_in") == nullptr)
            remarks.add(Gravity::error, "wrong-value", when->origin, "a delayed job needs 'start_in'",
                        "write how long it waits: start_in: 30 minutes");
        return;
    }
    remarks.add(Gravity::error, "wrong-value", when->origin, fmt::format("'{}' is not what 'when' may say", printable(shorten(when->text, 60))),
                LintRemarks::near(when->text, words,
                                  place == KeyPlace::workflow_rule ? "it may say always or never" : "see docs.gitlab.com/ci/yaml/#when"));
}

struct ShapeOf {
    std::string_view key;
    bool scalar, list, mapping;
};
constexpr std::array<ShapeOf, 22> kShapes{{
    {"stage", true, false, false},         {"script", true, true, false},
    {"before_script", true, true, false},  {"after_script", true, true, false},
    {"image", true, false, true},          {"services", false, true, false},
    {"tags", true, true, false},           {"variables", false, false, true},
    {"artifacts", false, false, true},     {"rules", false, true, false},
    {"needs", true, true, false},          {"dependencies", false, true, false},
    {"parallel", true, false, true},       {"retry", true, false, true},
    {"allow_failure", true, false, true},  {"only", true, true, true},
    {"except", true, true, true},          {"extends", true, true, false},
    {"environment", true, false, true},    {"inherit", false, false, true},
    {"interruptible", true, false, false}, {"resource_group", true, false, false},
}};

void lint_shapes(const Setting& job, LintRemarks& remarks) {
    for (const ShapeOf& shape : kShapes) {
        const Setting* value = job.find(shape.key);
        if (value == nullptr || value->is(SettingKind::nothing) || value->is(SettingKind::reference)) continue;
        const bool right = value->is(SettingKind::scalar) ? shape.scalar : value->is(SettingKind::list) ? shape.list : shape.mapping;
        if (right) continue;
        const std::string_view is = value->is(SettingKind::scalar) ? "a single value" : value->is(SettingKind::list) ? "a list" : "a mapping";
        remarks.add(Gravity::error, "wrong-value", value->origin, fmt::format("'{}' cannot be {}", shape.key, is),
                    fmt::format("see docs.gitlab.com/ci/yaml/#{}", shape.key));
    }
}

void lint_variables(const Setting* variables, LintRemarks& remarks) {
    if (variables == nullptr) return;
    for (const SettingEntry& entry : variables->entries) {
        const Setting& value = *entry.value;
        if (value.is(SettingKind::list))
            remarks.add(Gravity::error, "wrong-value", value.origin,
                        fmt::format("the variable '{}' cannot be a list", printable(shorten(entry.key, 80))), "write it as one text");
        if (value.is(SettingKind::mapping)) remarks.unknown_keys(value, KeyPlace::variable, "a variable");
    }
}

void lint_parts(const Setting& job, LintRemarks& remarks) {
    if (const Setting* artifacts = job.find("artifacts")) {
        remarks.unknown_keys(*artifacts, KeyPlace::artifacts, "artifacts");
        if (const Setting* reports = artifacts->find("reports")) remarks.unknown_keys(*reports, KeyPlace::reports, "artifacts:reports");
    }
    if (const Setting* image = job.find("image")) remarks.unknown_keys(*image, KeyPlace::image, "image");
    if (const Setting* services = job.find("services"))
        for (const Setting* service : flat_items(*services)) remarks.unknown_keys(*service, KeyPlace::service, "a service");
    if (const Setting* cache = job.find("cache"))
        for (const Setting* each : flat_items(*cache)) remarks.unknown_keys(*each, KeyPlace::cache, "cache");
    if (const Setting* retry = job.find("retry")) remarks.unknown_keys(*retry, KeyPlace::retry, "retry");
    if (const Setting* environment = job.find("environment")) remarks.unknown_keys(*environment, KeyPlace::environment, "environment");
    if (const Setting* inherit = job.find("inherit")) remarks.unknown_keys(*inherit, KeyPlace::inherit, "inherit");
    if (const Setting* needs = job.find("needs"))
        for (const Setting* need : flat_items(*needs)) remarks.unknown_keys(*need, KeyPlace::need, "an entry of needs");
    lint_variables(job.find("variables"), remarks);
}

void lint_refs(const Setting& job, LintRemarks& remarks) {
    for (const std::string_view key : {"only", "except"}) {
        const Setting* refs = job.find(key);
        if (refs == nullptr || refs->is(SettingKind::nothing)) continue;
        if (const Setting* rules = job.find("rules"); rules != nullptr && !rules->is(SettingKind::nothing))
            remarks.add(Gravity::error, "rules-beside-only", refs->origin, fmt::format("a job cannot have 'rules' and '{}'", key),
                        "put what it says into the rules");
        const Setting* names = refs->is(SettingKind::mapping) ? refs->find("refs") : refs;
        if (names == nullptr) continue;
        for (const Setting* name : flat_scalars(*names)) {
            if (!name->text.starts_with('/')) continue;
            if (const auto finds = regex_finds(std::string_view(name->text).substr(0, name->text.rfind('@')), ""); !finds)
                remarks.add(Gravity::error, "wrong-expression", name->origin, finds.error().message, finds.error().hint);
        }
    }
}

} // namespace

void lint_rules(const Setting& rules, KeyPlace place, LintRemarks& remarks) {
    std::size_t always = 0; // number of the rule after which none is reached
    std::vector<const Setting*> before;
    std::size_t number = 0;
    for (const Setting* rule : flat_items(rules)) {
        ++number;
        if (!rule->is(SettingKind::mapping)) {
            if (rule->is(SettingKind::scalar) || rule->is(SettingKind::nothing))
                remarks.add(Gravity::error, "wrong-value", rule->origin, "a rule is a mapping", "write '- if: …' or '- when: …'");
            continue;
        }
        remarks.unknown_keys(*rule, place, "a rule");
        lint_when(*rule, place, remarks);
        lint_variables(rule->find("variables"), remarks);
        const Setting* condition = rule->find("if");
        const bool is_text = condition != nullptr && condition->is(SettingKind::scalar);
        if (is_text && !condition->is_true() && !condition->is_false()) {
            if (const auto expression = Expression::parse(condition->text); !expression)
                remarks.add(Gravity::error, "wrong-expression", condition->origin, expression.error().message, expression.error().hint);
        } else if (condition != nullptr && !is_text) {
            remarks.add(Gravity::error, "wrong-value", condition->origin, "'if' is one expression", "join several with && or ||");
        }
        if (always > 0) {
            remarks.add(Gravity::warning, "unreachable-rule", rule->origin,
                        fmt::format("this rule is never reached: rule {} matches always", always), "put it before that one, or take it away");
            continue;
        }
        const bool has_condition = condition != nullptr || rule->find("changes") != nullptr || rule->find("exists") != nullptr;
        const auto is_known = [&](const SettingEntry& entry) { return std::ranges::find(keywords(place), entry.key) != keywords(place).end(); };
        if (!has_condition && std::ranges::all_of(rule->entries, is_known)) always = number;
        const auto same_clauses = [&](const Setting* other) {
            for (const std::string_view key : {"if", "changes", "exists"}) {
                const Setting* left = other->find(key);
                const Setting* right = rule->find(key);
                if ((left == nullptr) != (right == nullptr) || (left != nullptr && !says_the_same(*left, *right))) return false;
            }
            return true;
        };
        if (before.size() > 200) continue; // more is not looked at: each is compared with each
        if (has_condition && std::ranges::any_of(before, same_clauses))
            remarks.add(Gravity::warning, "unreachable-rule", rule->origin, "this rule is never reached: one before it has the same conditions",
                        "join the two, or take one away");
        before.push_back(rule);
    }
}

void lint_job(const Pipeline& pipeline, const Job& job, LintRemarks& remarks) {
    const Setting& body = *job.written;
    if (!job.hidden) remarks.unknown_keys(body, KeyPlace::job, "a job");
    lint_shapes(body, remarks);
    lint_parts(body, remarks);
    lint_refs(body, remarks);
    lint_when(body, KeyPlace::job, remarks);
    for (const std::string_view key : {"before_script", "script", "after_script"})
        if (const Setting* script = body.find(key)) lint_script(*script, key, 0, remarks);
    if (const Setting* rules = body.find("rules")) lint_rules(*rules, KeyPlace::rule, remarks);
    if (job.hidden) return;
    const Setting* script = body.find("script");
    const bool works = (script != nullptr && !script->is(SettingKind::nothing)) || body.find("trigger") != nullptr ||
                       body.find("run") != nullptr || body.find("release") != nullptr || body.find("pages") != nullptr;
    if (works || job.lacks_base) return;
    const bool unknown = !pipeline.unread.empty();
    std::string hint = LintRemarks::near(job.name, keywords(KeyPlace::top_level));
    if (hint.empty() && unknown) hint = "it may come from an include that cannot be read here";
    if (hint.empty()) hint = "add 'script' or 'trigger', or begin its name with a dot where it is only for others to extend";
    remarks.add(unknown ? Gravity::note : Gravity::error, "no-script", job.origin,
                fmt::format("the job '{}' has no script", printable(shorten(job.name, 80))), std::move(hint));
}

} // namespace squire::pipeline
