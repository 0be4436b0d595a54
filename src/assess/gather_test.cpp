// SPDX-License-Identifier: MIT
#include "assess/facts.h"

#include <gtest/gtest.h>

#include "testing/git_repository.h"

namespace squire::assess {
namespace {

constexpr std::string_view kMit = "Permission is hereby granted, free of charge, to any person obtaining a copy of this\n"
                                  "THE SOFTWARE IS PROVIDED \"AS IS\", WITHOUT WARRANTY\n";

Facts gather(const std::filesystem::path& folder) {
    Problems problems;
    auto facts = gather_facts(folder, {.now = parse_time("2026-02-01T00:00:00Z").value(), .workers = 2}, problems);
    EXPECT_TRUE(facts) << describe(facts.error());
    return facts ? std::move(*facts) : Facts{};
}

class GatherTest : public ::testing::Test {
protected:
    void SetUp() override {
        if (!testing::git_is_there()) GTEST_SKIP() << "needs git";
        made_.write("LICENSE", kMit);
        made_.write("CONTRIBUTING.md", "# How\n\nDo not accept AI-generated code.\n");
        made_.write("src/main.py", "import os\nprint(os.name)\n");
        made_.write("app/package-lock.json", "{}\n");
        made_.commit("first");
        made_.write("src/main.py", "import os\nprint(os.sep)\n");
        made_.commit("second");
    }
    testing::GitRepository made_;
};

TEST_F(GatherTest, LearnsWhatIsWrittenDown) {
    const Facts facts = gather(made_.path());
    ASSERT_TRUE(facts.licence);
    EXPECT_EQ(facts.licence->licence.id, "MIT");
    EXPECT_EQ(facts.licence->path, "LICENSE");
    ASSERT_TRUE(facts.tool_policy);
    EXPECT_EQ(facts.tool_policy->policy.stance, Stance::refused);
    EXPECT_EQ(facts.tool_policy->policy.line, 3U);
    ASSERT_TRUE(facts.find(Notable::contributing_guide));
    EXPECT_FALSE(facts.find(Notable::security_policy));
    EXPECT_GT(facts.inventory.bytes_by_language.at("Python"), 0U);
    ASSERT_TRUE(facts.activity);
    EXPECT_EQ(facts.activity->commits, 2U);
    EXPECT_EQ(facts.commit, made_.id_of("HEAD"));
    ASSERT_EQ(facts.lockfiles.size(), 1U);
    EXPECT_EQ(facts.lockfiles[0].first, "app/package-lock.json");
    EXPECT_EQ(facts.lockfiles[0].second, parse_time("2026-01-01T00:00:00Z"));
}

TEST_F(GatherTest, TakesTheInventoryThatSomebodyHas) {
    source::Inventory taken;
    taken.files = {{.path = "a.rs", .size = 7, .language = "Rust"}};
    taken.bytes_by_language = {{"Rust", 7}};
    Problems problems;
    const auto facts = gather_facts(made_.path(), {.now = parse_time("2026-02-01T00:00:00Z").value(), .inventory = &taken}, problems);
    ASSERT_TRUE(facts) << describe(facts.error());
    EXPECT_EQ(facts->inventory.bytes_by_language, taken.bytes_by_language);
    EXPECT_TRUE(facts->licence) << "the rest is read as ever";
}

TEST_F(GatherTest, ReadsABareRepositoryAlike) {
    const testing::TemporaryFolder folder;
    ASSERT_EQ(testing::run_git(folder.path(), {"clone", "-q", "--bare", made_.path().string(), "bare.git"}).status, 0);
    const Facts facts = gather(folder.path() / "bare.git");
    EXPECT_EQ(facts.name, "bare");
    ASSERT_TRUE(facts.licence);
    EXPECT_GT(facts.inventory.bytes_by_language.at("Python"), 0U);
    EXPECT_EQ(facts.activity->commits, 2U);
    EXPECT_EQ(facts.lockfiles.size(), 1U);
}

TEST(Gather, TakesAFolderWithoutGit) {
    const testing::TemporaryFolder folder;
    const Facts facts = gather(folder.path());
    EXPECT_FALSE(facts.activity);
    EXPECT_FALSE(facts.no_activity.empty());
    EXPECT_TRUE(facts.commit.empty());
}

TEST(Gather, SaysThatThereIsNoFolder) {
    Problems problems;
    const auto facts = gather_facts("/nowhere/at/all", {}, problems);
    ASSERT_FALSE(facts);
    EXPECT_EQ(facts.error().kind, ErrorKind::not_found);
}

TEST(CountSecrets, LeavesTestsAndTrifles) {
    const auto secret = [](std::string file, finding::Severity severity) {
        finding::Finding each;
        each.severity = severity;
        each.location = finding::SecretLocation{.file = std::move(file), .range = {.start_line = 7}};
        return each;
    };
    finding::Report report;
    report.findings = {secret("src/a.py", finding::Severity::medium), secret("tests/b.py", finding::Severity::critical),
                       secret("src/c.py", finding::Severity::critical), secret("src/d.py", finding::Severity::low)};
    Facts facts;
    count_secrets(facts, report);
    EXPECT_EQ(facts.secrets, 2U);
    EXPECT_EQ(facts.first_secret, "src/c.py:7");
}

} // namespace
} // namespace squire::assess
