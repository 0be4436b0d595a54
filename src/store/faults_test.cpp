// SPDX-License-Identifier: MIT
//
// What goes wrong around a store: killed processes, full disks, folders that may not be written, several at once.
#include "store/each_database_test.h"

#include <csignal>
#include <fstream>
#include <functional>
#include <thread>

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace squire::store {
namespace {

/// A process of its own that runs `work` and ends without any of the test's clean-up.
pid_t start(const std::function<void()>& work) {
    const pid_t child = ::fork();
    if (child != 0) return child;
    work();
    ::_exit(0);
}

int status_of_end(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return status;
}

finding::Report many(std::uint32_t count, std::uint32_t first_line = 1) {
    std::vector<finding::Finding> findings;
    for (std::uint32_t i = 0; i < count; ++i) findings.push_back(finding_at("rule", "a.c", first_line + i));
    return report_of(std::move(findings));
}

TEST_P(EachDatabase, KilledAtAnyMomentItOpensWithTheLastCompleteScan) {
    {
        const Store store = open();
    }
    std::int64_t entries = 0;
    bool grew = false;
    for (int round = 0; round < 12; ++round) {
        const pid_t child = start([&] {
            Store store = open();
            for (std::uint32_t scan = 0;; ++scan) static_cast<void>(recorded(store, many(40, 1 + scan % 7)));
        });
        const int patience = grew ? 1 : 1 + round; // on a busy machine the first scan takes a second to come
        std::this_thread::sleep_for(std::chrono::milliseconds((15 + 17 * round % 90) * patience));
        ::kill(child, SIGKILL);
        ASSERT_TRUE(WIFSIGNALED(status_of_end(child)));
        const Store store = open();
        EXPECT_EQ(faults_of(store), "") << "round " << round;
        const auto scans = store.scans();
        ASSERT_TRUE(scans.has_value()) << describe(scans.error());
        const std::int64_t now = store.head()->sequence;
        EXPECT_GE(now, entries) << "no scan that was there is lost";
        EXPECT_EQ(static_cast<std::int64_t>(scans->size()), now);
        grew = grew || now > entries;
        entries = now;
        EXPECT_EQ(store.count({.present = true}, 1'000).value(), scans->empty() ? 0U : 40U)
            << "all of the last scan, and nothing of the next one";
    }
    EXPECT_TRUE(grew);
}

TEST_P(EachDatabase, SeveralProcessesAtOnceLoseNoRow) {
    {
        const Store store = open();
    }
    constexpr int kProcesses = 4;
    constexpr int kWrites = 12;
    std::vector<pid_t> children;
    for (int process = 0; process < kProcesses; ++process) {
        children.push_back(start([&] {
            Store store = open();
            for (int i = 0; i < kWrites; ++i) {
                const finding::Report report = report_of({finding_at("shared", "a.c", 1), finding_at("own", fmt::format("{}.c", process), 1)});
                const auto judge = by_fingerprint(report, {"scanner", fmt::format("target {}", process)});
                const bool scanned =
                    store
                        .record_scan(
                            {.witness = {"scanner", fmt::format("target {}", process)}, .report = report, .status = ScanStatus::complete}, judge,
                            "squire")
                        .has_value();
                const bool written = store
                                         .write(std::vector<ObjectWrite>{{.kind = "slot", .id = fmt::format("{}-{}", process, i)}},
                                                {.actor = "a", .verb = "slot.made", .kind = "slot"})
                                         .has_value();
                if (!scanned || !written) ::_exit(1);
            }
        }));
    }
    for (const pid_t child : children) EXPECT_EQ(status_of_end(child), 0);
    const Store store = open();
    EXPECT_EQ(store.head()->sequence, 2 * kProcesses * kWrites);
    EXPECT_EQ(store.objects("slot")->size(), static_cast<std::size_t>(kProcesses * kWrites));
    EXPECT_EQ(store.list({.rule = "shared"})->size(), 1U) << "one vulnerability with four witnesses";
    EXPECT_EQ(store.list({.rule = "own"})->size(), static_cast<std::size_t>(kProcesses));
    EXPECT_EQ(faults_of(store), "");
}

// A limit on the size of a file is what a test can set without rights; SQLite meets it as it meets a full disk, by a write that fails.
TEST(Faults, AFullDiskStoresNothingOfTheStepAndSaysSo) {
    const testing::TemporaryFolder folder;
    const SetClock clock;
    const StorePlace place{.database = (folder.path() / "store.sqlite").string(), .head = folder.path() / "head"};
    ScanRecord first;
    {
        Store store = *Store::open(place, clock, Opening::create);
        first = recorded(store, many(20));
    }
    const auto said = folder.path() / "said";
    const pid_t child = start([&] {
        std::signal(SIGXFSZ, SIG_IGN); // the write then fails by itself
        Store store = *Store::open(place, clock, Opening::upgrade);
        const struct rlimit limit{.rlim_cur = 300'000, .rlim_max = 300'000};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        const finding::Report large = many(5'000);
        const auto failed = store.record_scan({.witness = {"squire-sast", "tree"}, .report = large, .status = ScanStatus::complete},
                                              by_fingerprint(large, {"squire-sast", "tree"}), "squire");
        std::ofstream(said) << (failed ? "stored" : failed.error().kind == ErrorKind::io ? "io" : describe(failed.error()));
        std::ofstream(said, std::ios::app) << " and then " << (store.list({.limit = 0}) ? store.list({.limit = 0})->size() : 0);
    });
    EXPECT_EQ(status_of_end(child), 0);
    std::ifstream in(said);
    std::string text;
    std::getline(in, text);
    EXPECT_EQ(text, "io and then 20");
    Store store = *Store::open(place, clock, Opening::upgrade);
    EXPECT_EQ(store.scans(), std::vector{first});
    EXPECT_EQ(faults_of(store), "");
    EXPECT_EQ(recorded(store, many(21)).still, 20U) << "with room again, it goes on";
}

TEST(Faults, WhereNothingMayBeWrittenItSaysSo) {
    const testing::TemporaryFolder folder;
    const SetClock clock;
    const StorePlace place{.database = (folder.path() / "inner/store.sqlite").string()};
    EXPECT_EQ(Store::open(place, clock, Opening::create).error().kind, ErrorKind::unreadable) << "no folder";
    std::filesystem::create_directory(folder.path() / "inner");
    {
        Store store = *Store::open(place, clock, Opening::create);
        static_cast<void>(recorded(store, many(3)));
    }
    namespace fs = std::filesystem;
    constexpr auto kReadable = fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read;
    constexpr auto kSearchable = fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec;
    fs::permissions(folder.path(), kReadable | kSearchable | fs::perms::owner_write);
    fs::permissions(place.database, kReadable);
    fs::permissions(folder.path() / "inner", kReadable | kSearchable);
    const auto said = folder.path() / "said";
    std::ofstream(said) << "";
    fs::permissions(said, fs::perms::all);
    const pid_t child = start([&] {
        if (::getuid() == 0 && ::setuid(65534) != 0) ::_exit(9); // root may write everywhere
        std::ofstream out(said);
        auto store = Store::open(place, clock, Opening::upgrade);
        if (!store) {
            out << "not opened: " << describe(store.error());
            return;
        }
        const auto rows = store->list({});
        out << (rows ? fmt::format("{} rows", rows->size()) : describe(rows.error()));
        const auto noted = store->note({.actor = "a", .verb = "b"});
        out << ", " << (noted ? "written" : noted.error().kind == ErrorKind::io ? "io" : describe(noted.error()));
    });
    EXPECT_EQ(status_of_end(child), 0);
    std::ifstream in(said);
    std::string text;
    std::getline(in, text);
    EXPECT_EQ(text, "3 rows, io");
    fs::permissions(folder.path() / "inner", fs::perms::owner_all);
}

TEST(Faults, WhatIsNoStoreIsRefused) {
    const testing::TemporaryFolder folder;
    const SetClock clock;
    const auto file = folder.write("store.sqlite", std::string(8'192, 'x'));
    const auto refused = Store::open({.database = file.string()}, clock, Opening::create);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().kind, ErrorKind::malformed) << describe(refused.error());
    EXPECT_EQ(Store::open({.database = folder.path().string()}, clock, Opening::create).error().kind, ErrorKind::unreadable);
}

} // namespace
} // namespace squire::store
