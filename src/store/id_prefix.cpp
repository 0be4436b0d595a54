// SPDX-License-Identifier: MIT
#include "store/id_prefix.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.h"

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
    auto read = database.query(fmt::format("SELECT id FROM {} WHERE id >= $1 AND id < $2 ORDER BY id LIMIT 6", column.table),
                               {std::string_view(range->first), std::string_view(range->second)}, [&](const Row& row) -> Result<void> {
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
    std::size_t shared = 0;
    for (const std::string_view neighbour : {"max(id) FROM {} WHERE id < $1", "min(id) FROM {} WHERE id > $1"}) {
        auto read = database.query("SELECT " + fmt::format(fmt::runtime(neighbour), column.table), {id}, [&](const Row& row) -> Result<void> {
            const std::string_view other = row.text(0);
            const auto differ = std::ranges::mismatch(id, other).in1;
            shared = std::max(shared, static_cast<std::size_t>(differ - id.begin()));
            return {};
        });
        if (!read) return std::unexpected(std::move(read.error()));
    }
    return std::string(id.substr(0, std::max(kUsual, shared + 1)));
}

} // namespace squire::store
