// SPDX-License-Identifier: MIT
// A store with scans and a program is gathered and written up.
#include "collateral/write_up.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "base/file.h"
#include "collateral/chromium.h"
#include "collateral/embargo.h"
#include "collateral/secrets_in_text.h"
#include "program/act.h"
#include "program/example.h"
#include "records/store_records.h"
#include "testing/temporary_folder.h"
#include "workspace/bug_records.h"
#include "writeup/figures.h"

namespace squire::collateral {
namespace {

namespace fs = std::filesystem;
using finding::ReportType;
using finding::Severity;

class Hands final : public Clock {
public:
    [[nodiscard]] Time now() const override { return time; }
    Time time = *parse_time("2026-03-01T12:00:00Z");
};

finding::Finding found(ReportType type, Severity severity, const std::string& rule, const std::string& file) {
    finding::Finding made{.type = type,
                          .severity = severity,
                          .name = "Weakness " + rule,
                          .identifiers = {{"squire_rule_id", rule, rule, ""}, {"cve", "CVE-2026-1" + rule, "x", ""}}};
    made.location = finding::CodeLocation{.file = file, .range = {.start_line = 7}};
    made.fingerprint = rule + file;
    return made;
}

// A store in which time goes on.
struct Project {
    Project() : store(*store::Store::in_memory(clock)) {}

    void scan(const std::string& scanner, ReportType type, std::vector<finding::Finding> findings, const std::string& commit) {
        clock.time += std::chrono::days(1);
        finding::Report report{.type = type, .start_time = clock.time, .end_time = clock.time, .findings = std::move(findings)};
        report.scanner = report.analyzer = {.id = scanner, .name = scanner, .version = "1.2"};
        report.provenance.revision = commit;
        const auto judge = [&](std::span<const finding::Vulnerability> known) -> Result<store::Verdict> {
            store::Verdict verdict;
            for (std::size_t i = 0; i < report.findings.size(); ++i) {
                std::string id;
                for (const finding::Vulnerability& each : known) {
                    if (each.finding().fingerprint == report.findings[i].fingerprint) id = each.id;
                }
                verdict.matches.push_back({.vulnerability = id, .findings = {i}});
            }
            for (const finding::Vulnerability& each : known) {
                const bool here =
                    std::ranges::any_of(report.findings, [&](const auto& one) { return one.fingerprint == each.finding().fingerprint; });
                if (!here && each.present()) verdict.gone.push_back(each.id);
            }
            return verdict;
        };
        const auto recorded =
            store.record_scan({.witness = {scanner, "tree"}, .report = report, .status = store::ScanStatus::complete}, judge, "ada");
        ASSERT_TRUE(recorded.has_value()) << describe(recorded.error());
    }

    void load_program() {
        records::StoreRecords records(store);
        program::Program program(records);
        for (const program::DatedDeed& each : program::example_program()) {
            const auto done = program::act(program, records, each.deed, {.now = each.at});
            ASSERT_TRUE(done.has_value()) << describe(done.error());
        }
    }

    writeup::Facts facts() {
        auto gathered = gather_facts(store, {.project = "Lamp", .address = "https://example.org/lamp"});
        EXPECT_TRUE(gathered.has_value()) << (gathered ? "" : describe(gathered.error()));
        return gathered.value_or(writeup::Facts());
    }

    Hands clock;
    store::Store store;
};

const std::string kOne(40, '1');
const std::string kTwo(40, '2');

TEST(Gather, AnEmptyStoreHasNothing) {
    Project project;
    const writeup::Facts facts = project.facts();
    EXPECT_EQ(facts.ledger_entries, 0);
    EXPECT_EQ(facts.project.name, "Lamp");
    for (const writeup::Figure& each : writeup::figures_of(facts)) EXPECT_EQ(each.value, 0) << each.name;
}

TEST(Gather, SilentScansAreResults) {
    Project project;
    project.scan("sast", ReportType::sast, {}, kOne);
    project.scan("secrets", ReportType::secret_detection, {}, kOne);
    const auto figures = writeup::figures_of(project.facts());
    EXPECT_EQ(value_of(figures, "scans.silent"), 2);
    EXPECT_EQ(value_of(figures, "findings.total"), 0);
}

TEST(Gather, FollowsFindingsOverTime) {
    Project project;
    const auto a = found(ReportType::sast, Severity::critical, "a", "src/a.py");
    const auto b = found(ReportType::sast, Severity::low, "b", "src/b.py");
    const auto c = found(ReportType::sast, Severity::high, "c", "src/c.py");
    project.scan("sast", ReportType::sast, {a, b, c}, kOne);
    const auto rows = project.store.list({});
    const auto of = [&](const std::string& rule) { return std::ranges::find(*rows, rule, &store::VulnerabilityRow::rule)->id; };
    project.clock.time += std::chrono::days(2);
    ASSERT_TRUE(project.store.move({.vulnerability = of("b"),
                                    .to = finding::State::dismissed,
                                    .dismissal = finding::DismissalReason::false_positive,
                                    .comment = "a constant"},
                                   "ada"));
    project.scan("sast", ReportType::sast, {b, c}, kTwo);
    const writeup::Facts facts = project.facts();
    ASSERT_EQ(facts.vulnerabilities.size(), 3U);
    ASSERT_EQ(facts.scans.size(), 2U);
    EXPECT_EQ(facts.scans[0].present, (writeup::BySeverity{0, 0, 0, 0, 1, 1})); // b was never real
    EXPECT_EQ(facts.scans[1].present, (writeup::BySeverity{0, 0, 0, 0, 1, 0}));
    const auto& first = facts.vulnerabilities[0];
    EXPECT_EQ(first.rule, "a");
    EXPECT_FALSE(first.present);
    ASSERT_TRUE(first.gone.has_value());
    EXPECT_EQ(to_rfc3339(*first.gone), "2026-03-05T12:00:00Z");
    EXPECT_EQ(first.identifiers, std::vector<std::string>{"CVE-2026-1a"});
    const auto& alarm = facts.vulnerabilities[2];
    EXPECT_TRUE(alarm.false_alarm());
    EXPECT_EQ(alarm.comment, "a constant");
    EXPECT_FALSE(alarm.embargo.holds);
    EXPECT_TRUE(facts.vulnerabilities[1].embargo.holds);
    const auto figures = writeup::figures_of(facts);
    EXPECT_EQ(value_of(figures, "findings.fixed"), 1);
    const auto fixed = std::ranges::find(figures, "findings.fixed", &writeup::Figure::name);
    EXPECT_EQ(fixed->evidence.entries, (std::vector<std::int64_t>{1, 3}));
    EXPECT_EQ(fixed->evidence.vulnerabilities, std::vector<std::string>{of("a")});
}

TEST(Gather, TakesTheProgramsInternship) {
    Project project;
    project.load_program();
    const writeup::Facts facts = project.facts();
    ASSERT_TRUE(facts.internship.has_value());
    EXPECT_EQ(facts.internship->intern.name, "Bob Example");
    EXPECT_FALSE(facts.internship->weeks.empty());
    EXPECT_FALSE(facts.requests.empty());
    EXPECT_FALSE(facts.words.takeaways.empty());
    EXPECT_EQ(facts.project.name, "Lamp");
    for (const writeup::RequestFacts& each : facts.requests) EXPECT_FALSE(each.evidence.entries.empty()) << each.title;
    const auto other = gather_facts(project.store, {.internship = "internship-99"});
    ASSERT_FALSE(other.has_value());
    EXPECT_EQ(other.error().kind, ErrorKind::not_found);
}

TEST(Gather, TakesFixesOffersReasonsAndReports) {
    Project project;
    project.scan("sast", ReportType::sast,
                 {found(ReportType::sast, Severity::high, "a", "a.py"), found(ReportType::sast, Severity::low, "b", "b.py")}, kOne);
    const auto put = [&](const char* kind, const char* id, const std::string& document) {
        const store::ObjectWrite write{.kind = kind, .id = id, .document = document};
        ASSERT_TRUE(project.store.write(std::span(&write, 1), {.actor = "ada", .verb = "fix.tried", .kind = kind, .object = id}).has_value());
    };
    put("fix", "f1", R"({"what": "escape it", "class": "source", "verdict": "verified", "findings": ["aa.py"]})");
    put("fix", "f2", R"({"what": "tried", "class": "source", "verdict": "failed", "findings": ["bb.py"], "branch": ""})");
    put("fix", "f3", "[]"); // of another shape: left alone
    put("fix_offer", "o1", R"({"format": "squire offer", "proposals": ["f1"], "branch": "fix/escape", "commit": ")" + kTwo + R"("})");
    put("fix_offer", "o2",
        R"({"title": "alone", "proposals": ["x"], "findings": ["zz"], "verdict": "verified_without_tests", "branch": "fix/alone", "private": true})");
    put("unfixed", "bb.py", R"({"finding": "bb.py", "reason": "failed_proof", "why": "it stayed"})");
    const auto draft = workspace::keep_draft(
        project.store, {.id = "0123456789ab", .kind = "false_alarm", .title = "A constant", .scanner = "sast", .vulnerability = ""}, "ada",
        project.clock.now());
    ASSERT_TRUE(draft.has_value()) << describe(draft.error());
    const writeup::Facts facts = project.facts();
    const auto id_of = [&](const std::string& rule) {
        return std::ranges::find(facts.vulnerabilities, rule, &writeup::VulnerabilityFacts::rule)->id;
    };
    ASSERT_EQ(facts.fixes.size(), 3U);
    EXPECT_EQ(facts.fixes[0].vulnerabilities, std::vector<std::string>{id_of("a")});
    EXPECT_TRUE(facts.fixes[0].offered);
    EXPECT_EQ(facts.fixes[0].branch, "fix/escape");
    EXPECT_EQ(facts.fixes[0].evidence.commits, std::vector<std::string>{kTwo});
    EXPECT_FALSE(facts.fixes[1].offered);
    EXPECT_TRUE(facts.fixes[2].is_private);
    ASSERT_EQ(facts.unfixed.size(), 1U);
    EXPECT_EQ(facts.unfixed[0].vulnerability, id_of("b"));
    ASSERT_EQ(facts.bug_reports.size(), 1U);
    EXPECT_EQ(facts.bug_reports[0].state, "draft");
    EXPECT_FALSE(facts.bug_reports[0].evidence.entries.empty());
    const auto figures = writeup::figures_of(facts);
    EXPECT_EQ(value_of(figures, "fixes.proved"), 2);
    EXPECT_EQ(value_of(figures, "fixes.offered"), 2);
    EXPECT_EQ(value_of(figures, "unfixed.reason.failed_proof"), 1);
    EXPECT_EQ(value_of(figures, "bug_reports.sent"), 0);
}

TEST(Embargo, IsKeptAndShowsInTheLedger) {
    Project project;
    project.scan("sast", ReportType::sast, {found(ReportType::sast, Severity::high, "a", "a.py")}, kOne);
    const std::string id = project.facts().vulnerabilities[0].id;
    EXPECT_EQ(keep_embargo(project.store, id.substr(0, 8), {.lifted = true}, "ada").error().kind, ErrorKind::usage);
    EXPECT_EQ(keep_embargo(project.store, id.substr(0, 8), {.days = 5'000}, "ada").error().kind, ErrorKind::usage);
    EXPECT_FALSE(keep_embargo(project.store, "0000000", {}, "ada").has_value());
    EXPECT_EQ(*keep_embargo(project.store, id.substr(0, 8), {.days = 30, .grace = 0}, "ada"), id);
    EXPECT_EQ(project.facts().vulnerabilities[0].embargo.until, "2026-04-01");
    EXPECT_EQ(*keep_embargo(project.store, id, {.lifted = true, .why = "public"}, "ada"), id);
    EXPECT_FALSE(project.facts().vulnerabilities[0].embargo.holds);
    EXPECT_EQ(project.store.ledger({.verbs = {"embargo.*"}})->size(), 2U);
}

std::map<std::string, std::string> files_below(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) files[fs::relative(entry.path(), folder).string()] = *read_file(entry.path());
    }
    return files;
}

TEST(WriteUp, TheSameStoreGivesTheSameBytes) {
    Project project;
    project.load_program();
    project.scan("sast", ReportType::sast, {found(ReportType::sast, Severity::high, "a", "a.py")}, kOne);
    const testing::TemporaryFolder folder;
    WriteUpRequest request{.source = folder.path() / "writeup.md", .folder = folder.path() / "one", .chromium = find_chromium()};
    const auto first = write_up(project.facts(), request);
    ASSERT_TRUE(first.has_value()) << describe(first.error());
    EXPECT_TRUE(first->new_source);
    request.folder = folder.path() / "two";
    const auto second = write_up(project.facts(), request);
    ASSERT_TRUE(second.has_value());
    EXPECT_FALSE(second->new_source);
    const auto one = files_below(folder.path() / "one");
    const auto two = files_below(folder.path() / "two");
    EXPECT_EQ(one.size(), first->written.size());
    for (const auto& [name, bytes] : one) {
        const std::string& other = two.at(name);
        const auto differs = static_cast<std::size_t>(std::ranges::mismatch(bytes, other).in1 - bytes.begin());
        EXPECT_TRUE(other == bytes) << name << " of " << bytes.size() << " and " << other.size() << " bytes, from byte " << differs << ": "
                                    << bytes.substr(differs, 60);
    }
    const bool printed = one.contains("writeup.pdf");
    EXPECT_EQ(printed, !request.chromium.empty());
    if (!printed) {
        ASSERT_FALSE(second->problems.empty());
        EXPECT_NE(second->problems[0].error.message.find("there is no Chromium"), std::string::npos);
    }
}

TEST(WriteUp, KeepsAnEditedBlockAndSaysSo) {
    Project project;
    project.scan("sast", ReportType::sast, {}, kOne);
    const testing::TemporaryFolder folder;
    const WriteUpRequest request{.source = folder.path() / "writeup.md", .folder = folder.path()};
    ASSERT_TRUE(refresh_source(project.facts(), request)->new_source);
    std::string text = *read_file(request.source);
    text.insert(text.find("| Scans |"), "my words\n");
    ASSERT_TRUE(write_file(request.source, text));
    const auto again = refresh_source(project.facts(), request);
    EXPECT_EQ(again->edited, std::vector<std::string>{"glance"});
    EXPECT_EQ(*read_file(request.source), text);
}

TEST(WriteUp, ABrokenSourceIsNamedAndLeftAlone) {
    Project project;
    const testing::TemporaryFolder folder;
    const WriteUpRequest request{.source = folder.path() / "writeup.md", .folder = folder.path() / "out"};
    ASSERT_TRUE(write_file(request.source, "x\n<!-- squire:begin found -->\n"));
    const auto result = write_up(project.facts(), request);
    ASSERT_FALSE(result.has_value());
    EXPECT_TRUE(result.error().place.ends_with("writeup.md:2")) << result.error().place;
    EXPECT_FALSE(fs::exists(folder.path() / "out"));
    EXPECT_EQ(*read_file(request.source), "x\n<!-- squire:begin found -->\n");
}

TEST(WriteUp, ImagesDoNotLeaveTheFolder) {
    Project project;
    const testing::TemporaryFolder folder;
    const std::string png = "\x89PNG\r\n\x1a\nsecret";
    ASSERT_TRUE(write_file(folder.path() / "outside.png", png));
    ASSERT_TRUE(write_file(folder.path() / "in" / "inside.png", png));
    std::error_code error;
    fs::create_symlink(folder.path() / "outside.png", folder.path() / "in" / "link.png", error);
    ASSERT_FALSE(error);
    ASSERT_TRUE(write_file(folder.path() / "in" / "writeup.md",
                           "![a](inside.png)\n![b](../outside.png)\n![c](link.png)\n![d](" + (folder.path() / "outside.png").string() + ")\n"));
    const WriteUpRequest request{.source = folder.path() / "in" / "writeup.md",
                                 .folder = folder.path() / "out",
                                 .audiences = {writeup::Audience::everyone},
                                 .outputs = {Output::html}};
    ASSERT_TRUE(write_up(project.facts(), request).has_value());
    const std::string html = *read_file(folder.path() / "out" / "writeup.html");
    std::size_t images = 0;
    for (std::size_t at = html.find("data:image/png"); at != std::string::npos; at = html.find("data:image/png", at + 1)) ++images;
    EXPECT_EQ(images, 1U);
}

TEST(Chromium, DatesOfAPdfAreReplacedInPlace) {
    const std::string pdf = "%PDF-1.4 /CreationDate (D:20301231235959+00'00') /ModDate (D:2030) /CreationDate (D:";
    EXPECT_EQ(with_dates(pdf, *parse_time("2026-01-02T03:04:05Z")),
              "%PDF-1.4 /CreationDate (D:20260102030405+00'00') /ModDate (D:2030) /CreationDate (D:");
}

TEST(Chromium, AProgramThatMakesNoPdfIsNamed) {
    EXPECT_EQ(print_pdf({.chromium = "", .html = ""}).error().kind, ErrorKind::not_found);
    EXPECT_EQ(print_pdf({.chromium = "/bin/true", .html = ""}).error().kind, ErrorKind::unsupported);
    EXPECT_FALSE(print_pdf({.chromium = "/nowhere/chromium", .html = ""}).has_value());
}

TEST(SecretsInText, AreFoundByLine) {
    // Made here, so that none stands in this file.
    const std::string token = std::string("glp") + "at-" + "Xk3pQ9vLw2Zr8TnB5yHd";
    const testing::TemporaryFolder cache;
    const auto places = secrets_in_text("words\n\nPRIVATE-TOKEN: " + token + "\n", cache.path(), Hands());
    ASSERT_TRUE(places.has_value()) << describe(places.error());
    ASSERT_EQ(places->size(), 1U);
    EXPECT_EQ(places->front().line, 3U);
    EXPECT_TRUE(secrets_in_text("The scanner found a secret; secret detection: 12\n", cache.path(), Hands())->empty());
}

} // namespace
} // namespace squire::collateral
