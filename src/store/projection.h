// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "store/facts.h"

namespace squire::store {

/// Some rows of a computed table, as the facts say that they must be: all those whose key lies in (after, up_to], in the order of their keys.
struct ProjectedRows {
    std::string_view table;
    std::span<const std::string_view> columns;
    std::string_view key; // first columns of the primary key, by which they are ordered and cut: "id"
    std::string order;    // the whole of it
    std::vector<std::string> after; // empty: from the first
    std::vector<std::string> up_to; // empty: to the last
    std::vector<Record> rows;
};

using ProjectionVisitor = std::function<Result<void>(const ProjectedRows&)>;

/// Computes every computed table anew from the facts, some thousand rows at a time. The visitor may use the database.
Result<void> project(Database& database, const ProjectionVisitor& visitor);

/// Fills the computed tables, which are empty.
Result<void> fill_projections(Database& database);

} // namespace squire::store
