// SPDX-License-Identifier: MIT
#include <charconv>

#include <fmt/format.h>

#include "pipeline/selection.h"

namespace squire::pipeline {

namespace {

constexpr std::size_t kInstanceLimit = 200; // GitLab's

/// All combinations of one entry of a matrix, as "linux, gcc"; the last key changes fastest.
void add_combinations(const Setting& entry, std::vector<std::string>& to) {
    std::vector<std::string> made{""};
    for (const SettingEntry& variable : entry.entries) {
        std::vector<std::string> longer;
        for (const std::string& each : made)
            for (const Setting* value : flat_items(*variable.value)) {
                if (longer.size() >= kInstanceLimit) break;
                longer.push_back(each.empty() ? value->text : each + ", " + value->text);
            }
        made = std::move(longer);
    }
    for (std::string& each : made)
        if (to.size() < kInstanceLimit) to.push_back(std::move(each));
}

} // namespace

std::vector<std::string> instance_names(const Job& job) {
    const Setting* parallel = job.body->find("parallel");
    if (parallel == nullptr) return {job.name};
    std::vector<std::string> names;
    if (parallel->is(SettingKind::scalar)) {
        std::size_t count = 0;
        const std::string& digits = parallel->text;
        if (std::from_chars(digits.data(), digits.data() + digits.size(), count).ec != std::errc() || count < 2) return {job.name};
        count = std::min(count, kInstanceLimit);
        for (std::size_t each = 1; each <= count; ++each) names.push_back(fmt::format("{} {}/{}", job.name, each, count));
        return names;
    }
    std::vector<std::string> combinations;
    if (const Setting* matrix = parallel->find("matrix"))
        for (const Setting* entry : flat_items(*matrix)) add_combinations(*entry, combinations);
    for (const std::string& each : combinations) names.push_back(fmt::format("{}: [{}]", job.name, each));
    if (names.empty()) names.push_back(job.name);
    return names;
}

std::vector<Need> needs_of(const Job& job) {
    std::vector<Need> made;
    const Setting* needs = job.body->find("needs");
    if (needs == nullptr) return made;
    for (const Setting* need : flat_items(*needs)) {
        if (need->is(SettingKind::scalar)) {
            made.push_back({.job = need->text, .origin = need->origin});
        } else if (need->find("pipeline") == nullptr && need->find("project") == nullptr && need->find("job") != nullptr) {
            const Setting* optional = need->find("optional");
            made.push_back({.job = std::string(need->text_of("job")),
                            .optional = optional != nullptr && optional->is_true(),
                            .origin = need->find("job")->origin});
        }
    }
    return made;
}

} // namespace squire::pipeline
