// SPDX-License-Identifier: MIT
#include "fix/source_fixes.h"

#include <map>
#include <string>

#include <gtest/gtest.h>

#include "rules/sast_rule_reader.h"
#include "sast/text_scan.h"
#include "syntax/languages.h"

namespace squire::fix {
namespace {

constexpr std::string_view kRules = R"(
rules:
- id: load
  languages: [python]
  severity: ERROR
  message: Loads anything.
  pattern: yaml.load($X)
  fix: yaml.safe_load($X)
  metadata:
    fix: {subject: load YAML safely, risk: tags of Python are refused}
- id: key
  languages: [python]
  severity: ERROR
  message: A key.
  pattern: key = "$X"
  fix: key = os.environ["KEY"]
  metadata:
    fix: {imports: [import os]}
- id: guard
  languages: [python]
  severity: ERROR
  message: Not guarded.
  pattern: run($X)
  fix: |
    if $X:
        run_safely($X)
- id: broken
  languages: [python]
  severity: ERROR
  message: A fix that breaks.
  pattern: broken($X)
  fix: "broken((("
- id: none
  languages: [python]
  severity: ERROR
  message: Nobody knows.
  pattern: eval(...)
- id: same
  languages: [python]
  severity: ERROR
  message: Nothing changes.
  pattern: same()
  fix: same()
- id: root
  languages: [dockerfile]
  severity: ERROR
  message: Root.
  pattern: USER root
  fix: USER app
)";

// Proposals for these files, as a scan of them finds them.
class SourceFixes : public ::testing::Test {
protected:
    void SetUp() override {
        auto rules = rules::read_sast_rules(std::string(kRules), "r.yaml", problems_);
        ASSERT_TRUE(rules) << describe(rules.error());
        auto made = sast::RuleBook::make(std::move(*rules), {}, problems_);
        ASSERT_TRUE(made) << describe(made.error());
        book_ = std::move(*made);
    }

    Proposals propose() {
        const sast::TextLimits limits;
        sast::TextScan scan(*book_, limits, problems_);
        for (const auto& [path, text] : files_) {
            const sast::TextKind kind = sast::kind_of(path, text);
            for (finding::Finding& each : scan.scan(path, text, kind.language, kind.marks)) report_.findings.push_back(std::move(each));
        }
        if (change_) change_();
        const auto read = [&](std::string_view path) -> Result<std::string> {
            const auto found = files_.find(path);
            if (found == files_.end()) return fail(ErrorKind::not_found, "there is no such file", std::string(path));
            return found->second;
        };
        return propose_source_fixes(report_, *book_, read, problems_);
    }

    // What the one proposal makes of a.py.
    std::string fixed(std::string text) {
        files_ = {{"a.py", std::move(text)}};
        report_.findings.clear();
        const Proposals made = propose();
        if (made.proposals.size() != 1 || made.proposals.front().changes.size() != 1) return "no single proposal";
        EXPECT_EQ(made.proposals.front().changes.front().before, files_.find("a.py")->second);
        return made.proposals.front().changes.front().after;
    }

    std::vector<std::string> refused(std::string text) {
        files_ = {{"a.py", std::move(text)}};
        report_.findings.clear();
        std::vector<std::string> reasons;
        for (const Unfixed& each : propose().unfixed) reasons.push_back(std::string(to_string(each.reason)) + ": " + each.why);
        return reasons;
    }

    Problems problems_;
    std::unique_ptr<sast::RuleBook> book_;
    std::map<std::string, std::string, std::less<>> files_;
    finding::Report report_;
    std::function<void()> change_; // between scan and proposal
};

TEST_F(SourceFixes, OneProposalARuleOverAllFiles) {
    files_ = {{"a.py", "import yaml\nyaml.load(a)\nyaml.load(b)\neval(c)\n"},
              {"b.py", "import yaml\nyaml.load(d)\n"},
              {"Dockerfile", "FROM a:1\nUSER root\n"}};
    const Proposals made = propose();
    ASSERT_EQ(made.proposals.size(), 2U);
    const Proposal& load = made.proposals[0];
    EXPECT_EQ(load.kind, ChangeClass::source);
    EXPECT_EQ(load.what, "load YAML safely");
    EXPECT_EQ(load.why, "Loads anything.");
    EXPECT_EQ(load.risks, std::vector<std::string>{"tags of Python are refused"});
    EXPECT_EQ(load.findings.size(), 3U);
    ASSERT_EQ(load.changes.size(), 2U);
    EXPECT_EQ(load.changes[0].after, "import yaml\nyaml.safe_load(a)\nyaml.safe_load(b)\neval(c)\n");
    EXPECT_EQ(load.changes[1].after, "import yaml\nyaml.safe_load(d)\n");
    EXPECT_EQ(made.proposals[1].kind, ChangeClass::container);
    EXPECT_EQ(made.proposals[1].what, "repair what rule root finds");
    ASSERT_EQ(made.unfixed.size(), 1U);
    EXPECT_EQ(made.unfixed[0].reason, Reason::no_rule_fix);
    EXPECT_EQ(made.unfixed[0].why, "rule 'none' offers no fix for this place");
}

TEST_F(SourceFixes, KeepIndentationAndLineEnds) {
    EXPECT_EQ(fixed("import yaml\r\nif a:\r\n    yaml.load(b)\r\n"), "import yaml\r\nif a:\r\n    yaml.safe_load(b)\r\n");
    EXPECT_EQ(fixed("if a:\r\n    run(b)\n"), "if a:\r\n    if b:\n        run_safely(b)\n"); // mixed: as the line itself ends
    EXPECT_EQ(fixed("if a:\n    run(b)\r\n"), "if a:\n    if b:\r\n        run_safely(b)\r\n");
    EXPECT_EQ(fixed("if a:\n\trun(b)\n"), "if a:\n\tif b:\n\t    run_safely(b)\n");
    EXPECT_EQ(fixed("import yaml\nyaml.load(b)"), "import yaml\nyaml.safe_load(b)"); // no newline at the end, and none added
    EXPECT_EQ(fixed("import sys\r\nkey = \"a\"\r\n"), "import os\r\nimport sys\r\nkey = os.environ[\"KEY\"]\r\n");
}

TEST_F(SourceFixes, SayWhyNot) {
    EXPECT_EQ(refused("broken(1)\n"), std::vector<std::string>{"failed_proof: the file would not parse with what the rule puts there"});
    EXPECT_EQ(refused("same()\n"), std::vector<std::string>{"no_rule_fix: the rule's fix leaves the place as it is"});
    EXPECT_EQ(refused("import os.path as os\nkey = \"a\"\n"),
              std::vector<std::string>{"not_editable: 'os' is the name of something else in the file"});
    EXPECT_EQ(refused("import yaml\nyaml.load(yaml.load(b))\n"), // two places of one line are one finding
              std::vector<std::string>{"clashes: stands within another place that rule 'load' changes"});
    EXPECT_EQ(refused("import yaml\nyaml.load(\n  yaml.load(b))\n"),
              std::vector<std::string>{"clashes: stands within another place that rule 'load' changes"});
}

TEST_F(SourceFixes, LeaveAloneWhatNobodyShouldEdit) {
    const std::string text = "import yaml\nyaml.load(a)\n";
    files_ = {{"node_modules/a/a.py", text},
              {"tests/test_a.py", text},
              {"a_pb2.py", "# Generated by the protocol buffer compiler.  DO NOT EDIT!\n" + text}};
    const Proposals made = propose();
    EXPECT_TRUE(made.proposals.empty());
    ASSERT_EQ(made.unfixed.size(), 3U);
    for (const Unfixed& each : made.unfixed) EXPECT_EQ(each.reason, Reason::not_editable) << each.why;
}

TEST_F(SourceFixes, SayWhatChangedSinceTheScan) {
    files_ = {{"a.py", "import yaml\nyaml.load(a)\n"}, {"b.py", "import yaml\nyaml.load(a)\n"}};
    change_ = [this] {
        files_.erase("a.py");
        files_["b.py"] = "import yaml\n";
    };
    const Proposals made = propose();
    EXPECT_TRUE(made.proposals.empty());
    ASSERT_EQ(made.unfixed.size(), 2U);
    EXPECT_EQ(made.unfixed[0].reason, Reason::file_changed);
    EXPECT_EQ(made.unfixed[1].why, "it is not found there any more");
}

} // namespace
} // namespace squire::fix
