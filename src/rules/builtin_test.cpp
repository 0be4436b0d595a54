// SPDX-License-Identifier: MIT
#include "rules/builtin.h"

#include <algorithm>
#include <filesystem>

#include <gtest/gtest.h>

#include "base/file.h"
#include "embedded/secret_rule_files.h"

namespace squire::rules {
namespace {

TEST(BuiltinSecretRules, ReadWithoutAProblem) {
    Problems problems;
    const auto rules = builtin_secret_rules(problems);
    ASSERT_TRUE(rules) << describe(rules.error());
    EXPECT_GT(rules->rules.size(), 50U);
    for (const auto& problem : problems.list()) ADD_FAILURE() << describe(problem.error);
}

TEST(BuiltinSecretRules, AreTheFilesOfTheSourceTree) {
    std::size_t count = 0;
    for (const auto& [name, text] : embedded::secret_rule_files()) {
        const auto on_disk = read_file(std::filesystem::path(SQUIRE_SOURCE_DIR) / name);
        ASSERT_TRUE(on_disk) << name;
        EXPECT_TRUE(*on_disk == text) << name << " is not embedded byte for byte";
        ++count;
    }
    const auto folder = std::filesystem::directory_iterator(std::filesystem::path(SQUIRE_SOURCE_DIR) / "rules/secrets");
    EXPECT_EQ(count, std::ranges::count_if(folder, [](const auto& entry) { return entry.path().extension() == ".toml"; }));
}

} // namespace
} // namespace squire::rules
