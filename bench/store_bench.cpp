// SPDX-License-Identifier: MIT
//
// store_bench PLACE [fill | import FILE | export FILE | lists | record | verify]…   what the store costs at the size that docs/store.md names.
//
// Prints one row of a Markdown table for each thing that it measures. `fill` makes the store: 500 scans, each of 2,000 findings of which none was there
// before, so that a million vulnerabilities have come and all but the last 2,000 have gone.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <random>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <fmt/format.h>
#include <sys/resource.h>

#include "store/store.h"

namespace {

using namespace squire;
using store::Store;
using store::VulnerabilityFilter;

constexpr int kScans = 500;
constexpr std::uint32_t kFindings = 2'000; // a scan
constexpr int kRuns = 15; // of each list

class CountingClock final : public Clock {
public:
    mutable Time time{std::chrono::seconds(1'700'000'000)};
    [[nodiscard]] Time now() const override { return time += std::chrono::hours(1); }
};

// By the clock, and of this process's processor: on a machine with other work the second says more. A server's is not in it.
struct Seconds {
    double wall = 0;
    double processor = 0;
};

double processor_now() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

Seconds seconds_of(const auto& work) {
    const auto start = std::chrono::steady_clock::now();
    const double processor = processor_now();
    work();
    return {.wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), .processor = processor_now() - processor};
}

template <class T> T must(Result<T> result) {
    if (result) {
        if constexpr (std::is_void_v<T>)
            return;
        else
            return std::move(*result);
    }
    fmt::print(stderr, "store_bench: {}\n", describe(result.error()));
    std::exit(1);
}

// What a finding of code usually weighs: some 1.3 kB as it is stored.
finding::Finding finding_of(std::uint32_t number) {
    std::mt19937 random(number);
    const auto pick = [&](std::uint32_t below) { return static_cast<std::uint32_t>(random() % below); };
    const std::uint32_t rule = pick(200);
    const std::string file = fmt::format("src/{}/{}/file_{}.c", pick(20), pick(50), pick(20));
    const std::uint32_t line = 1 + pick(3'000);
    finding::Finding made{
        .type = finding::ReportType::sast,
        .severity = static_cast<finding::Severity>(1 + pick(5)),
        .confidence = finding::Confidence::medium,
        .name = fmt::format("Improper neutralization of element {}", rule),
        .description = std::string(350, 'd'),
        .solution = std::string(200, 's'),
        .identifiers = {{.type = "semgrep_id", .name = fmt::format("c.lang.rule-{}", rule), .value = fmt::format("c.lang.rule-{}", rule)},
                        {.type = "cwe", .name = "CWE-79", .value = "79", .url = "https://cwe.mitre.org/data/definitions/79.html"}},
        .location = finding::CodeLocation{.file = file, .range = {.start_line = line, .end_line = line}, .scope = "main"},
        .evidence = fmt::format("strcpy(target_{}, argv[1]);", line),
        .links = {{.name = "OWASP", .url = "https://owasp.org/Top10/A03_2021-Injection/"}}};
    made.fingerprint = fmt::format("{:032x}", number);
    return made;
}

finding::Report report_of(std::uint32_t first, std::uint32_t count) {
    finding::Report report{.scanner = {.id = "squire-sast", .version = "1"}, .provenance = {.revision = fmt::format("{:040x}", first)}};
    for (std::uint32_t i = 0; i < count; ++i) report.findings.push_back(finding_of(first + i));
    return report;
}

store::ScanRecord record(Store& store, const finding::Report& report) {
    const finding::Witness witness{"squire-sast", "tree"};
    const auto judge = [&](std::span<const finding::Vulnerability> known) -> Result<store::Verdict> {
        std::unordered_map<std::string_view, const finding::Vulnerability*> ids;
        for (const auto& each : known) ids[each.finding().fingerprint] = &each;
        store::Verdict verdict;
        std::unordered_set<const finding::Vulnerability*> seen;
        for (std::size_t i = 0; i < report.findings.size(); ++i) {
            const auto it = ids.find(report.findings[i].fingerprint);
            verdict.matches.push_back({it == ids.end() ? "" : it->second->id, {i}});
            if (it != ids.end()) seen.insert(it->second);
        }
        for (const auto& each : known)
            if (each.present() && !seen.contains(&each)) verdict.gone.push_back(each.id);
        return verdict;
    };
    return must(store.record_scan({.witness = witness, .report = report, .status = store::ScanStatus::complete}, judge, "bench"));
}

void row(std::string_view what, Seconds seconds) { fmt::print("| {} | {:.3f} | {:.3f} |\n", what, seconds.wall, seconds.processor); }

void fill(Store& store) {
    row(fmt::format("{} scans of {} new findings each", kScans, kFindings), seconds_of([&] {
            for (int scan = 0; scan < kScans; ++scan)
                static_cast<void>(record(store, report_of(static_cast<std::uint32_t>(scan) * kFindings, kFindings)));
        }));
    const auto some = must(store.list({.sort = store::Sort::path, .limit = 1'000}));
    for (const auto& each : some) must(store.move({.vulnerability = each.id, .to = finding::State::confirmed}, "bench"));
}

void record_large(Store& store) {
    constexpr std::uint32_t kLarge = 20'000;
    // Findings that no earlier run has recorded.
    const auto from = static_cast<std::uint32_t>(10'000'000 + must(store.head()).sequence * kLarge);
    const auto report = report_of(from, kLarge);
    auto moved = report;
    for (std::size_t i = 0; i < moved.findings.size(); i += 50)
        std::get<finding::CodeLocation>(moved.findings[i].location).range.start_line += 3;
    row("recording 20,000 findings, all new (2,000 gone)", seconds_of([&] { static_cast<void>(record(store, report)); }));
    row("recording them again, none changed", seconds_of([&] { static_cast<void>(record(store, report)); }));
    row("recording them again, 400 moved", seconds_of([&] { static_cast<void>(record(store, moved)); }));
    row("recording a scan without findings, 20,000 gone", seconds_of([&] { static_cast<void>(record(store, report_of(0, 0))); }));
}

void lists(Store& store) {
    using finding::Severity;
    using finding::State;
    const auto middle = must(store.list({.sort = store::Sort::newest, .limit = 1})).front();
    const std::string page = must(store.list({.limit = 5'000})).back().id;
    const std::vector<std::pair<const char*, VulnerabilityFilter>> filters{
        {"all, by severity", {}},
        {"page after the 5,000th", {.after = page}},
        {"all, by path", {.sort = store::Sort::path}},
        {"still there", {.present = true}},
        {"severity at least high, state confirmed", {.at_least = Severity::high, .states = {State::confirmed}}},
        {"states confirmed or dismissed", {.states = {State::confirmed, State::dismissed}}},
        {"dismissed (none)", {.states = {State::dismissed}}},
        {"type without any", {.types = {finding::ReportType::dast}}},
        {"a rule", {.rule = "c.lang.rule-77"}},
        {"a rule that is not there", {.rule = "no-such-rule"}},
        {"a folder", {.path = "src/7/"}},
        {"a folder, critical, present", {.at_least = Severity::critical, .present = true, .path = "src/7/"}},
        {"a file, by path", {.path = "src/7/7/file_7.c", .sort = store::Sort::path}},
        {"glob *file_7.c", {.path = "*file_7.c"}},
        {"glob without any", {.path = "*no_such_file.c"}},
        {"new since the last scan but one", {.after_entry = middle.first_entry - 2}},
        {"older than a time", {.seen_before = Time(std::chrono::seconds(1'700'100'000))}},
        {"newer than a time", {.seen_since = middle.first_seen}},
        {"text in a name", {.text = "element 77"}},
        {"text that is nowhere", {.text = "no such text"}},
    };
    for (const auto& [what, filter] : filters) {
        std::vector<double> walls;
        std::vector<double> processors;
        std::size_t rows = 0;
        for (int run = 0; run < kRuns; ++run) {
            const Seconds seconds = seconds_of([&] { rows = must(store.list(filter)).size(); });
            walls.push_back(seconds.wall);
            processors.push_back(seconds.processor);
        }
        std::ranges::sort(walls);
        std::ranges::sort(processors);
        fmt::print("| list: {} ({} rows) | {:.4f} | {:.4f} |\n", what, rows, walls[kRuns / 2], processors[kRuns / 2]);
    }
    row("count of all, to 10,000", seconds_of([&] { static_cast<void>(must(store.count({}, 10'000))); }));
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        fmt::print(stderr, "usage: store_bench PLACE [fill | import FILE | export FILE | lists | record | verify]...\n");
        return 2;
    }
    const CountingClock clock;
    Store store = must(Store::open({.database = argv[1]}, clock, store::Opening::create));
    for (int i = 2; i < argc; ++i) {
        const std::string_view what = argv[i];
        if (what == "fill") fill(store);
        if (what == "lists") lists(store);
        if (what == "record") record_large(store);
        if (what == "export" && i + 1 < argc)
            row("export", seconds_of([&] {
                    std::ofstream out(argv[++i], std::ios::binary);
                    must(store.export_to(out));
                }));
        if (what == "import" && i + 1 < argc)
            row("import", seconds_of([&] {
                    std::ifstream in(argv[++i], std::ios::binary);
                    must(store.import_from(in));
                }));
        if (what == "verify")
            row("verify", seconds_of([&] {
                    const auto found = must(store.verify());
                    for (const std::string& fault : found.faults) fmt::print(stderr, "{}\n", fault);
                }));
        std::fflush(stdout);
    }
}
