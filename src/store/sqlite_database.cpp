// SPDX-License-Identifier: MIT
//
// The one file that speaks to SQLite. Write-ahead log: readers see the last commit while one writer works. synchronous=FULL: a commit is on disk when
// it returns, so neither SIGKILL nor a power cut loses one; it costs one flush a transaction, and Squire's are few and large.
#include "store/database.h"

#include <filesystem>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

namespace squire::store {
namespace {

constexpr int kBusyMilliseconds = 30'000;

struct CloseConnection {
    void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
};
struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
struct ResetStatement {
    void operator()(sqlite3_stmt* statement) const {
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
    }
};
using Connection = std::unique_ptr<sqlite3, CloseConnection>;
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;
using Use = std::unique_ptr<sqlite3_stmt, ResetStatement>; // of a statement that stays prepared

Error error_of(sqlite3* connection, int code, const std::string& path) {
    const std::string said = connection == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(connection);
    switch (code & 0xFF) { // the rest tells details
    case SQLITE_FULL:
        return {ErrorKind::io, "the disk is full; nothing of this step was stored", path, "make room, then run the same command again"};
    case SQLITE_READONLY:
    case SQLITE_PERM: return {ErrorKind::io, "the store cannot be written: " + said, path, "the file and its folder must be writable for you"};
    case SQLITE_IOERR:
        return {ErrorKind::io, "the store could not be read or written: " + said, path,
                "see that the disk has room and is whole; the last complete step is safe"};
    case SQLITE_CANTOPEN: return {ErrorKind::unreadable, "the store cannot be opened: " + said, path, "see that the folder is there and yours"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {ErrorKind::conflict, "another process kept the store busy for too long", path, "wait for it, then run the same command again"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return {ErrorKind::malformed, "this is no store, or a damaged one: " + said, path, "bring back a backup (docs/store.md)"};
    case SQLITE_CONSTRAINT: return {ErrorKind::internal, "the store refused a value: " + said, path, ""};
    default: return {ErrorKind::internal, "the store failed: " + said, path, ""};
    }
}

void bind(sqlite3_stmt* statement, std::span<const Value> values) {
    int index = 0;
    for (const Value& value : values) {
        ++index;
        if (const auto* number = std::get_if<std::int64_t>(&value)) {
            sqlite3_bind_int64(statement, index, *number);
        } else if (const auto* text = std::get_if<std::string_view>(&value)) {
            // An empty view may have no address, which SQLite would take for null.
            sqlite3_bind_text64(statement, index, text->data() == nullptr ? "" : text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
        } else {
            sqlite3_bind_null(statement, index);
        }
    }
}

Value column_of(sqlite3_stmt* statement, int column) {
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER: return static_cast<std::int64_t>(sqlite3_column_int64(statement, column));
    case SQLITE_NULL: return std::monostate{};
    default: {
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
        return std::string_view(text == nullptr ? "" : text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
    }
    }
}

class SqliteDatabase final : public Database {
public:
    SqliteDatabase(Connection connection, std::string path) : path_(std::move(path)), connection_(std::move(connection)) {}

    Result<void> run(std::string_view sql) override {
        const std::string text(sql);
        return check(sqlite3_exec(connection_.get(), text.c_str(), nullptr, nullptr, nullptr));
    }

    Result<std::int64_t> execute(const std::string& sql, std::span<const Value> parameters) override {
        auto done = query(sql, parameters, [](const Row&) -> Result<void> { return {}; });
        if (!done) return std::unexpected(std::move(done.error()));
        return sqlite3_changes64(connection_.get());
    }

    Result<void> query(const std::string& sql, std::span<const Value> parameters, const Visitor& visitor) override {
        auto prepared = prepare(sql);
        if (!prepared) return std::unexpected(std::move(prepared.error()));
        const Use statement(*prepared);
        bind(statement.get(), parameters);
        std::vector<Value> values(static_cast<std::size_t>(sqlite3_column_count(statement.get())));
        while (true) {
            const int code = sqlite3_step(statement.get());
            if (code == SQLITE_DONE) return {};
            if (code != SQLITE_ROW) return std::unexpected(error_of(connection_.get(), code, path_));
            for (std::size_t i = 0; i < values.size(); ++i) values[i] = column_of(statement.get(), static_cast<int>(i));
            if (auto visited = visitor(Row(values)); !visited) return visited;
        }
    }

    Result<void> insert(std::string_view table, std::span<const std::string_view> columns, Rows rows) override {
        std::string names;
        std::string places;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            names += fmt::format("{}{}", i == 0 ? "" : ", ", columns[i]);
            places += fmt::format("{}${}", i == 0 ? "" : ", ", i + 1);
        }
        return for_each(fmt::format("INSERT INTO {} ({}) VALUES ({})", table, names, places), rows);
    }

    Result<void> update(std::string_view table, std::span<const std::string_view> columns, Rows rows) override {
        std::string changes;
        for (std::size_t i = 1; i < columns.size(); ++i) changes += fmt::format("{}{} = ?{}", i == 1 ? "" : ", ", columns[i], i + 1);
        return for_each(fmt::format("UPDATE {} SET {} WHERE {} = ?1", table, changes, columns.front()), rows);
    }

    Result<void> begin_reading() override { return run("BEGIN DEFERRED"); }
    Result<void> begin_writing() override { return run("BEGIN IMMEDIATE"); }
    Result<void> commit() override { return run("COMMIT"); }
    void roll_back() override {
        if (sqlite3_get_autocommit(connection_.get()) == 0) sqlite3_exec(connection_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
    }

    std::string translate(std::string_view sql) const override { return std::string(sql); } // migrations are written for SQLite

    Result<bool> has_table(std::string_view name) override {
        bool found = false;
        auto asked = Database::query("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = $1", {name}, [&](const Row&) -> Result<void> {
            found = true;
            return {};
        });
        if (!asked) return std::unexpected(std::move(asked.error()));
        return found;
    }

    Result<void> avoid_sorting() override { return {}; } // which it does by itself
    Result<void> refresh_statistics() override { return run("PRAGMA analysis_limit = 4000; ANALYZE"); }
    std::string name() const override { return path_; }

private:
    using Database::execute;
    using Database::query;

    Result<void> check(int code) {
        if (code == SQLITE_OK) return {};
        return std::unexpected(error_of(connection_.get(), code, path_));
    }

    Result<void> for_each(const std::string& sql, Rows rows) {
        auto prepared = prepare(sql);
        if (!prepared) return std::unexpected(std::move(prepared.error()));
        for (const std::span<const Value> row : rows) {
            const Use statement(*prepared);
            bind(statement.get(), row);
            if (const int code = sqlite3_step(statement.get()); code != SQLITE_DONE)
                return std::unexpected(error_of(connection_.get(), code, path_));
        }
        return {};
    }

    Result<sqlite3_stmt*> prepare(const std::string& sql) {
        if (const auto known = statements_.find(sql); known != statements_.end()) return known->second.get();
        sqlite3_stmt* statement = nullptr;
        const int code =
            sqlite3_prepare_v3(connection_.get(), sql.c_str(), static_cast<int>(sql.size() + 1), SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
        if (code != SQLITE_OK) return std::unexpected(error_of(connection_.get(), code, path_));
        if (statements_.size() >= kMostStatements) statements_.clear(); // queries are built from filters: no end of different ones
        return statements_.emplace(sql, statement).first->second.get();
    }

    static constexpr std::size_t kMostStatements = 64;
    std::string path_;
    Connection connection_;
    std::unordered_map<std::string, Statement> statements_; // by their text; gone before the connection
};

// The file and its folder: the write-ahead log and its index lie beside it.
bool may_be_written(const std::filesystem::path& path) {
    const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
    return ::access(path.c_str(), W_OK) == 0 && ::access(folder.c_str(), W_OK) == 0;
}

// Reading takes locks and an index of the log, both files that a read-only folder refuses. Where no log lies there, everything is in the database itself
// and "immutable" reads it without either (sqlite.org/uri.html).
std::string uri_for_reading(const std::string& path) {
    std::string uri = "file:";
    for (const char c : path) uri += std::string_view("%?#").find(c) == std::string_view::npos ? std::string(1, c) : fmt::format("%{:02x}", c);
    std::error_code error;
    const auto log = std::filesystem::file_size(path + "-wal", error);
    return uri + (error || log == 0 ? "?immutable=1" : "?mode=ro");
}

} // namespace

Result<std::unique_ptr<Database>> open_sqlite(const std::string& path, Access access) {
    std::error_code error;
    if (access == Access::existing && !std::filesystem::exists(path, error))
        return fail(ErrorKind::not_found, "there is no store yet", path, "squire store migrate makes it");
    sqlite3* raw = nullptr;
    const bool only_read = std::filesystem::exists(path, error) && !may_be_written(path);
    const int mode =
        only_read ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI : SQLITE_OPEN_READWRITE | (access == Access::create ? SQLITE_OPEN_CREATE : 0);
    const int code =
        sqlite3_open_v2((only_read ? uri_for_reading(path) : path).c_str(), &raw, mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    Connection connection(raw);
    if (code != SQLITE_OK) return std::unexpected(error_of(raw, code, path));
    sqlite3_busy_timeout(raw, kBusyMilliseconds);
    auto database = std::make_unique<SqliteDatabase>(std::move(connection), path);
    // Pages that a transaction changes stay in the cache until it commits, if they fit there; else they are written, read and written again. A scan of
    // 20,000 findings changes 200 MB of a store of a million. Memory is taken as it is needed.
    auto set =
        database->run("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA case_sensitive_like = ON; PRAGMA cache_size = -393216; "
                      "PRAGMA temp_store = MEMORY");
    if (!set) return std::unexpected(std::move(set.error()));
    // Of a new file alone. Rows of an event are some 1.5 kB, of which 4 kB hold two; 16 kB are more to write where one row of a page changes.
    if (access == Access::create)
        if (auto sized = database->run("PRAGMA page_size = 8192"); !sized) return std::unexpected(std::move(sized.error()));
    if (!only_read)
        if (auto logged = database->run("PRAGMA journal_mode = WAL"); !logged) return std::unexpected(std::move(logged.error()));
    return database;
}

} // namespace squire::store
