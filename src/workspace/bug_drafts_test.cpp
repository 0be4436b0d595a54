// SPDX-License-Identifier: MIT
#include "workspace/bug_drafts.h"

#include <filesystem>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "finding/fingerprint.h"
#include "testing/git_repository.h"
#include "workspace/decisions.h"
#include "workspace/recording.h"

namespace squire::workspace {
namespace {

class StandingClock final : public Clock {
public:
    [[nodiscard]] Time now() const override { return Time(std::chrono::seconds(1'767'225'600)); } // 2026-01-01
};

constexpr std::string_view kRule = "rules:\n  - id: shell\n    languages: [python]\n    severity: ERROR\n    message: a shell\n    metadata:\n  "
                                   "    cwe: \"CWE-78: x\"\n    pattern: os.system($X)\n";

finding::Finding finding_at(std::string file, std::uint32_t line, std::string rule) {
    finding::Finding finding{
        .severity = finding::Severity::high, .name = rule, .identifiers = {{"rule_id", rule, rule, ""}, {"cwe", "CWE-78", "78", ""}}};
    finding.location = finding::CodeLocation{.file = std::move(file), .range = {.start_line = line, .end_line = line}, .scope = {}};
    finding.fingerprint = finding::code_fingerprint(rule, place_of(finding));
    return finding;
}

class BugDrafting : public ::testing::Test {
protected:
    void SetUp() override {
        if (!testing::git_is_there()) GTEST_SKIP() << "git is not installed";
        std::filesystem::create_directory_symlink(repository_.path(), workspace_.sandbox());
        folder_.write("rules.yaml", kRule);
        workspace_.settings.rules = "rules.yaml";
        repository_.write("shop/a.py", "import os\n\n\ndef list_of(name):\n    total = 0\n    os.system(name)\n    return total\n");
        repository_.write("shop/b.py", "import os\n\nos.system(other)\n");
        commit_ = repository_.commit();
        record("squire-sast", {finding_at("shop/a.py", 6, "shell"), finding_at("shop/b.py", 3, "shell")});
    }

    void record(const char* scanner, std::vector<finding::Finding> findings) {
        finding::Report report{.type = finding::ReportType::sast,
                               .scanner = {.id = scanner, .name = scanner, .version = "1", .vendor = "", .url = ""}};
        report.provenance.revision = commit_;
        report.findings = std::move(findings);
        const auto made =
            workspace::record(store_, workspace_, {.report = report, .looked = Looked::tree, .report_digest = {}, .key = {"key"}}, "Ada");
        ASSERT_TRUE(made) << describe(made.error());
    }

    void move(std::string_view file, const tracking::Decision& decision) {
        const auto rows = store_.list({.path = std::string(file), .limit = 0});
        ASSERT_EQ(rows->size(), 1U);
        ASSERT_TRUE(decide(store_, rows->front().id, decision, "Ada"));
    }

    void dismiss(std::string_view file) {
        move(file, {.action = tracking::Action::dismiss, .reason = finding::DismissalReason::false_positive, .comment = "names are constants"});
    }

    Result<BugDrafts> drafts(Redact redact = [](std::string_view text) { return std::string(text); }) {
        return draft_false_positives(
            workspace_, store_, "bugs", clock_.now(),
            {.person = "Ada", .workers = 1, .time_each = std::chrono::seconds(20), .cancellation = nullptr, .redact = std::move(redact)},
            problems_);
    }

    static std::string text_of(const BugDrafts& drafts, std::string_view end) {
        for (const auto& [name, text] : drafts.files) {
            if (name.ends_with(end)) return text;
        }
        return "not there";
    }

    StandingClock clock_;
    testing::GitRepository repository_;
    store::Store store_ = store::Store::in_memory(clock_).value();
    testing::TemporaryFolder folder_;
    Workspace workspace_{.root = folder_.path(), .settings = {}}; // whose sandbox is the repository
    std::string commit_;
    Problems problems_;
};

TEST_F(BugDrafting, AFalsePositiveBecomesADraft) {
    dismiss("shop/a.py");
    const auto made = drafts();
    ASSERT_TRUE(made) << describe(made.error());
    EXPECT_EQ(made->summary(), "1 draft of 1 false positive, 1 ready; 0 disagreements");
    const std::string report = text_of(*made, "/report.md");
    EXPECT_TRUE(report.contains("os.system(0)")) << report;
    EXPECT_TRUE(report.contains("names are constants"));
    EXPECT_FALSE(report.contains("list_of")); // nothing of the project that the rule does not need
    EXPECT_TRUE(text_of(*made, "disagreements.md").contains("One scanner alone"));
    const auto records = bug_records(store_);
    ASSERT_EQ(records->size(), 1U);
    EXPECT_EQ(records->front().folder, "bugs/" + records->front().id);
    EXPECT_TRUE(records->front().ready);
    // The same again, and no second entry.
    EXPECT_EQ(drafts()->files, made->files);
    EXPECT_EQ(bug_record(store_, records->front().id)->steps.size(), 1U);
    EXPECT_TRUE(problems_.list().empty());
}

TEST_F(BugDrafting, WhatDoesNotReproduceIsNamedAndTheOthersGoOn) {
    dismiss("shop/a.py");
    dismiss("shop/b.py");
    folder_.write("rules.yaml",
                  "rules:\n  - id: shell\n    languages: [python]\n    severity: ERROR\n    message: m\n    pattern: os.system(name)\n");
    const auto made = drafts();
    ASSERT_TRUE(made) << describe(made.error());
    EXPECT_EQ(made->drafted, 1U);
    ASSERT_EQ(problems_.list().size(), 1U);
    EXPECT_TRUE(problems_.list().front().error.place.contains("shop/b.py")) << describe(problems_.list().front().error);
}

TEST_F(BugDrafting, NothingIsWrittenWhereASecretWouldStand) {
    dismiss("shop/a.py");
    const auto made = drafts([](std::string_view text) { return text.contains("constants") ? std::string("gone") : std::string(text); });
    ASSERT_TRUE(made) << describe(made.error());
    EXPECT_EQ(made->drafted, 0U);
    EXPECT_EQ(text_of(*made, "/report.md"), "not there");
    ASSERT_EQ(problems_.list().size(), 1U);
    EXPECT_TRUE(problems_.list().front().error.message.contains("'why'"));
    EXPECT_TRUE(bug_records(store_)->empty());
}

TEST_F(BugDrafting, DisagreementsAreListed) {
    record("other", {finding_at("shop/a.py", 6, "os-command"), finding_at("shop/c.py", 1, "os-command")});
    const auto made = drafts();
    ASSERT_TRUE(made) << describe(made.error());
    const std::string text = text_of(*made, "disagreements.md");
    EXPECT_EQ(made->disagreements, 2U) << text;
    EXPECT_TRUE(text.contains("- squire-sast: `shop/b.py:3` `shell` (High); not other")) << text;
    EXPECT_TRUE(text.contains("- other: `shop/c.py:1` `os-command` (High); not squire-sast")) << text;
}

TEST_F(BugDrafting, ConfirmedFindingsHoldAChangeBack) {
    move("shop/b.py", {.action = tracking::Action::confirm, .reason = std::nullopt, .comment = ""});
    const auto kept = confirmed_findings(workspace_, store_, "pack.shell");
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_EQ(kept.front().file().path, "shop/b.py");
    EXPECT_TRUE(confirmed_findings(workspace_, store_, "another").empty());
}

} // namespace
} // namespace squire::workspace
