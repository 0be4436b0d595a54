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
    Record after; // empty: from the first
    Record up_to; // empty: to the last
    std::vector<Record> rows;
};

using ProjectionVisitor = std::function<Result<void>(const ProjectedRows&)>;

/// Computes the computed tables anew from the facts, some thousand rows at a time. What it takes from the table `history` it checks against the
/// facts (`malformed`). The visitor may use the database.
Result<void> project(Database& database, const ProjectionVisitor& visitor);

/// Fills the computed tables, which are empty. `malformed` where the events make no sense.
Result<void> fill_projections(Database& database);

} // namespace squire::store
