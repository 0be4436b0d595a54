// SPDX-License-Identifier: MIT
#include "store/migrations.h"

#include <random>

#include <fmt/format.h>

#include "embedded/migrations.h"
#include "store/projection.h"

namespace squire::store {
namespace {

// In each store from before its first migration, so that every program knows what it meets.
constexpr std::string_view kVersionTable = "CREATE TABLE IF NOT EXISTS squire_schema (\n"
                                           "    version INTEGER NOT NULL, -- migrations that have run, in order from 1\n"
                                           "    CONSTRAINT squire_schema_pk PRIMARY KEY (version)\n"
                                           ") STRICT";

Result<int> read_version(Database& database) {
    const auto known = database.has_table("squire_schema");
    if (!known) return std::unexpected(known.error());
    if (!*known) return 0;
    std::int64_t version = 0;
    auto read = database.query("SELECT max(version) FROM squire_schema", {}, [&](const Row& row) -> Result<void> {
        version = row.integer(0);
        return {};
    });
    if (!read) return std::unexpected(std::move(read.error()));
    return static_cast<int>(version);
}

// The last migration that makes computed tables anew; the facts fill them, within its transaction. Older ones that did need not, for what this program
// computes fits the newest tables alone.
constexpr int kComputedAnew = 5;

std::string random_identity() {
    std::random_device random;
    std::string identity;
    for (int i = 0; i < 4; ++i) identity += fmt::format("{:08x}", random());
    return identity;
}

Result<void> step_to(Database& database, int version) {
    auto transaction = Transaction::writing(database);
    if (!transaction) return std::unexpected(std::move(transaction.error()));
    if (auto made = database.run(database.translate(kVersionTable)); !made) return made;
    const auto now = read_version(database);
    if (!now) return std::unexpected(now.error());
    if (*now >= version) return {}; // another process was quicker
    const EmbeddedFile& file = embedded::migrations()[static_cast<std::size_t>(version - 1)];
    if (auto done = database.run(database.translate(file.text)); !done) {
        done.error().message = fmt::format("migration {}: {}", version, done.error().message);
        return done;
    }
    if (version == kComputedAnew) {
        if (auto filled = fill_projections(database); !filled) {
            filled.error().message = fmt::format("migration {}: {}", version, filled.error().message);
            return filled;
        }
    }
    if (auto noted = database.execute("INSERT INTO squire_schema (version) VALUES ($1)", {std::int64_t{version}}); !noted)
        return std::unexpected(std::move(noted.error()));
    if (version == 1) {
        const std::string identity = random_identity();
        if (auto named = database.execute("INSERT INTO store (identity) VALUES ($1)", {std::string_view(identity)}); !named)
            return std::unexpected(std::move(named.error()));
    }
    return transaction->commit();
}

} // namespace

int newest_version() { return static_cast<int>(embedded::migrations().size()); }

Result<int> version_of(Database& database) {
    auto version = read_version(database);
    if (!version) return version;
    if (*version > newest_version()) {
        return fail(ErrorKind::unsupported,
                    fmt::format("the store has version {}, and this program knows versions up to {}", *version, newest_version()),
                    database.name(), "a newer Squire has written it: use that one");
    }
    return version;
}

Result<void> migrate(Database& database, int target) {
    const auto version = version_of(database);
    if (!version) return std::unexpected(version.error());
    for (int next = *version + 1; next <= target; ++next)
        if (auto done = step_to(database, next); !done) return done;
    return {};
}

} // namespace squire::store
