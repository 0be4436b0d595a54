// SPDX-License-Identifier: MIT
#include "store/each_database_test.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace squire::store {

finding::Finding finding_at(std::string rule, std::string file, std::uint32_t line, finding::Severity severity) {
    finding::Finding made{.severity = severity,
                          .confidence = finding::Confidence::high,
                          .name = "Weakness " + rule,
                          .description = "what it means",
                          .solution = "what to do",
                          .identifiers = {{.type = "squire_rule_id", .name = rule, .value = rule}},
                          .evidence = "char *name = getenv(…);"};
    made.fingerprint = fmt::format("{}:{}:{}", rule, file, line);
    made.location = finding::CodeLocation{.file = std::move(file), .range = {.start_line = line, .end_line = line}, .scope = "main"};
    return made;
}

finding::Report report_of(std::vector<finding::Finding> findings, std::string commit) {
    return {.scanner = {.id = "squire-sast", .name = "Squire", .version = "1.0.0"},
            .provenance = {.repository = "https://example.org/project", .revision = std::move(commit), .branch = "main"},
            .start_time = Time(std::chrono::seconds(1'600'000'000)),
            .end_time = Time(std::chrono::seconds(1'600'000'009)),
            .findings = std::move(findings)};
}

Judge by_fingerprint(const finding::Report& report, finding::Witness witness) {
    return [&report, witness = std::move(witness)](std::span<const finding::Vulnerability> known) -> Result<Verdict> {
        std::map<std::string, std::string> ids;
        for (const finding::Vulnerability& each : known)
            for (const finding::Sighting& sighting : each.sightings) ids[sighting.findings.front().fingerprint] = each.id;
        Verdict verdict;
        for (std::size_t i = 0; i < report.findings.size(); ++i) verdict.matches.push_back({ids[report.findings[i].fingerprint], {i}});
        for (const finding::Vulnerability& each : known) {
            const bool seen = std::ranges::find(verdict.matches, each.id, &Verdict::Match::vulnerability) != verdict.matches.end();
            const auto own = std::ranges::find(each.sightings, witness, &finding::Sighting::witness);
            if (!seen && own != each.sightings.end() && own->present) verdict.gone.push_back(each.id);
        }
        return verdict;
    };
}

ScanRecord recorded(Store& store, const finding::Report& report, const finding::Witness& witness, ScanStatus status) {
    auto judge = by_fingerprint(report, witness);
    auto record = store.record_scan(
        {.witness = witness, .report = report, .status = status, .report_digest = std::string(64, 'd')},
        [&](std::span<const finding::Vulnerability> known) -> Result<Verdict> {
            auto verdict = judge(known);
            if (status != ScanStatus::complete) verdict->gone.clear();
            return verdict;
        },
        "squire");
    EXPECT_TRUE(record.has_value()) << describe(record.error());
    return record.value_or(ScanRecord{});
}

std::string faults_of(const Store& store) {
    const auto found = store.verify();
    if (!found) return "error: " + describe(found.error());
    return fmt::format("{}", fmt::join(found->faults, "; "));
}

INSTANTIATE_TEST_SUITE_P(On, EachDatabase, ::testing::Values("sqlite", "postgresql"), [](const auto& each) { return std::string(each.param); });

} // namespace squire::store
