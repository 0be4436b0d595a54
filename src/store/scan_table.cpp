// SPDX-License-Identifier: MIT
#include "store/scan_table.h"

#include <fmt/format.h>

#include "store/facts.h"
#include "store/id_prefix.h"

namespace squire::store {
namespace {

Result<std::vector<ScanRecord>> read(Database& database, const std::string& where, std::span<const Value> parameters) {
    std::vector<ScanRecord> scans;
    auto done = database.query(fmt::format("SELECT {} FROM scan {}", list_of(scan_facts().columns), where), parameters,
                               [&](const Row& row) -> Result<void> {
                                   auto scan = scan_of(row);
                                   if (!scan) return std::unexpected(std::move(scan.error()));
                                   scans.push_back(std::move(*scan));
                                   return {};
                               });
    if (!done) return std::unexpected(std::move(done.error()));
    return scans;
}

} // namespace

Result<std::vector<ScanRecord>> read_scans(Database& database, const ScanFilter& filter) {
    std::string where = "WHERE entry > $1";
    std::vector<Value> parameters{std::int64_t{0}};
    for (const auto& [column, text] :
         {std::pair("scanner", &filter.scanner), std::pair("target", &filter.target), std::pair("commit_id", &filter.commit)}) {
        if (text->empty()) continue;
        parameters.emplace_back(std::string_view(*text));
        where += fmt::format(" AND {} = ${}", column, parameters.size());
    }
    where += " ORDER BY entry DESC";
    if (filter.limit != 0) where += fmt::format(" LIMIT {}", filter.limit);
    return read(database, where, parameters);
}

Result<ScanRecord> find_scan(Database& database, std::string_view prefix) {
    auto of_commit = prefix_range(prefix);
    if (!of_commit) return std::unexpected(std::move(of_commit.error()));
    const std::array<Value, 2> range{std::string_view(of_commit->first), std::string_view(of_commit->second)};
    auto scans = read(database, "WHERE commit_id >= $1 AND commit_id < $2 ORDER BY entry DESC", range);
    if (!scans) return std::unexpected(std::move(scans.error()));
    for (const ScanRecord& scan : *scans)
        if (scan.provenance.revision != scans->front().provenance.revision)
            return fail(ErrorKind::usage, fmt::format("more than one scanned commit begins with '{}'", prefix), "", "give more of its digits");
    if (!scans->empty()) return scans->front();
    auto id = resolve(database, {.table = "scan", .what = "scan"}, prefix);
    if (!id) return std::unexpected(std::move(id.error()));
    const std::array<Value, 1> whole{std::string_view(*id)};
    scans = read(database, "WHERE id = $1", whole);
    if (!scans) return std::unexpected(std::move(scans.error()));
    return scans->front();
}

} // namespace squire::store
