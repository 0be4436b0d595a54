// SPDX-License-Identifier: MIT
//
// The one file that speaks to PostgreSQL, version 12 or newer, by libpq. Texts are kept as in SQLite: compared by their bytes (COLLATE "C").
#include "store/database.h"

#include <charconv>
#include <map>
#include <vector>

#include <fmt/format.h>
#include <libpq-fe.h>

#include "base/text.h"

namespace squire::store {
namespace {

// Writers queue for this lock, as SQLite's do for the file: "squire" in ASCII. It ends with the transaction, also where its process dies.
constexpr std::int64_t kWriterLock = 0x737175697265;

constexpr Oid kInt8 = 20; // of pg_type: fixed numbers of the server's catalogue
constexpr Oid kInt2 = 21;
constexpr Oid kInt4 = 23;

struct CloseConnection {
    void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct ClearResult {
    void operator()(PGresult* result) const { PQclear(result); }
};
using Connection = std::unique_ptr<PGconn, CloseConnection>;
using Answer = std::unique_ptr<PGresult, ClearResult>;

std::string one_line(std::string_view message) { return std::string(trim(message.substr(0, message.find('\n')))); }

Error error_of(PGconn* connection, const PGresult* result, const std::string& name) {
    const char* field = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const std::string_view state = field == nullptr ? "" : field;
    const std::string said = one_line(PQerrorMessage(connection));
    if (state.starts_with("53") || state.starts_with("58"))
        return {ErrorKind::io, "the database server is out of room: " + said, name, "make room there; nothing of this step was stored"};
    if (state.starts_with("40") || state == "55P03" || state == "57014")
        return {ErrorKind::conflict, "somebody else was quicker: " + said, name, "run the same command again"};
    if (state == "42501" || state == "25006")
        return {ErrorKind::io, "the database may not be written: " + said, name, "ask its owner for the right to"};
    if (state.starts_with("08") || state.starts_with("57") || PQstatus(connection) != CONNECTION_OK)
        return {ErrorKind::unreadable, "the connection to the database is lost: " + said, name,
                "run the same command again; nothing of this step was stored"};
    return {ErrorKind::internal, "the store failed: " + said, name, ""};
}

// What COPY … FROM STDIN takes (PostgreSQL's manual, "COPY", text format).
void append_copy_text(std::string& line, std::string_view text) {
    for (const char c : text) {
        switch (c) {
        case '\\': line += "\\\\"; break;
        case '\n': line += "\\n"; break;
        case '\r': line += "\\r"; break;
        case '\t': line += "\\t"; break;
        default: line += c;
        }
    }
}

class PostgresqlDatabase final : public Database {
public:
    PostgresqlDatabase(Connection connection, std::string name) : connection_(std::move(connection)), name_(std::move(name)) {}

    Result<void> run(std::string_view sql) override {
        const std::string text(sql);
        const Answer answer(PQexec(connection_.get(), text.c_str()));
        return check(answer.get(), PGRES_COMMAND_OK);
    }

    Result<std::int64_t> execute(const std::string& sql, std::span<const Value> parameters) override {
        const Answer answer = ask(sql, parameters);
        if (auto done = check(answer.get(), PGRES_COMMAND_OK); !done) return std::unexpected(std::move(done.error()));
        return parse(PQcmdTuples(answer.get()));
    }

    Result<void> query(const std::string& sql, std::span<const Value> parameters, const Visitor& visitor) override {
        const Answer answer = ask(sql, parameters);
        if (auto done = check(answer.get(), PGRES_TUPLES_OK); !done) return done;
        std::vector<Value> values(static_cast<std::size_t>(PQnfields(answer.get())));
        for (int row = 0; row < PQntuples(answer.get()); ++row) {
            for (std::size_t i = 0; i < values.size(); ++i) values[i] = column_of(answer.get(), row, static_cast<int>(i));
            if (auto visited = visitor(Row(values)); !visited) return visited;
        }
        return {};
    }

    Result<void> insert(std::string_view table, std::span<const std::string_view> columns, Rows rows) override {
        std::string names;
        for (const std::string_view column : columns) names += fmt::format("{}{}", names.empty() ? "" : ", ", column);
        const Answer begun(PQexec(connection_.get(), fmt::format("COPY {} ({}) FROM STDIN", table, names).c_str()));
        if (auto ready = check(begun.get(), PGRES_COPY_IN); !ready) return ready;
        std::string lines;
        bool sent = true;
        for (std::size_t i = 0; i < rows.size() && sent; ++i) {
            append_line(lines, rows[i]);
            if (lines.size() < kLinesAtOnce && i + 1 < rows.size()) continue;
            sent = PQputCopyData(connection_.get(), lines.data(), static_cast<int>(lines.size())) == 1;
            lines.clear();
        }
        if (sent) sent = PQputCopyEnd(connection_.get(), nullptr) == 1;
        Result<void> done;
        while (const Answer answer{PQgetResult(connection_.get())})
            if (auto ended = check(answer.get(), PGRES_COMMAND_OK); !ended && done) done = std::move(ended);
        if (!sent && done) done = std::unexpected(error_of(connection_.get(), nullptr, name_));
        return done;
    }

    // A statement a row would be a round trip a row.
    Result<void> update(std::string_view table, std::span<const std::string_view> columns, Rows rows) override {
        std::string names;
        std::string changes;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            names += fmt::format("{}{}", i == 0 ? "" : ", ", columns[i]);
            if (i != 0) changes += fmt::format("{}{} = c.{}", i == 1 ? "" : ", ", columns[i], columns[i]);
        }
        constexpr std::string_view kChange = "pg_temp.squire_change";
        if (auto made = run(fmt::format("CREATE TEMPORARY TABLE squire_change ON COMMIT DROP AS SELECT {} FROM {} LIMIT 0", names, table));
            !made)
            return made;
        if (auto filled = insert(kChange, columns, rows); !filled) return filled;
        if (auto changed =
                run(fmt::format("UPDATE {} t SET {} FROM {} c WHERE t.{} = c.{}", table, changes, kChange, columns.front(), columns.front()));
            !changed)
            return changed;
        return run(fmt::format("DROP TABLE {}", kChange));
    }

    Result<void> begin_reading() override { return run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"); }
    Result<void> begin_writing() override {
        if (auto begun = run("BEGIN"); !begun) return begun;
        auto locked = Database::query("SELECT pg_advisory_xact_lock($1)", {kWriterLock}, [](const Row&) -> Result<void> { return {}; });
        if (!locked) roll_back();
        return locked;
    }
    Result<void> commit() override {
        const Answer answer(PQexec(connection_.get(), "COMMIT"));
        if (auto done = check(answer.get(), PGRES_COMMAND_OK); !done) return done;
        if (std::string_view(PQcmdStatus(answer.get())) != "COMMIT") // a failed transaction answers ROLLBACK
            return fail(ErrorKind::internal, "the database took back what was written", name_);
        return {};
    }
    void roll_back() override {
        if (PQtransactionStatus(connection_.get()) != PQTRANS_IDLE) const Answer ended(PQexec(connection_.get(), "ROLLBACK"));
    }

    std::string translate(std::string_view sql) const override {
        std::string text(sql);
        const auto replace = [&](std::string_view from, std::string_view to) {
            for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
                text.replace(at, from.size(), to);
        };
        replace(" TEXT", " text COLLATE \"C\"");
        replace(" INTEGER", " bigint");
        replace(") STRICT, WITHOUT ROWID", ")");
        replace(") STRICT", ")");
        return text;
    }

    Result<bool> has_table(std::string_view name) override {
        bool found = false;
        auto asked = Database::query("SELECT to_regclass($1) IS NOT NULL", {name}, [&](const Row& row) -> Result<void> {
            found = row.text(0) == "t";
            return {};
        });
        if (!asked) return std::unexpected(std::move(asked.error()));
        return found;
    }

    Result<void> avoid_sorting() override { return run("SET LOCAL enable_sort = off"); }
    Result<void> refresh_statistics() override {
        // An index alone answers only where VACUUM has seen the table's pages; autovacuum would, some minutes later.
        if (auto vacuumed = run("VACUUM (ANALYZE) vulnerability"); !vacuumed) return vacuumed;
        return run("ANALYZE ledger, scan, event, history, term, sighting, object_version, object, object_key");
    }
    std::string name() const override { return name_; }

private:
    using Database::execute;
    using Database::query;
    static constexpr std::size_t kLinesAtOnce = std::size_t{1} << 20U;

    static std::int64_t parse(std::string_view text) {
        std::int64_t number = 0;
        std::from_chars(text.data(), text.data() + text.size(), number);
        return number;
    }

    static Value column_of(const PGresult* answer, int row, int column) {
        if (PQgetisnull(answer, row, column) == 1) return std::monostate{};
        const std::string_view text(PQgetvalue(answer, row, column), static_cast<std::size_t>(PQgetlength(answer, row, column)));
        const Oid type = PQftype(answer, column);
        if (type == kInt8 || type == kInt4 || type == kInt2) return parse(text);
        return text;
    }

    static void append_line(std::string& lines, std::span<const Value> row) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i != 0) lines += '\t';
            if (const auto* number = std::get_if<std::int64_t>(&row[i])) {
                lines += fmt::format_int(*number).c_str();
            } else if (const auto* text = std::get_if<std::string_view>(&row[i])) {
                append_copy_text(lines, *text);
            } else {
                lines += "\\N";
            }
        }
        lines += '\n';
    }

    Result<void> check(const PGresult* answer, ExecStatusType wanted) {
        if (answer != nullptr && PQresultStatus(answer) == wanted) return {};
        return std::unexpected(error_of(connection_.get(), answer, name_));
    }

    Answer ask(const std::string& sql, std::span<const Value> parameters) {
        std::vector<std::string> texts; // libpq wants them ended by a zero; all are of one request's life
        texts.reserve(parameters.size());
        std::vector<const char*> pointers;
        for (const Value& value : parameters) {
            if (const auto* number = std::get_if<std::int64_t>(&value)) {
                texts.emplace_back(fmt::format_int(*number).str());
            } else if (const auto* text = std::get_if<std::string_view>(&value)) {
                texts.emplace_back(*text);
            } else {
                pointers.push_back(nullptr);
                continue;
            }
            pointers.push_back(texts.back().c_str());
        }
        return Answer(
            PQexecParams(connection_.get(), sql.c_str(), static_cast<int>(pointers.size()), nullptr, pointers.data(), nullptr, nullptr, 0));
    }

    Connection connection_;
    std::string name_;
};

void ignore_notice(void* /*unused*/, const PGresult* /*unused*/) {}

} // namespace

Result<std::unique_ptr<Database>> open_postgresql(const std::string& url) {
    Connection connection(PQconnectdb(url.c_str()));
    if (!connection) return fail(ErrorKind::internal, "out of memory");
    const char* host = PQhost(connection.get());
    const char* base = PQdb(connection.get());
    const std::string name = fmt::format("postgresql://{}/{}", host == nullptr ? "" : host, base == nullptr ? "" : base);
    if (PQstatus(connection.get()) != CONNECTION_OK) {
        return fail(ErrorKind::unreadable, "the database cannot be reached: " + one_line(PQerrorMessage(connection.get())), name,
                    "see DATABASE_URL, and that the server runs");
    }
    PQsetNoticeReceiver(connection.get(), ignore_notice, nullptr); // "already exists, skipping" is nothing for standard error
    auto database = std::make_unique<PostgresqlDatabase>(std::move(connection), name);
    auto set = database->run("SET client_encoding = 'UTF8'; SET standard_conforming_strings = on; SET lock_timeout = '30s'");
    if (!set) return std::unexpected(std::move(set.error()));
    return database;
}

} // namespace squire::store
