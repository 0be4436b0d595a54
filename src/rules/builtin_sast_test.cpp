// SPDX-License-Identifier: MIT
#include "rules/builtin_sast.h"

#include <filesystem>
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
    for (const SastRule& rule : *pack) {
        EXPECT_TRUE(ids.insert(rule.id).second) << rule.place() << ": " << rule.id << " is there twice";
        EXPECT_FALSE(rule.title.empty()) << rule.place() << ": metadata without a title";
        EXPECT_FALSE(rule.cwe.empty()) << rule.place() << ": metadata without a cwe";
        EXPECT_NE(rule.confidence, finding::Confidence::unknown) << rule.place() << ": metadata without a confidence";
        EXPECT_GE(rule.message.size(), 80U) << rule.place() << ": say what an attacker gains and how to repair it";
    }
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(SQUIRE_SOURCE_DIR) / "rules" / "sast")) {
        const std::string name = entry.path().filename().string();
        if (!name.ends_with(".yaml") || name.contains(".test.") || name.contains(".fixed.")) continue;
        bool target = false;
        for (const auto& beside : fs::directory_iterator(entry.path().parent_path())) {
            const std::string other = beside.path().filename().string();
            target = target || (other != name && other.starts_with(entry.path().stem().string() + "."));
        }
        EXPECT_TRUE(target) << entry.path() << " has no target beside it";
    }
}

} // namespace
} // namespace squire::rules
