// SPDX-License-Identifier: MIT
#include "rules/builtin_sast.h"

#include <filesystem>
#include <map>
#include <set>

#include <gtest/gtest.h>

namespace squire::rules {
namespace {

namespace fs = std::filesystem;

TEST(BuiltinSast, EveryRuleSaysWhatItMeansAndHasATarget) {
    Problems problems;
    const auto pack = builtin_sast_rules(problems);
    ASSERT_TRUE(pack) << describe(pack.error());
    for (const Problem& problem : problems.list()) ADD_FAILURE() << describe(problem.error);
    ASSERT_FALSE(pack->empty());
    std::set<std::string> ids;
    std::map<std::string, bool> has_fix; // by rule file
    for (const SastRule& rule : *pack) {
        EXPECT_TRUE(ids.insert(rule.id).second) << rule.place() << ": " << rule.id << " is there twice";
        has_fix[rule.file] |= rule.has_fix();
        EXPECT_FALSE(rule.title.empty()) << rule.place() << ": metadata without a title";
        EXPECT_FALSE(rule.cwe.empty()) << rule.place() << ": metadata without a cwe";
        EXPECT_NE(rule.confidence, finding::Confidence::unknown) << rule.place() << ": metadata without a confidence";
        EXPECT_EQ(rule.has_fix(), !rule.fix_notes.subject.empty()) << rule.place() << ": a fix and metadata.fix.subject go together";
        EXPECT_TRUE(rule.fix_notes.none.empty() || !rule.has_fix())
            << rule.place() << ": there is a fix, and metadata.fix.none says why there is none";
        EXPECT_GE(rule.message.size(), 80U) << rule.place() << ": say what an attacker gains and how to repair it";
    }
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(SQUIRE_SOURCE_DIR) / "rules" / "sast")) {
        const std::string name = entry.path().filename().string();
        if (!name.ends_with(".yaml") || name.contains(".test.") || name.contains(".fixed.")) continue;
        const std::string stem = entry.path().stem().string() + ".";
        bool target = false;
        bool fixed = false;
        for (const auto& beside : fs::directory_iterator(entry.path().parent_path())) {
            const std::string other = beside.path().filename().string();
            target = target || (other != name && other.starts_with(stem));
            fixed = fixed || other.starts_with(stem + "fixed.");
        }
        EXPECT_TRUE(target) << entry.path() << " has no target beside it";
        EXPECT_EQ(fixed, has_fix[entry.path().lexically_relative(SQUIRE_SOURCE_DIR).string()])
            << entry.path() << ": a rule with a fix has a .fixed sibling, and no other one has";
    }
}

} // namespace
} // namespace squire::rules
