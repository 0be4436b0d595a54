// SPDX-License-Identifier: MIT
#include "store/store.h"

#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "cli/command.h"
#include "cli/squire_process_test.h"
#include "store/database.h"
#include "testing/postgresql_schema.h"
#include "testing/temporary_folder.h"

namespace squire::cli {
namespace {

/// A workspace with some history: one scan, one decision.
class StoreCommand : public ::testing::Test {
protected:
    void SetUp() override {
        folder.write("squire.toml", "");
        folder.write(".squire/README", "");
        const SystemClock clock;
        auto store = store::Store::open(store::StorePlace::of_workspace(folder.path(), ""), clock, store::Opening::create);
        ASSERT_TRUE(store.has_value()) << describe(store.error());
        finding::Report report{
            .findings = {{.name = "Weakness", .identifiers = {{.type = "rule", .name = "r", .value = "r"}}, .fingerprint = "f"}}};
        const auto judge = [](auto) -> Result<store::Verdict> { return store::Verdict{.matches = {{.findings = {0}}}}; };
        const auto scan =
            store->record_scan({.witness = {"squire-sast", "tree"}, .report = report, .status = store::ScanStatus::complete}, judge, "squire");
        ASSERT_TRUE(scan.has_value()) << describe(scan.error());
        id = store->list({})->front().id;
        ASSERT_TRUE(store->move({.vulnerability = id, .to = finding::State::confirmed, .comment = "seen \x1b[31m"}, "Ada").has_value());
    }

    [[nodiscard]] Outcome run(std::vector<std::string> arguments, const std::string& database_url = {}) const {
        return run_squire({.arguments = std::move(arguments), .folder = folder.path(), .environment = {{"DATABASE_URL", database_url}}});
    }

public:
    testing::TemporaryFolder folder;
    std::string id;
};

TEST_F(StoreCommand, TheLedgerShowsWhatWasDone) {
    const Outcome table = run({"ledger", "show"});
    EXPECT_EQ(table.status, kClean) << table.err;
    EXPECT_NE(table.out.find("scan.recorded"), std::string::npos) << table.out;
    EXPECT_NE(table.out.find("vulnerability.confirmed  vulnerability " + id.substr(0, 12) + "  Ada"), std::string::npos) << table.out;
    EXPECT_EQ(table.out.find('\x1b'), std::string::npos);
    const Outcome filtered = run({"ledger", "show", "--verb", "vulnerability.*", "--actor", "Ada", "--object", id, "--format", "json"});
    const auto entries = nlohmann::json::parse(filtered.out);
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_EQ(entries[0]["sequence"], 2);
    EXPECT_EQ(nlohmann::json::parse(entries[0]["evidence"].get<std::string>())["to"], "confirmed");
    EXPECT_EQ(run({"ledger", "show", "--until", "2000-01-01"}).out, "");
    const Outcome last = run({"ledger", "show", "--limit", "1"});
    EXPECT_EQ(last.out.find("scan.recorded"), std::string::npos) << "the newest is the one that stays";
    EXPECT_NE(last.err.find("--limit 0 shows all"), std::string::npos) << last.err;
}

TEST_F(StoreCommand, VerifyTellsAWholeRecordFromATouchedOne) {
    const Outcome whole = run({"ledger", "verify"});
    EXPECT_EQ(whole.status, kClean) << whole.out << whole.err;
    EXPECT_NE(whole.out.find("2 ledger entries, 3 rows: whole\n"), std::string::npos) << whole.out;
    const std::string head = whole.out.substr(whole.out.find("head ") + 5, 66);
    EXPECT_EQ(run({"ledger", "verify", "--expect", head}).status, kClean);
    std::string other = head;
    other.back() = other.back() == '0' ? '1' : '0';
    EXPECT_EQ(run({"ledger", "verify", "--expect", other}).status, kFindings);
    EXPECT_EQ(run({"ledger", "verify", "--expect", "9" + head.substr(1)}).status, kFindings) << "an entry that is not there any more";

    auto database = store::open_sqlite((folder.path() / ".squire/store.sqlite").string(), store::Access::existing);
    ASSERT_TRUE(database.has_value());
    ASSERT_TRUE((*database)->run("UPDATE vulnerability SET state = 'resolved'").has_value());
    const Outcome touched = run({"store", "check"});
    EXPECT_EQ(touched.status, kFindings);
    EXPECT_NE(touched.out.find("tampered: vulnerability: " + id + " was changed"), std::string::npos) << touched.out;
    const Outcome for_programs = run({"ledger", "verify", "--format", "json"});
    EXPECT_EQ(for_programs.status, kFindings);
    EXPECT_EQ(nlohmann::json::parse(for_programs.out),
              nlohmann::json({{"whole", false},
                              {"entries", 2},
                              {"rows", 3},
                              {"head", head},
                              {"faults", nlohmann::json::array({"vulnerability: " + id + " was changed"})}}));
}

TEST_F(StoreCommand, ItMovesToPostgresqlAndBackByteForByte) {
    if (!testing::PostgresqlSchema::available()) GTEST_SKIP() << "no server: run it by ctest, which starts one";
    const testing::PostgresqlSchema schema;
    const Outcome first = run({"store", "export", "first.jsonl"});
    ASSERT_EQ(first.status, kClean) << first.err;
    const Outcome there = run({"store", "import", "first.jsonl"}, schema.url());
    ASSERT_EQ(there.status, kClean) << there.err;
    EXPECT_EQ(run({"ledger", "verify"}, schema.url()).out, run({"ledger", "verify"}).out);
    EXPECT_EQ(run({"ledger", "show"}, schema.url()).out, run({"ledger", "show"}).out);
    const Outcome back = run({"store", "export"}, schema.url());
    EXPECT_EQ(back.out, read_file(folder.path() / "first.jsonl").value());
    EXPECT_EQ(run({"store", "import", "first.jsonl"}, schema.url()).status, kUsage) << "it has entries by now";
    std::filesystem::remove(folder.path() / ".squire/store.sqlite");
    const Outcome home = run_squire({.arguments = {"store", "import", "-"}, .folder = folder.path(), .input = back.out});
    ASSERT_EQ(home.status, kClean) << home.err;
    EXPECT_EQ(run({"store", "export"}).out, back.out);
    EXPECT_EQ(run({"ledger", "verify"}).status, kClean);
}

TEST_F(StoreCommand, AServerThatIsNotThereIsSaidWithoutItsPassword) {
    const Outcome outcome = run({"ledger", "show"}, "postgresql://ada:s3cretword@/squire?host=" + (folder.path() / "no").string());
    EXPECT_EQ(outcome.status, kUsage);
    EXPECT_NE(outcome.err.find("the database cannot be reached"), std::string::npos) << outcome.err;
    EXPECT_EQ(outcome.err.find("s3cretword"), std::string::npos) << outcome.err;
}

TEST_F(StoreCommand, AnExportThatCannotBeWrittenLeavesNothing) {
    const Outcome outcome = run({"store", "export", "no/such/folder.jsonl"});
    EXPECT_EQ(outcome.status, kIncomplete);
    EXPECT_NE(outcome.err.find("cannot be written"), std::string::npos) << outcome.err;
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "no"));
}

} // namespace
} // namespace squire::cli
