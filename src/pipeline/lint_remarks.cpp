// SPDX-License-Identifier: MIT
#include "pipeline/lint_remarks.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/nearest_word.h"
#include "base/text.h"
#include "pipeline/lint.h"

namespace squire::pipeline {

void LintRemarks::add(Gravity gravity, std::string_view rule, Origin origin, std::string message, std::string hint) {
    if (remarks_.size() >= kRemarkLimit || origin.file >= pipeline_.files.size() || !pipeline_.files[origin.file].own) return;
    if (!seen_.emplace(origin, rule, message).second) return;
    remarks_.push_back({.gravity = gravity, .rule = rule, .origin = origin, .message = std::move(message), .hint = std::move(hint)});
}

void LintRemarks::unknown_keys(const Setting& mapping, KeyPlace place, std::string_view where) {
    const auto known = keywords(place);
    for (const SettingEntry& entry : mapping.entries) {
        if (std::ranges::find(known, entry.key) != known.end()) continue;
        add(Gravity::error, "unknown-keyword", entry.origin, fmt::format("'{}' is no keyword of {}", printable(shorten(entry.key, 80)), where),
            near(entry.key, known));
    }
}

std::string LintRemarks::near(std::string_view word, std::span<const std::string_view> names, std::string_view otherwise) {
    if (names.size() > 5'000) return std::string(otherwise);
    const std::string_view nearest = nearest_word(word, names);
    return nearest.empty() ? std::string(otherwise) : fmt::format("did you mean '{}'?", printable(nearest));
}

std::vector<Remark> LintRemarks::take() {
    std::ranges::stable_sort(remarks_, {}, [](const Remark& remark) { return std::pair(remark.origin, remark.gravity); });
    return std::move(remarks_);
}

} // namespace squire::pipeline
