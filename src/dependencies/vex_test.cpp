// SPDX-License-Identifier: MIT
#include "dependencies/vex.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "dependencies/vex_writer.h"

namespace squire::dependencies {
namespace {

const Package kAnvil{.ecosystem = Ecosystem::npm, .name = "anvil", .version = "1.0.0"};
const Weakness kWeakness{.id = "CVE-2025-1000", .ids = {"CVE-2025-1000", "GHSA-aaaa-bbbb-cccc"}};

std::string openvex(std::string_view statements, std::string_view time = "2025-01-01T00:00:00Z") {
    return fmt::format(R"({{"@context": "https://openvex.dev/ns/v0.2.0", "author": "A", "timestamp": "{}", "version": 1, "statements": [{}]}})",
                       time, statements);
}

std::string cyclonedx(std::string_view rest) { return fmt::format(R"({{"bomFormat": "CycloneDX", "specVersion": "1.6", {}}})", rest); }

TEST(Vex, SaysWhatIsKnownOfAWeaknessOfAPackage) {
    struct Case {
        std::string text;
        std::string_view answer; // of kWeakness in kAnvil: its flag, or "-"
    };
    const Case cases[] = {
        // The product is the package, or the package is a part of the product.
        {openvex(R"({"vulnerability": {"name": "CVE-2025-1000"}, "products": [{"@id": "pkg:npm/anvil@1.0.0"}], "status": "not_affected",
                     "justification": "vulnerable_code_not_present"})"),
         "not_affected, vulnerable_code_not_present"},
        {openvex(R"({"vulnerability": {"name": "CVE-2025-1000"}, "status": "not_affected", "impact_statement": "nobody drops it",
                     "products": [{"@id": "https://acme.example/shop", "subcomponents": [{"@id": "pkg:npm/anvil"}]}]})"),
         "not_affected, nobody drops it"},
        {openvex(R"({"vulnerability": {"name": "CVE-2025-1000"}, "status": "not_affected", "impact_statement": "x",
                     "products": [{"@id": "https://acme.example/a", "identifiers": {"purl": "pkg:npm/anvil@1.0.0"}}]})"),
         "not_affected, x"},
        // By another of its names, and as an IRI.
        {openvex(R"({"vulnerability": {"name": "X-1", "aliases": ["GHSA-aaaa-bbbb-cccc"]}, "products": [{"@id": "pkg:npm/anvil"}],
                     "status": "fixed"})"),
         "fixed"},
        {openvex(R"({"vulnerability": {"@id": "https://nvd.nist.gov/vuln/detail/CVE-2025-1000"}, "products": [{"@id": "pkg:npm/anvil"}],
                     "status": "fixed"})"),
         "fixed"},
        // 0.0.1 writes texts.
        {openvex(R"({"vulnerability": "cve-2025-1000", "products": ["pkg:npm/anvil@1.0.0"], "status": "under_investigation"})"),
         "under_investigation"},
        // The newest holds; of one time, the later.
        {openvex(R"({"vulnerability": "CVE-2025-1000", "products": ["pkg:npm/anvil"], "status": "not_affected", "impact_statement": "x",
                     "timestamp": "2025-03-01T00:00:00Z"},
                    {"vulnerability": "CVE-2025-1000", "products": ["pkg:npm/anvil"], "status": "affected"})"),
         "not_affected, x"},
        {openvex(R"({"vulnerability": "CVE-2025-1000", "products": ["pkg:npm/anvil"], "status": "not_affected", "impact_statement": "x"},
                    {"vulnerability": "GHSA-aaaa-bbbb-cccc", "products": ["pkg:npm/anvil"], "status": "affected"})"),
         "affected"},
        // Of another version, package, weakness.
        {openvex(R"({"vulnerability": "CVE-2025-1000", "products": ["pkg:npm/anvil@1.0.1"], "status": "fixed"})"), "-"},
        {openvex(R"({"vulnerability": "CVE-2025-1000", "products": ["pkg:pypi/anvil@1.0.0"], "status": "fixed"})"), "-"},
        {openvex(R"({"vulnerability": "CVE-2025-1001", "products": ["pkg:npm/anvil@1.0.0"], "status": "fixed"})"), "-"},
        {openvex(R"({"vulnerability": "CVE-2025-1000", "status": "fixed",
                     "products": [{"@id": "pkg:npm/anvil", "subcomponents": [{"@id": "pkg:npm/hammer"}]}]})"),
         "-"},
        {cyclonedx(R"("components": [{"bom-ref": "a", "components": [{"bom-ref": "b", "purl": "pkg:npm/anvil@1.0.0"}]}],
                     "vulnerabilities": [{"id": "CVE-2025-1000", "affects": [{"ref": "b"}],
                       "analysis": {"state": "not_affected", "justification": "code_not_reachable", "detail": "behind a door"}}])"),
         "not_affected, code_not_reachable: behind a door"},
        {cyclonedx(R"("vulnerabilities": [{"id": "X", "references": [{"id": "GHSA-aaaa-bbbb-cccc"}], "affects": [{"ref": "pkg:npm/anvil"}],
                       "analysis": {"state": "false_positive"}}])"),
         "not_affected, false_positive"},
        {cyclonedx(R"("vulnerabilities": [{"id": "CVE-2025-1000", "affects": [{"ref": "urn:cdx:f0/1#pkg:npm/anvil@1.0.0"}],
                       "analysis": {"state": "exploitable"}}])"),
         "affected"},
        {cyclonedx(R"("vulnerabilities": [{"id": "CVE-2025-1000", "analysis": {"state": "resolved"},
                       "affects": [{"ref": "pkg:npm/anvil", "versions": [{"version": "0.9.0"}, {"version": "1.0.0"}]}]}])"),
         "fixed"},
        {cyclonedx(R"("vulnerabilities": [{"id": "CVE-2025-1000", "analysis": {"state": "resolved"},
                       "affects": [{"ref": "pkg:npm/anvil", "versions": [{"version": "0.9.0"}]}]}])"),
         "-"},
        {cyclonedx(R"("vulnerabilities": [{"id": "CVE-2025-1000", "affects": [{"ref": "pkg:npm/anvil"}]}])"), "-"}, // no analysis
    };
    for (const Case& each : cases) {
        Problems problems;
        auto statements = read_vex(each.text, "vex.json", problems);
        ASSERT_TRUE(statements.has_value()) << each.text << '\n' << describe(statements.error());
        EXPECT_TRUE(problems.list().empty()) << each.text;
        VexBook book;
        book.add(std::move(*statements));
        const VexStatement* const statement = book.about(kWeakness, kAnvil);
        EXPECT_EQ(statement == nullptr ? "-" : vex_flag(*statement).description, each.answer) << each.text;
    }
}

TEST(Vex, NamesStatementsThatItCannotUse) {
    struct Case {
        std::string text;
        std::string_view problem; // begins with it
    };
    const Case cases[] = {
        {openvex(R"({"vulnerability": "CVE-2025-1000", "products": ["pkg:npm/anvil"], "status": "not_affected"})"),
         "it says not_affected, and not why"},
        {openvex(R"({"vulnerability": "CVE-2025-1000", "products": ["https://acme.example"], "status": "fixed"})"), "it names no package"},
        {openvex(R"({"vulnerability": "CVE-2025-1000", "status": "fixed"})"), "it names no package"},
        {openvex(R"({"products": ["pkg:npm/anvil"], "status": "fixed"})"), "it names no vulnerability"},
        {openvex(R"({"vulnerability": "CVE-2025-1000", "products": ["pkg:npm/anvil"], "status": "harmless"})"),
         "no status of OpenVEX: \"harmless\""},
        {openvex("1, null, [], \"x\""), "no status of OpenVEX"},
        {R"({"@context": "https://openvex.dev/ns", "statements": {}})", "there is no list of statements"},
        {cyclonedx(R"("vulnerabilities": [{"id": "CVE-2025-1000", "affects": [{"ref": "pkg:npm/anvil"}], "analysis": {"state": "fine"}}])"),
         "no state of CycloneDX: \"fine\""},
        {cyclonedx(R"("vulnerabilities": [{"id": "CVE-2025-1000", "affects": [{"ref": "b"}], "analysis": {"state": "resolved"}}])"),
         "it names no package"},
        {cyclonedx(R"("vulnerabilities": [{"id": "CVE-2025-1000", "analysis": {"state": "resolved"},
                       "affects": [{"ref": "pkg:npm/anvil", "versions": [{"version": "1.0.0"}, {"range": "vers:npm/<2"}]}]}])"),
         "a range of versions is not read"},
    };
    for (const Case& each : cases) {
        Problems problems;
        const auto statements = read_vex(each.text, "vex.json", problems);
        ASSERT_TRUE(statements.has_value()) << each.text;
        const auto said = problems.list();
        ASSERT_FALSE(said.empty()) << each.text;
        EXPECT_TRUE(said.front().error.message.starts_with(each.problem)) << each.text << '\n' << said.front().error.message;
        EXPECT_TRUE(said.front().error.place.starts_with("vex.json:")) << each.text;
    }
}

TEST(Vex, RefusesWhatIsNotWholeOrNotVex) {
    const std::string whole = openvex(R"({"vulnerability": "CVE-2025-1000", "products": ["pkg:npm/anvil"], "status": "fixed"})");
    for (std::size_t size = 0; size < whole.size(); ++size) {
        Problems problems;
        EXPECT_FALSE(read_vex(std::string_view(whole).substr(0, size), "vex.json", problems).has_value()) << size;
    }
    std::string deep = R"({"bomFormat": "CycloneDX", "components": )";
    for (int at = 0; at < 100'000; ++at) deep += R"([{"components": )";
    for (const std::string& text :
         {std::string("[]"), std::string("{}"), std::string("null"), std::string(R"({"document": {"category": "csaf_vex"}})"),
          std::string("<bom/>"), std::string("\xff\0", 2), deep}) {
        Problems problems;
        EXPECT_FALSE(read_vex(text, "vex.json", problems).has_value()) << text.substr(0, 100);
    }
}

TEST(Vex, BoundsTheNumberOfStatements) {
    std::string statements;
    for (int at = 0; at <= 100'000; ++at)
        statements += fmt::format(R"({}{{"vulnerability":"CVE-2025-1","products":["pkg:npm/a"],"status":"fixed"}})", at == 0 ? "" : ",");
    Problems problems;
    const auto read = read_vex(openvex(statements), "vex.json", problems);
    ASSERT_FALSE(read.has_value());
    EXPECT_EQ(read.error().kind, ErrorKind::limit);
}

// What a decision becomes in either format, and what our own reader makes of that.
TEST(Vex, WritesWhatItReads) {
    using finding::DismissalReason;
    using finding::State;
    struct Case {
        VexDecision decision;
        VexStatus status;
        std::string_view openvex, cyclonedx; // the reason that is read back
    };
    const Case cases[] = {
        {{}, VexStatus::under_investigation, "", ""},
        {{State::confirmed, std::nullopt, "seen"}, VexStatus::affected, "", "seen"},
        {{State::resolved, std::nullopt, "done"}, VexStatus::under_investigation, "", "done"},
        {{State::dismissed, DismissalReason::false_positive, "not ours"},
         VexStatus::not_affected,
         "false positive: not ours",
         "false_positive: false positive: not ours"},
        {{State::dismissed, DismissalReason::used_in_tests, "a fixture"},
         VexStatus::not_affected,
         "vulnerable_code_not_in_execute_path: used in tests: a fixture",
         "code_not_reachable: used in tests: a fixture"},
        {{State::dismissed, DismissalReason::mitigating_control, "a proxy"},
         VexStatus::not_affected,
         "inline_mitigations_already_exist: mitigating control: a proxy",
         "protected_by_mitigating_control: mitigating control: a proxy"},
        {{State::dismissed, DismissalReason::acceptable_risk, "fine"}, VexStatus::affected, "", "acceptable risk: fine"},
        {{State::dismissed, DismissalReason::not_applicable, "old"}, VexStatus::affected, "", "not applicable: old"},
    };
    for (const Case& each : cases) {
        const std::vector<VexEntry> entries{{.ids = kWeakness.ids,
                                             .package = "pkg:npm/anvil@1.0.0",
                                             .name = "anvil",
                                             .version = "1.0.0",
                                             .decision = each.decision,
                                             .solution = "Upgrade."}};
        for (const bool is_openvex : {true, false}) {
            const std::string text = is_openvex ? write_openvex(entries, {}) : write_cyclonedx_vex(entries, {});
            Problems problems;
            const auto read = read_vex(text, "vex.json", problems);
            ASSERT_TRUE(read.has_value()) << text;
            ASSERT_EQ(read->size(), 1U) << text;
            EXPECT_EQ(read->front().status, each.status) << text;
            EXPECT_EQ(read->front().ids, kWeakness.ids);
            EXPECT_EQ(read->front().reason, is_openvex ? each.openvex : each.cyclonedx) << text;
            EXPECT_TRUE(read->front().packages.front().names(kAnvil));
        }
    }
}

} // namespace
} // namespace squire::dependencies
