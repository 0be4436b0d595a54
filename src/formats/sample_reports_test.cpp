// SPDX-License-Identifier: MIT
#include "formats/sample_reports_test.h"

#include <algorithm>
#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace squire::formats {
namespace {

using finding::Finding;
using finding::Report;
using finding::ReportType;

finding::Location sample_location(ReportType type) {
    switch (type) {
    case ReportType::sast: return finding::CodeLocation{"src/login.py", {12, 14, 5, 31}, "Login/check"};
    case ReportType::secret_detection:
        return finding::SecretLocation{
            .file = "config/deploy.env",
            .range = {3, 3, 14, 39},
            .commit = {"3f2a1bc9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a3", "Ada Example <ada@example.org>", "2024-05-01T08:30:00Z", "Deploy from CI"},
            .blob = "9c8b7a6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0b",
            .still_at_head = true};
    case ReportType::dependency_scanning: return finding::DependencyLocation{"web/package-lock.json", "left-pad", "1.0.0", true};
    case ReportType::container_scanning:
        return finding::ContainerLocation{
            .image = "registry.example/app:2.1", .operating_system = "debian 12", .package = "zlib1g", .version = "1:1.2.13"};
    case ReportType::cluster_image_scanning:
        return finding::ContainerLocation{"registry.example/app:2.1", "alpine 3.19", "musl", "1.2.4", "shop", "Deployment", "front", "web"};
    case ReportType::dast:
    case ReportType::api_fuzzing: return finding::WebLocation{"https://shop.example", "/cart", "POST", "quantity"};
    case ReportType::coverage_fuzzing:
        return finding::CrashLocation{"0x602000000014", "#0 parse\n#1 main", "parse\nmain\nstart", "Heap-buffer-overflow\nREAD 1"};
    }
    return {};
}

Finding sample_finding(ReportType type) {
    Finding finding{.type = type,
                    .severity = finding::Severity::critical,
                    .confidence = finding::Confidence::high,
                    .name = "A weakness of this kind",
                    .description = "What it means here.\nWhat an attacker gains: \"everything\".",
                    .solution = "How to repair it.",
                    .identifiers = {{"squire_rule_id", "squire.sample-rule", "sample-rule", "https://squire.example/rules/sample-rule"},
                                    {"cwe", "CWE-798", "798", "https://cwe.mitre.org/data/definitions/798.html"}},
                    .location = sample_location(type),
                    .evidence = "token = \"abcd********\"",
                    .links = {{"How to revoke it", "https://squire.example/revoke"}, {"", "ftp://squire.example/more"}},
                    .flags = {{"squire: example text", "stands in a test"}},
                    .fingerprint = "0123456789abcdef0123456789abcdef"};
    if (type == ReportType::sast) {
        using Kind = finding::FlowStep::Kind;
        finding.flow = {{Kind::source, "src/form.py", {3, 3, 1, 20}},
                        {Kind::propagation, "src/form.py", {9, 10}},
                        {Kind::sink, "src/login.py", {12, 12, 5, 31}}};
        finding.signatures = {{"scope_offset", "src/login.py|Login[0]|check[0]:2"}};
    }
    return finding;
}

// The places differ, and the second finding is as bare as one may be.
Finding bare_finding(ReportType type) {
    Finding finding{.type = type,
                    .severity = finding::Severity::low,
                    .identifiers = {{"squire_rule_id", "squire.other-rule", "other-rule", ""}},
                    .location = sample_location(type)};
    if (auto* code = std::get_if<finding::CodeLocation>(&finding.location)) *code = {"src/zlib.c", {}, "inflate"};
    if (auto* secret = std::get_if<finding::SecretLocation>(&finding.location)) *secret = {.file = "notes.txt"};
    if (auto* web = std::get_if<finding::WebLocation>(&finding.location)) *web = {};
    if (auto* crash = std::get_if<finding::CrashLocation>(&finding.location)) *crash = {};
    if (auto* container = std::get_if<finding::ContainerLocation>(&finding.location)) container->operating_system.clear();
    if (auto* dependency = std::get_if<finding::DependencyLocation>(&finding.location)) dependency->direct.reset();
    return finding;
}

class RandomReport {
public:
    RandomReport(std::uint64_t seed, bool valid_text) : random_(seed), valid_text_(valid_text) {}

    Report make() {
        Report report;
        report.type = kReportTypes[below(kReportTypes.size())];
        report.analyzer = {word(), word(), word(), word(), text()};
        report.scanner = {word(), word(), word(), word(), text()};
        report.provenance = {text(), text(), text()};
        report.start_time = Time(std::chrono::seconds(below(4'000'000'000)));
        report.end_time = report.start_time + std::chrono::seconds(below(100'000));
        report.status = below(2) == 0 ? finding::Status::success : finding::Status::failure;
        for (std::size_t i = below(4); i > 0; --i)
            report.rules.push_back({identifier(), text(), text(), text(), severity(), {{text(), text()}}, {text(), text()}});
        for (std::size_t i = below(4); i > 0; --i)
            report.messages.push_back({static_cast<Weight>(below(3)), {static_cast<ErrorKind>(below(9)), text(), text(), text()}});
        for (std::size_t i = below(6); i > 0; --i) report.findings.push_back(finding(report.type));
        if (!report.findings.empty() && below(3) == 0) report.remediations.push_back({{report.findings.front().fingerprint}, word(), word()});
        return report;
    }

private:
    std::uint64_t below(std::uint64_t bound) { return random_() % bound; }
    finding::Severity severity() { return static_cast<finding::Severity>(below(6)); }
    std::uint32_t line() { return below(3) == 0 ? 0 : static_cast<std::uint32_t>(below(below(2) == 0 ? 100 : 4'294'967'296)); }
    finding::Range range() { return {line(), line(), line(), line()}; }
    finding::Identifier identifier() { return {word(), text(), word(), text()}; }

    std::string text() {
        static constexpr std::array<std::string_view, 20> kPieces{
            "a",       "b c", "\"", "\\", "\n",   "\x01",    "é", "漢字",      "🔑", "\u202e", "https://a.example/",
            "ftp://b", "/",   "..", "{}", "\x7F", "http://", ":", "CVSS:3.1/", "%41"};
        static constexpr std::array<std::string_view, 4> kBroken{"\xFF", "\xC3", "\xED\xA0\x80", "\xF0\x9F"};
        std::string out;
        for (std::size_t i = below(40) == 0 ? below(9'000) : below(6); i > 0; --i) {
            out += !valid_text_ && below(4) == 0 ? kBroken[below(kBroken.size())] : kPieces[below(kPieces.size())];
        }
        return out;
    }

    std::string word() { return "w" + text(); }

    finding::Location location(ReportType type) {
        switch (type) {
        case ReportType::sast: return finding::CodeLocation{text(), range(), text()};
        case ReportType::secret_detection: return finding::SecretLocation{text(), range(), {text(), text(), text(), text()}, text(), maybe()};
        case ReportType::dependency_scanning: return finding::DependencyLocation{word(), text(), text(), maybe()};
        case ReportType::container_scanning:
            return finding::ContainerLocation{.image = word(), .operating_system = text(), .package = text(), .version = text()};
        case ReportType::cluster_image_scanning:
            return finding::ContainerLocation{word(), text(), text(), text(), word(), word(), word(), word()};
        case ReportType::dast:
        case ReportType::api_fuzzing: return finding::WebLocation{text(), text(), text(), text()};
        case ReportType::coverage_fuzzing: return finding::CrashLocation{text(), text(), text(), text()};
        }
        return {};
    }

    std::optional<bool> maybe() { return below(3) == 0 ? std::nullopt : std::optional(below(2) == 0); }

    Finding finding(ReportType type) {
        Finding finding{.type = type,
                        .severity = severity(),
                        .confidence = static_cast<finding::Confidence>(below(5)),
                        .name = text(),
                        .description = text(),
                        .solution = text(),
                        .identifiers = {identifier()},
                        .location = location(type),
                        .evidence = text(),
                        .fingerprint = below(3) == 0 ? std::string() : word()};
        for (std::size_t i = below(3); i > 0; --i) finding.identifiers.push_back(identifier());
        for (std::size_t i = below(3); i > 0; --i) finding.links.push_back({text(), text()});
        for (std::size_t i = below(3); i > 0; --i) finding.flags.push_back({word(), word()});
        for (std::size_t i = below(3); i > 0; --i) finding.flow.push_back({static_cast<finding::FlowStep::Kind>(below(3)), text(), range()});
        for (std::size_t i = below(3); i > 0; --i) finding.signatures.push_back({word(), word()});
        return finding;
    }

    std::mt19937_64 random_;
    bool valid_text_;
};

} // namespace

Report sample_report(ReportType type) {
    Report report;
    report.type = type;
    report.analyzer = {"squire", "Squire", "0.1.0", "Squire", "https://squire.example"};
    report.scanner = {"squire-sample", "Squire sample", "0.1.0", "Squire", "https://squire.example"};
    report.provenance = {"https://git.example/shop.git", "3f2a1bc9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a3", "main"};
    report.start_time = Time(std::chrono::seconds(1'769'860'800));
    report.end_time = report.start_time + std::chrono::seconds(75);
    report.rules = {{{"squire_rule_id", "squire.sample-rule", "sample-rule", ""},
                     "A weakness of this kind",
                     "What it means. And more.",
                     "How to repair it.",
                     finding::Severity::critical,
                     {{"How to revoke it", "https://squire.example/revoke"}},
                     {"sample"}}};
    report.messages = {{Weight::note, {ErrorKind::unsupported, "a submodule was left out", "vendor/lib"}},
                       {Weight::warning, {ErrorKind::malformed, "not a rule", ".rules:4", "see the documentation"}},
                       {Weight::incomplete, {ErrorKind::unreadable, "no permission", "private/key"}}};
    report.findings = {sample_finding(type), bare_finding(type)};
    std::ranges::sort(report.findings, finding::comes_before);
    if (type == ReportType::sast || type == ReportType::dependency_scanning)
        report.remediations = {{{"0123456789abcdef0123456789abcdef"},
                                "repair it",
                                "diff --git a/a.txt b/a.txt\n--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-caf\xe9\n+tea\n"}};
    return report;
}

Report random_report(std::uint64_t seed, bool valid_text) { return RandomReport(seed, valid_text).make(); }

Report long_report(std::size_t count) {
    Report report = sample_report(ReportType::secret_detection);
    Finding finding = sample_finding(ReportType::secret_detection);
    finding.flags.clear();
    report.findings.clear();
    report.findings.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        std::get<finding::SecretLocation>(finding.location).file = fmt::format("services/service-{}/config/deploy.env", i);
        finding.fingerprint = fmt::format("{:032x}", i);
        report.findings.push_back(finding);
    }
    std::ranges::sort(report.findings, finding::comes_before);
    return report;
}

TEST(SampleReports, AreInTheOrderOfReports) {
    for (const ReportType type : kReportTypes) {
        const Report report = sample_report(type);
        EXPECT_TRUE(std::ranges::is_sorted(report.findings, finding::comes_before)) << to_string(type);
    }
}

} // namespace squire::formats
