// SPDX-License-Identifier: MIT
// Ten commits of a repository in which lines move, files are renamed, findings are duplicated, removed and come back; after each the scanner
// below looks.
#include "workspace/recording.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "base/text.h"
#include "finding/fingerprint.h"
#include "testing/git_repository.h"

namespace squire::workspace {
namespace {

using finding::Finding;

class FixedClock final : public Clock {
public:
    [[nodiscard]] Time now() const override { return Time(std::chrono::seconds(1767225600)); }
};

// Finds each line with "danger" in it, as a scanner of code does.
Finding danger(const std::string& file, std::uint32_t line, std::string_view text) {
    return {.type = finding::ReportType::sast,
            .severity = finding::Severity::high,
            .name = "Danger",
            .identifiers = {{.type = "toy", .name = "danger", .value = "danger", .url = ""},
                            {.type = "cwe", .name = "CWE-676", .value = "676", .url = ""}},
            .location = finding::CodeLocation{.file = file, .range = {.start_line = line, .end_line = line}, .scope = ""},
            .evidence = std::string(trim(text)),
            .fingerprint = finding::code_fingerprint("danger", fmt::format("{}:{}", file, line))}; // by its line: the weakest kind
}

class Recorded : public ::testing::Test {
protected:
    void SetUp() override {
        if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
        std::filesystem::create_directory_symlink(repository_.path(), workspace_.sandbox());
    }

    finding::Report report_of(const std::map<std::string, std::string>& files, std::string commit) {
        finding::Report report{.type = finding::ReportType::sast, .scanner = {.id = "toy", .name = "", .version = "1", .vendor = "", .url = ""}};
        report.provenance.revision = std::move(commit);
        for (const auto& [file, text] : files) {
            std::uint32_t line = 0;
            for (const std::string_view each : split(text, '\n')) {
                ++line;
                if (each.contains("danger")) report.findings.push_back(danger(file, line, each));
            }
        }
        return report;
    }

    // Commits these files, and nothing else.
    std::string commit(const std::map<std::string, std::string>& files) {
        for (const auto& [file, text] : before_) {
            if (!files.contains(file)) repository_.remove(file);
        }
        for (const auto& [file, text] : files) repository_.write(file, text);
        before_ = files;
        return repository_.commit();
    }

    store::ScanRecord record(const finding::Report& report, Looked looked = Looked::tree) {
        const auto made =
            workspace::record(store_, workspace_, {.report = report, .looked = looked, .report_digest = {}, .key = {"key"}}, "Ada");
        EXPECT_TRUE(made) << describe(made.error());
        return made.value_or(store::ScanRecord{});
    }

    // "new still gone back"
    std::string counts(const store::ScanRecord& scan) { return fmt::format("{} {} {} {}", scan.appeared, scan.still, scan.gone, scan.back); }
    std::string scan(const std::map<std::string, std::string>& files) { return counts(record(report_of(files, commit(files)))); }

    FixedClock clock_;
    testing::GitRepository repository_;
    store::Store store_ = store::Store::in_memory(clock_).value();
    testing::TemporaryFolder folder_;
    Workspace workspace_{.root = folder_.path(), .settings = {}}; // whose sandbox is the repository
    std::map<std::string, std::string> before_;
};

std::string body(int from) {
    std::string text;
    for (int i = from; i < from + 30; ++i) text += fmt::format("int line_{} = {};\n", i, i * i);
    return text;
}

TEST_F(Recorded, TenCommitsShowNoFalseNewsAndNoFalseLoss) {
    std::map<std::string, std::string> files = {{"a.c", body(0) + "danger(one);\n" + body(40)}, {"b.c", "danger(two);\n" + body(100)}};
    EXPECT_EQ(scan(files), "2 0 0 0") << "the first scan";
    files["a.c"] = "// above\n// it\n" + files["a.c"];
    EXPECT_EQ(scan(files), "0 2 0 0") << "lines moved";
    files["src/a.c"] = files["a.c"];
    files.erase("a.c");
    EXPECT_EQ(scan(files), "0 2 0 0") << "a file renamed";
    files["lib/b.c"] = body(99) + files["b.c"] + "int one_more;\n";
    files.erase("b.c");
    EXPECT_EQ(scan(files), "0 2 0 0") << "renamed, and lines moved in it";
    files["src/a.c"] += "danger(one);\n";
    EXPECT_EQ(scan(files), "1 2 0 0") << "a finding duplicated";
    files["copy.c"] = files["lib/b.c"];
    EXPECT_EQ(scan(files), "1 3 0 0") << "a file copied";
    const std::string whole = files["src/a.c"];
    files["src/a.c"] = body(0) + body(40);
    EXPECT_EQ(scan(files), "0 2 2 0") << "two repaired";
    EXPECT_EQ(scan(files), "0 2 0 0") << "nothing happened";
    files["src/a.c"] = whole;
    EXPECT_EQ(scan(files), "0 2 0 2") << "the repair undone";
    files["lib/b.c"].replace(files["lib/b.c"].find("danger(two)"), 11, "danger(2)  ");
    files["renamed/a.c"] = "// once more\n" + whole;
    files.erase("src/a.c");
    EXPECT_EQ(scan(files), "0 4 0 0") << "one edited in place, the others renamed";

    const auto all = store_.list({.limit = 0});
    ASSERT_TRUE(all);
    EXPECT_EQ(all->size(), 4U) << "ten commits, four vulnerabilities";
    EXPECT_EQ(store_.verify()->faults, std::vector<std::string>{});
}

TEST_F(Recorded, WhatWasNotLookedAtIsNotGone) {
    const std::map<std::string, std::string> files = {{"a.c", "danger(one);\n"}, {"b.c", "danger(two);\n"}};
    EXPECT_EQ(scan(files), "2 0 0 0");
    finding::Report none = report_of({}, repository_.id_of("HEAD"));
    none.status = finding::Status::failure;
    EXPECT_EQ(counts(record(none)), "0 0 0 0") << "broken off";
    none.status = finding::Status::success;
    EXPECT_EQ(counts(record(none, Looked::part)), "0 0 0 0") << "a part";
    EXPECT_EQ(counts(record(none, Looked::history)), "0 0 0 0") << "another view";
    none.messages = {{Weight::incomplete, {ErrorKind::limit, "too large", "a.c:3", ""}}};
    EXPECT_EQ(counts(record(none)), "0 0 1 0") << "all but one file";
    none.messages = {{Weight::incomplete, {ErrorKind::limit, "too many", "", ""}}};
    EXPECT_EQ(counts(record(none)), "0 0 0 0") << "nobody knows what is missing";
    none.messages.clear();
    none.rules = {{.identifier = {.type = "toy", .name = "", .value = "other", .url = ""}, .name = "", .description = "", .help = ""}};
    EXPECT_EQ(counts(record(none)), "0 0 0 0") << "the rule was not asked";
    none.rules.clear();
    EXPECT_EQ(counts(record(none)), "0 0 1 0");
}

TEST_F(Recorded, AReportWithoutTextsIsFollowedByTheSandbox) {
    const auto imported = [&](const std::map<std::string, std::string>& files) {
        finding::Report report = report_of(files, commit(files));
        for (Finding& each : report.findings) each.evidence.clear();
        report.scanner.id = "linter";
        return counts(record(report, Looked::foreign));
    };
    EXPECT_EQ(imported({{"a.c", "danger(one);\n" + body(0) + "danger(two);\n"}}), "2 0 0 0");
    EXPECT_EQ(imported({{"b.c", "// new\n" + body(0) + "danger(two);\n"}}), "0 1 1 0") << "the right one of two is gone";
    const auto rows = store_.list({.present = true, .limit = 0});
    ASSERT_TRUE(rows && rows->size() == 1);
    const auto left = store_.vulnerability(rows->front().id);
    ASSERT_TRUE(left);
    EXPECT_EQ(store_.history(left->id)->size(), 2U);
    EXPECT_EQ(finding::place_of(left->finding()), "b.c:32");
}

TEST_F(Recorded, FilesAreTheSameWhereverTheProjectLay) {
    const std::map<std::string, std::string> files = {{"src/a.c", "danger(one);\n"}, {"src/b.c", "danger(two);\n"}, {"c.c", "danger(three);\n"}};
    finding::Report report = report_of(files, commit(files));
    const auto from = [&](const std::string& root) {
        finding::Report moved = report;
        for (Finding& each : moved.findings) std::get<finding::CodeLocation>(each.location).file.insert(0, root);
        return counts(record(moved, Looked::foreign));
    };
    EXPECT_EQ(from(""), "3 0 0 0");
    EXPECT_EQ(from(workspace_.sandbox().string() + '/'), "0 3 0 0") << "made in the sandbox";
    std::rotate(report.findings.begin(), report.findings.begin() + 1, report.findings.end()); // one that teaches first
    EXPECT_EQ(from("/builds/group/shop/"), "0 3 0 0") << "made by a pipeline's job";
    EXPECT_EQ(from("builds/group/shop/"), "0 3 0 0") << "and its address cut";
    const auto rows = store_.list({.path = "src/a.c"});
    EXPECT_TRUE(rows && rows->size() == 1);
}

// Many of one rule, a line each: after an edit above, each line has what another one had.
TEST_F(Recorded, LinesThatMoveIntoEachOthersPlaces) {
    const auto imported = [&](int above, int lines) {
        std::string text;
        for (int i = 0; i < above; ++i) text += "//\n";
        for (int i = 0; i < lines; ++i) text += fmt::format("danger({});\n", i);
        const std::map<std::string, std::string> files = {{"a.c", text}};
        finding::Report report = report_of(files, commit(files));
        for (Finding& each : report.findings) {
            each.evidence.clear();
            each.fingerprint = finding::code_fingerprint("danger", place_of(each));
        }
        return counts(record(report, Looked::foreign));
    };
    EXPECT_EQ(imported(0, 40), "40 0 0 0");
    EXPECT_EQ(imported(3, 40), "0 40 0 0");
    EXPECT_EQ(imported(1, 39), "0 39 1 0");
}

TEST_F(Recorded, TwoScannersAreTwoWitnesses) {
    const std::map<std::string, std::string> files = {{"a.c", "danger(one);\n"}};
    EXPECT_EQ(scan(files), "1 0 0 0");
    finding::Report other = report_of(files, repository_.id_of("HEAD"));
    other.scanner.id = "other";
    other.findings[0].identifiers[0] = {.type = "other", .name = "", .value = "strcpy", .url = ""};
    other.findings[0].fingerprint = "of the other";
    EXPECT_EQ(counts(record(other, Looked::foreign)), "0 1 0 0");
    const auto none = report_of({}, repository_.id_of("HEAD"));
    EXPECT_EQ(counts(record(none)), "0 0 0 0") << "the other still sees it";
    other.findings.clear();
    EXPECT_EQ(counts(record(other, Looked::foreign)), "0 0 1 0");
}

} // namespace
} // namespace squire::workspace
