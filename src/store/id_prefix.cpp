// SPDX-License-Identifier: MIT
#include "store/id_prefix.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.h"
#include "store/text_key.h"

namespace squire::store {
namespace {

constexpr std::size_t kShortest = 4; // that is taken
constexpr std::size_t kUsual = 7;    // that is shown
constexpr std::size_t kLongest = 40;

} // namespace

Result<std::pair<std::string, std::string>> prefix_range(std::string_view prefix) {
    const std::string digits = to_lower(prefix);
    if (digits.size() < kShortest || digits.size() > kLongest || digits.find_first_not_of("0123456789abcdef") != std::string::npos) {
        return fail(ErrorKind::usage, fmt::format("'{}' is no id", prefix), "",
                    fmt::format("an id is {} hexadecimal digits, of which the first {} or more will do", kLongest, kShortest));
    }
    return std::pair(digits, digits + "g"); // 'g' comes after every digit
}

Result<std::string> resolve(Database& database, const IdColumn& column, std::string_view prefix) {
    const auto range = prefix_range(prefix);
    if (!range) return std::unexpected(range.error());
    std::vector<std::string> found;
    std::vector<Value> parameters{std::string_view(range->first), std::string_view(range->second)};
    if (column.has_head) {
        parameters.emplace_back(head_of_id(range->first));
        parameters.emplace_back(head_of_id(range->first + std::string(kLongest - range->first.size(), 'f')));
    }
    auto read = database.query(fmt::format("SELECT id FROM {} WHERE id >= $1 AND id < $2{} ORDER BY {} LIMIT 6", column.table,
                                           column.has_head ? " AND head >= $3 AND head <= $4" : "", column.has_head ? "head" : "id"),
                               parameters, [&](const Row& row) -> Result<void> {
                                   found.emplace_back(row.text(0));
                                   return {};
                               });
    if (!read) return std::unexpected(std::move(read.error()));
    if (found.empty()) return fail(ErrorKind::not_found, fmt::format("there is no {} '{}'", column.what, prefix));
    if (found.size() > 1) {
        for (std::string& id : found) id.resize(std::min(id.size(), std::max<std::size_t>(prefix.size() + 4, 12)));
        return fail(ErrorKind::usage, fmt::format("more than one {} begins with '{}'", column.what, prefix), "",
                    fmt::format("give more of its digits: {}{}", fmt::join(found, ", "), found.size() == 6 ? ", …" : ""));
    }
    return found.front();
}

Result<std::string> shortest_prefix(Database& database, const IdColumn& column, std::string_view id) {
    // The neighbours share the most with it; by heads, all that share a whole one are neighbours.
    std::string where = "id = (SELECT max(id) FROM {0} WHERE id < $1) OR id = (SELECT min(id) FROM {0} WHERE id > $1)";
    std::vector<Value> parameters{id};
    if (column.has_head) {
        where = "id <> $1 AND head IN ($2, (SELECT max(head) FROM {0} WHERE head < $2), (SELECT min(head) FROM {0} WHERE head > $2))";
        parameters.emplace_back(head_of_id(id));
    }
    std::size_t shared = 0;
    auto read = database.query(fmt::format("SELECT id FROM {} WHERE {}", column.table, fmt::format(fmt::runtime(where), column.table)),
                               parameters, [&](const Row& row) -> Result<void> {
                                   const auto differ = std::ranges::mismatch(id, row.text(0)).in1;
                                   shared = std::max(shared, static_cast<std::size_t>(differ - id.begin()));
                                   return {};
                               });
    if (!read) return std::unexpected(std::move(read.error()));
    return std::string(id.substr(0, std::max(kUsual, shared + 1)));
}

} // namespace squire::store
