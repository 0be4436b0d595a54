// SPDX-License-Identifier: MIT
#include "dependencies/licence.h"

#include <string>

#include <gtest/gtest.h>

namespace squire::dependencies {
namespace {

TEST(Licence, IsJudgedAsItsExpressionSays) {
    const LicencePolicy strict{.allowed = {"permissive", "MPL-2.0", "Acme"}, .denied = {"AGPL-*", "SSPL-1.0"}};
    using enum LicenceVerdict;
    struct Row {
        const char* text;
        LicenceVerdict verdict;
    };
    const Row rows[] = {
        {"MIT", allowed},
        {"mit", allowed},
        {"GPL-3.0-only", LicenceVerdict::denied},
        {"MIT OR GPL-3.0-only", allowed},
        {"MIT AND GPL-3.0-only", LicenceVerdict::denied},
        {"(MIT OR Apache-2.0) AND BSD-3-Clause", allowed},
        {"(MIT OR GPL-2.0-only) AND AGPL-3.0-only", LicenceVerdict::denied},
        {"Apache-2.0 WITH LLVM-exception", allowed},
        {"MPL-2.0", allowed},
        {"EPL-2.0", LicenceVerdict::denied},
        {"MIT/Apache-2.0", allowed},
        {"SEE LICENSE IN LICENSE.md", unknown},
        {"Acme", allowed},
        {"", unknown},
        {"MIT OR", unknown},
        {"(MIT", unknown},
        {"OR", unknown},
        {"AGPL-9.9", LicenceVerdict::denied},
    };
    for (const Row& row : rows) EXPECT_EQ(judge_licence(strict, row.text), row.verdict) << row.text;
    EXPECT_EQ(judge_licence({}, std::string(100'000, '(')), unknown);
    EXPECT_EQ(judge_licence({}, "GPL-3.0-only"), allowed);
}

TEST(Licence, ExpressionsOfKnownIdentifiers) {
    for (const char* text : {"MIT", "MIT OR Apache-2.0", "(MIT AND Zlib) OR 0BSD", "GPL-2.0-only WITH Classpath-exception-2.0"})
        EXPECT_TRUE(is_spdx_expression(text)) << text;
    for (const char* text : {"", "MIT License", "MIT/Apache-2.0", "UNLICENSED", "MIT OR", "AND"}) EXPECT_FALSE(is_spdx_expression(text)) << text;
    EXPECT_EQ(kind_of_licence("lgpl-2.1-or-later"), LicenceKind::weak);
    EXPECT_EQ(kind_of_licence("nothing"), LicenceKind::unknown);
}

TEST(Licence, DeniedOnesComeFirst) {
    PackageInventory inventory;
    PackageFile file{.path = "a.lock", .format = "npm_lock", .lock = true};
    for (const auto& [name, licence] : {std::pair("a", "MIT"), {"b", "MIT"}, {"c", "GPL-3.0-only"}, {"d", ""}})
        file.packages.push_back({.ecosystem = Ecosystem::npm, .name = name, .version = "1", .licence = licence});
    inventory.files.push_back(file);
    const auto uses = licences_of(inventory, {.denied = {"strong"}, .unknown_allowed = false});
    ASSERT_EQ(uses.size(), 3U);
    EXPECT_EQ(uses[0].verdict, LicenceVerdict::denied);
    EXPECT_EQ(uses[1].verdict, LicenceVerdict::denied);
    EXPECT_EQ(uses[2].licence, "MIT");
    EXPECT_EQ(uses[2].packages, (std::vector<std::string>{"a 1", "b 1"}));
}

} // namespace
} // namespace squire::dependencies
