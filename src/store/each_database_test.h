// SPDX-License-Identifier: MIT
//
// The contract suite's ground: every test of it runs on SQLite and on PostgreSQL.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/clock.h"
#include "store/database.h"
#include "store/store.h"
#include "testing/postgresql_schema.h"
#include "testing/temporary_folder.h"

namespace squire::store {

class SetClock final : public Clock {
public:
    Time time{std::chrono::seconds(1'700'000'000)};
    [[nodiscard]] Time now() const override { return time; }
};

class EachDatabase : public ::testing::TestWithParam<const char*> {
protected:
    void SetUp() override {
        if (std::string_view(GetParam()) == "sqlite") {
            place = {.database = (folder.path() / "store.sqlite").string(), .head = folder.path() / "head"};
            return;
        }
        if (!testing::PostgresqlSchema::available()) GTEST_SKIP() << "no server: run it by ctest, which starts one";
        schema = std::make_unique<testing::PostgresqlSchema>();
        place = {.database = schema->url(), .head = folder.path() / "head"};
    }

    /// Opens, and makes where there is none.
    [[nodiscard]] Store open() const {
        auto store = Store::open(place, clock, Opening::create);
        if (!store) throw std::runtime_error(describe(store.error())); // nothing of the test makes sense then
        return std::move(*store);
    }

    /// The database behind the store's back.
    [[nodiscard]] std::unique_ptr<Database> behind() const {
        auto database = schema ? open_postgresql(place.database) : open_sqlite(place.database, Access::existing);
        if (!database) throw std::runtime_error(describe(database.error()));
        return std::move(*database);
    }

public:
    testing::TemporaryFolder folder;
    std::unique_ptr<testing::PostgresqlSchema> schema;
    SetClock clock;
    StorePlace place;
};

/// A finding of code with a fingerprint that is its rule, file and line.
[[nodiscard]] finding::Finding finding_at(std::string rule, std::string file, std::uint32_t line,
                                          finding::Severity severity = finding::Severity::high);
[[nodiscard]] finding::Report report_of(std::vector<finding::Finding> findings, std::string commit = std::string(40, 'a'));

/// The simplest judge: the same fingerprint is the same vulnerability, and what this witness does not see any more is gone.
[[nodiscard]] Judge by_fingerprint(const finding::Report& report, finding::Witness witness);

/// Records a complete scan by that judge.
[[nodiscard]] ScanRecord recorded(Store& store, const finding::Report& report, const finding::Witness& witness = {"squire-sast", "tree"},
                                  ScanStatus status = ScanStatus::complete);

/// What `verify` says, "; " between faults; empty for a store that is whole.
[[nodiscard]] std::string faults_of(const Store& store);

} // namespace squire::store
