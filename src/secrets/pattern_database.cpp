// SPDX-License-Identifier: MIT
#include "secrets/pattern_database.h"

#include <algorithm>
#include <string>
#include <utility>

namespace squire::secrets {

Result<PatternDatabase> PatternDatabase::build(std::span<const Trigger> triggers, const std::filesystem::path& cache) {
    PatternDatabase result;
    std::vector<std::string> expressions;
    for (const Trigger& trigger : triggers) {
        expressions.push_back(trigger.expression);
        result.widths_.push_back(trigger.width);
        result.widest_ = std::max(result.widest_, trigger.width);
    }
    auto database = search::PatternDatabase::build(expressions, {}, cache);
    if (!database) return std::unexpected(std::move(database.error()));
    result.database_ = std::move(*database);
    return result;
}

} // namespace squire::secrets
