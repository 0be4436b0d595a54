// SPDX-License-Identifier: MIT
#include "store/distinct_values.h"

#include <fmt/format.h>

namespace squire::store {

Result<std::optional<std::vector<std::string>>> DistinctValues::matching(Database& database, std::string_view condition,
                                                                         std::string_view pattern, std::size_t most) const {
    const std::string sql = fmt::format("WITH RECURSIVE step(value) AS (SELECT (SELECT {0} FROM vulnerability ORDER BY {0} LIMIT 1) UNION ALL "
                                        "SELECT (SELECT {0} FROM vulnerability WHERE {0} > step.value ORDER BY {0} LIMIT 1) FROM step "
                                        "WHERE step.value IS NOT NULL) SELECT value FROM step WHERE value IS NOT NULL AND {1} LIMIT {2}",
                                        column_, condition, most + 1);
    std::vector<std::string> values;
    auto read = database.query(sql, {pattern}, [&](const Row& row) -> Result<void> {
        values.emplace_back(row.text(0));
        return {};
    });
    if (!read) return std::unexpected(std::move(read.error()));
    if (values.size() > most) return std::nullopt;
    return values;
}

} // namespace squire::store
