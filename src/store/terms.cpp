// SPDX-License-Identifier: MIT
#include "store/terms.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace squire::store {
namespace {

constexpr std::array<std::string_view, 2> kColumns{"kind", "text"};
constexpr std::array<std::string_view, 3> kKinds{"file", "name", "rule"};
constexpr std::size_t kAtOnce = 500; // parameters of a statement

} // namespace

Result<std::optional<std::vector<Term>>> matching_terms(Database& database, std::string_view condition, std::string_view pattern,
                                                        std::size_t most) {
    std::vector<Term> terms;
    auto read = database.query(fmt::format("SELECT kind, text FROM term WHERE {} LIMIT {}", condition, most + 1), {pattern},
                               [&](const Row& row) -> Result<void> {
                                   terms.push_back({.kind = std::string(row.text(0)), .text = std::string(row.text(1))});
                                   return {};
                               });
    if (!read) return std::unexpected(std::move(read.error()));
    if (terms.size() > most) return std::nullopt;
    return terms;
}

std::vector<Term> terms_of(std::span<const Record> vulnerabilities) {
    std::vector<Term> terms;
    for (const std::string_view kind : kKinds) {
        const auto column = static_cast<std::size_t>(std::ranges::find(kVulnerabilityColumns, kind) - kVulnerabilityColumns.begin());
        std::set<std::string_view> texts;
        for (const Record& record : vulnerabilities) texts.insert(std::get<std::string>(record[column]));
        for (const std::string_view text : texts) terms.push_back({.kind = std::string(kind), .text = std::string(text)});
    }
    return terms;
}

Result<void> add_terms(Database& database, std::span<const Term> terms) {
    std::set<Term> missing(terms.begin(), terms.end());
    for (const std::string_view kind : kKinds) {
        std::vector<std::string_view> texts;
        for (const Term& term : terms)
            if (term.kind == kind) texts.push_back(term.text);
        for (std::size_t from = 0; from < texts.size(); from += kAtOnce) {
            std::vector<Value> parameters{kind};
            std::string places;
            for (const std::string_view text : std::span(texts).subspan(from, std::min(kAtOnce, texts.size() - from))) {
                parameters.emplace_back(text);
                places += fmt::format("{}substr(${}, 1, 255)", places.empty() ? "" : ", ", parameters.size());
            }
            auto read = database.query(fmt::format("SELECT text FROM term WHERE kind = $1 AND substr(text, 1, 255) IN ({})", places), parameters,
                                       [&](const Row& row) -> Result<void> {
                                           missing.erase({.kind = std::string(kind), .text = std::string(row.text(0))});
                                           return {};
                                       });
            if (!read) return read;
        }
    }
    std::vector<Record> records;
    for (const Term& term : missing) records.push_back({term.kind, term.text});
    return insert(database, "term", kColumns, records);
}

Result<void> drop_unused_terms(Database& database, std::span<const Term> terms) {
    for (const Term& term : terms) {
        const bool is_name = term.kind == "name"; // of which the index has the beginning
        auto dropped = database.execute(
            fmt::format("DELETE FROM term WHERE kind = $1 AND text = $2 AND substr(text, 1, 255) = substr($2, 1, 255) AND NOT EXISTS "
                        "(SELECT 1 FROM vulnerability v WHERE v.{} = term.text{})",
                        term.kind, is_name ? " AND substr(v.name, 1, 255) = substr(term.text, 1, 255)" : ""),
            {std::string_view(term.kind), std::string_view(term.text)});
        if (!dropped) return std::unexpected(std::move(dropped.error()));
    }
    return {};
}

Result<void> fill_terms(Database& database) {
    for (const std::string_view kind : kKinds)
        if (auto filled = database.execute(fmt::format("INSERT INTO term (kind, text) SELECT DISTINCT '{0}', {0} FROM vulnerability", kind), {});
            !filled)
            return std::unexpected(std::move(filled.error()));
    return {};
}

Result<std::int64_t> wrong_terms(Database& database) {
    std::int64_t wrong = 0;
    const auto add = [&](const std::string& sql) {
        return database.query(sql, {}, [&](const Row& row) -> Result<void> {
            wrong += row.integer(0);
            return {};
        });
    };
    std::string known = "'-'";
    for (const std::string_view kind : kKinds) {
        known += fmt::format(", '{}'", kind);
        const std::string have = fmt::format("SELECT text FROM term WHERE kind = '{}'", kind);
        const std::string want = fmt::format("SELECT {} FROM vulnerability", kind);
        for (const auto& [one, other] : {std::pair(&have, &want), std::pair(&want, &have)})
            if (auto counted = add(fmt::format("SELECT count(*) FROM ({} EXCEPT {}) AS lone", *one, *other)); !counted)
                return std::unexpected(std::move(counted.error()));
    }
    for (const std::string& sql : {std::string("SELECT count(*) FROM (SELECT 1 FROM term GROUP BY kind, text HAVING count(*) > 1) AS twice"),
                                   fmt::format("SELECT count(*) FROM term WHERE kind NOT IN ({})", known)})
        if (auto counted = add(sql); !counted) return std::unexpected(std::move(counted.error()));
    return wrong;
}

} // namespace squire::store
