// SPDX-License-Identifier: MIT
#include "sast/rule_trial.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "base/file.h"
#include "testing/temporary_folder.h"

namespace squire::sast {
namespace {

const std::filesystem::path kFolder = std::filesystem::path(SQUIRE_TESTDATA) / "rule_trial";

RuleTestReport test(const std::filesystem::path& path, unsigned workers = 2) {
    const Cancellation never;
    Problems problems;
    RuleTestReport report = test_rules(path, workers, never, problems);
    EXPECT_TRUE(problems.list().empty());
    return report;
}

TEST(RuleTrial, CountsWhatTheTargetsSay) {
    const RuleTestReport report = test(kFolder);
    EXPECT_EQ(report.rule_files, 3U);
    EXPECT_EQ(report.without_target, (std::vector<std::string>{"sub/untested.yml"}));
    const RuleTestCount& python = report.languages.at("python");
    EXPECT_EQ(python.matched, 1U);
    EXPECT_EQ(python.missed, 0U);
    EXPECT_EQ(python.silent, 1U);
    EXPECT_EQ(python.fixed, 1U);
    EXPECT_FALSE(python.failed());
    const RuleTestCount& generic = report.languages.at("generic");
    EXPECT_EQ(generic.matched, 0U);
    EXPECT_EQ(generic.missed, 1U);
    EXPECT_EQ(generic.false_alarms, 1U);
    EXPECT_EQ(generic.unexpected, 1U);
    EXPECT_EQ(generic.todo, 2U);
    EXPECT_TRUE(generic.failed());
    using Kind = RuleTestFailure::Kind;
    EXPECT_EQ(report.failures, (std::vector<RuleTestFailure>{{Kind::missed, "word", "sub/fails.txt", 2},
                                                             {Kind::false_alarm, "word", "sub/fails.txt", 4},
                                                             {Kind::unexpected, "word", "sub/fails.txt", 5}}));
    ASSERT_EQ(report.skips.size(), 1U); // a rule that no line asks for is no loss
    EXPECT_EQ(report.skips.front().rule, "never-runs");
    EXPECT_EQ(report.skips.front().lines, 1U);
    EXPECT_TRUE(report.total().failed());
}

TEST(RuleTrial, TakesOneFileAndDoesNotDependOnThreads) {
    EXPECT_TRUE(test(kFolder / "both.yaml").failures.empty());
    EXPECT_EQ(test(kFolder, 1).failures, test(kFolder, 7).failures);
    EXPECT_EQ(test(kFolder / "missing.yaml").rule_files, 0U);
}

TEST(RuleTrial, ReadsTsxAsItIs) {
    const testing::TemporaryFolder folder;
    ASSERT_TRUE(write_file(folder.path() / "spread.yaml", "rules:\n- id: spread\n  languages: [typescript]\n  severity: INFO\n  message: m\n"
                                                          "  pattern: <$TAG {...$PROPS} />\n"));
    ASSERT_TRUE(write_file(folder.path() / "spread.tsx", "// ruleid: spread\nconst a = <B {...c} />;\n// ok: spread\nconst d = <B e={c} />;\n"));
    const RuleTestReport report = test(folder.path());
    EXPECT_TRUE(report.failures.empty());
    EXPECT_TRUE(report.skips.empty());
    EXPECT_EQ(report.total().matched, 1U);
}

TEST(RuleTrial, NamesAFileOfRulesThatIsNoYaml) {
    const testing::TemporaryFolder folder;
    ASSERT_TRUE(write_file(folder.path() / "broken.yaml", "rules:\n  - id: a\n    pattern: f(\"x: \" . $A)\n"));
    ASSERT_TRUE(write_file(folder.path() / "broken.py", "# ruleid: a\nf()\n"));
    ASSERT_TRUE(write_file(folder.path() / "other.yaml", "{{ template }}: [\n"));
    const RuleTestReport report = test(folder.path());
    ASSERT_EQ(report.skips.size(), 1U);
    EXPECT_EQ(report.skips.front().rule, "broken.yaml");
    EXPECT_EQ(report.skips.front().lines, 1U);
    EXPECT_NE(report.skips.front().reason.find("YAML"), std::string::npos);
}

} // namespace
} // namespace squire::sast
