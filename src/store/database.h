// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "ledger/canonical.h"

namespace squire::store {

using ledger::Value;
using Rows = std::span<const std::span<const Value>>;

/// One row of an answer; its texts live until the visitor returns.
class Row {
public:
    explicit Row(std::span<const Value> values) : values_(values) {}
    [[nodiscard]] std::int64_t integer(std::size_t column) const; // 0 for null, or a text
    [[nodiscard]] std::string_view text(std::size_t column) const; // empty for null, or a number
    [[nodiscard]] bool is_null(std::size_t column) const { return std::holds_alternative<std::monostate>(values_[column]); }
    [[nodiscard]] std::span<const Value> values() const { return values_; }

private:
    std::span<const Value> values_;
};

using Visitor = std::function<Result<void>(const Row&)>;

/// One connection to a database, from one thread. The same SQL runs on each: parameters are $1, $2, … each at its first use in rising order, texts
/// compare by their bytes. What is not portable is a member here. Errors: `unreadable` where it cannot be opened or reached, `io` where the disk is
/// full or read-only, `conflict` where another connection held it for too long, `malformed` for a damaged file, else `internal`.
class Database {
public:
    virtual ~Database() = default;

    /// Several statements without parameters; not within `begin` … unless the caller says so.
    virtual Result<void> run(std::string_view sql) = 0;

    /// One statement; the number of rows it changed.
    virtual Result<std::int64_t> execute(const std::string& sql, std::span<const Value> parameters) = 0;

    /// One query; stops with the visitor's first error. The visitor must not use this connection.
    virtual Result<void> query(const std::string& sql, std::span<const Value> parameters, const Visitor& visitor) = 0;

    /// Many rows into a table, as fast as this database can.
    virtual Result<void> insert(std::string_view table, std::span<const std::string_view> columns, Rows rows) = 0;

    /// Likewise new values for rows that are there. The first column finds a row and must be its key; only indexes on the others are touched.
    virtual Result<void> update(std::string_view table, std::span<const std::string_view> columns, Rows rows) = 0;

    /// A transaction that reads one state of the database, and one that writes and waits for every other writer first.
    virtual Result<void> begin_reading() = 0;
    virtual Result<void> begin_writing() = 0;
    virtual Result<void> commit() = 0;
    virtual void roll_back() = 0; // also where the transaction has ended by an error

    /// The statements of a migration file as this database wants them.
    [[nodiscard]] virtual std::string translate(std::string_view sql) const = 0;
    [[nodiscard]] virtual Result<bool> has_table(std::string_view name) = 0;
    /// Until the transaction ends, rows that an index has in the wanted order are not sorted, whatever a planner thinks of that.
    virtual Result<void> avoid_sorting() = 0;
    virtual Result<void> refresh_statistics() = 0; // after much was written: the planner must know
    [[nodiscard]] virtual std::string name() const = 0; // for messages; never a password

    Result<std::int64_t> execute(const std::string& sql, std::initializer_list<Value> parameters) {
        return execute(sql, std::span(parameters.begin(), parameters.size()));
    }
    Result<void> query(const std::string& sql, std::initializer_list<Value> parameters, const Visitor& visitor) {
        return query(sql, std::span(parameters.begin(), parameters.size()), visitor);
    }
};

/// Rolls back at the end of its life unless committed.
class Transaction {
public:
    [[nodiscard]] static Result<Transaction> reading(Database& database);
    [[nodiscard]] static Result<Transaction> writing(Database& database);
    Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    Result<void> commit();

private:
    explicit Transaction(Database& database) : database_(&database) {}
    Database* database_;
};

enum class Access : std::uint8_t { create, existing };

/// A file. A new one is made where `access` says so; its folder must be there.
[[nodiscard]] Result<std::unique_ptr<Database>> open_sqlite(const std::string& path, Access access);

/// A database that is there, by URL ("postgresql://user@host/name?…") in libpq's words.
[[nodiscard]] Result<std::unique_ptr<Database>> open_postgresql(const std::string& url);

} // namespace squire::store
