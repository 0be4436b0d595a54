// SPDX-License-Identifier: MIT
#include "assess/scanner_needs.h"

#include <algorithm>
#include <map>
#include <string>

#include <gtest/gtest.h>

namespace squire::assess {
namespace {

using Texts = std::map<std::string, std::string, std::less<>>;

ScannerNeed sast_of(const std::string& pipeline) {
    Facts facts;
    facts.inventory.files = {{.path = "main.py", .size = 100, .language = "Python"}};
    facts.inventory.bytes_by_language = {{"Python", 100}};
    Texts texts{{"main.py", "print(1)\n"}};
    if (!pipeline.empty()) {
        facts.notable = {{Notable::pipeline, ".gitlab-ci.yml", ""}};
        texts[".gitlab-ci.yml"] = pipeline;
    }
    Problems problems;
    learn_scanners(facts, pipeline::TextFiles(texts), problems);
    const auto found = std::ranges::find(facts.scanners, "sast", &ScannerNeed::id);
    EXPECT_NE(found, facts.scanners.end());
    return found == facts.scanners.end() ? ScannerNeed{} : *found;
}

TEST(ScannerNeeds, AreMissingWithoutAPipeline) {
    const ScannerNeed need = sast_of("");
    EXPECT_EQ(need.present, false);
    EXPECT_FALSE(need.work.empty());
    EXPECT_EQ(need.tier, "Free");
    EXPECT_GT(need.minutes, 0);
}

TEST(ScannerNeeds, AreMetByATemplateUnderAnyName) {
    for (const char* name : {"Jobs/SAST.gitlab-ci.yml", "Security/SAST.gitlab-ci.yml"})
        EXPECT_EQ(sast_of(std::string("include:\n  - template: ") + name + "\n").present, true) << name;
}

TEST(ScannerNeeds, AreUnknownWhereAnIncludeCannotBeRead) {
    const ScannerNeed need = sast_of("include:\n  - project: group/other\n    file: ci.yml\njob:\n  script: make\n");
    EXPECT_FALSE(need.present);
    EXPECT_NE(need.evidence.find("cannot be read"), std::string::npos) << need.evidence;
}

TEST(ScannerNeeds, AreUnknownWhereThePipelineIsNoYaml) { EXPECT_FALSE(sast_of("a: [\n").present); }

TEST(ScannerNeeds, AreMissingInAPipelineOfOtherJobs) { EXPECT_EQ(sast_of("job:\n  script: make\n").present, false); }

} // namespace
} // namespace squire::assess
