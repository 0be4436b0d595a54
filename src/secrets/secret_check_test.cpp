// SPDX-License-Identifier: MIT
#include "secrets/secret_check.h"

#include <gtest/gtest.h>

namespace squire::secrets {
namespace {

TEST(SecretCheck, IsWhatAScanWouldSay) {
    rules::SecretRules rules;
    rules.rules.emplace_back();
    rules.rules.back().id = "token";
    rules.rules.back().regex = "sqt-([0-9a-zA-Z]{16})\\b";
    Problems problems;
    const auto book = RuleBook::make(std::move(rules), {}, problems);
    ASSERT_TRUE(book) << describe(book.error());
    SecretCheck holds_secret(*book);
    const std::string token = std::string("sqt-") + "q8Zr2Lx7Vt1Kc9Wm";
    EXPECT_FALSE(holds_secret("update left from 1.0 to 1.1"));
    EXPECT_TRUE(holds_secret("x = " + token));
    EXPECT_FALSE(holds_secret("x = sqt-")); // nothing is remembered of the text before
    EXPECT_TRUE(holds_secret("y\n" + token));
    EXPECT_TRUE(holds_secret("x = " + token));
    EXPECT_FALSE(holds_secret(""));
}

} // namespace
} // namespace squire::secrets
