// SPDX-License-Identifier: MIT
#include "rules/example_shape.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <re2/re2.h>

#include "rules/checksum.h"
#include "rules/entropy.h"

namespace squire::rules {
namespace {

TEST(ExampleShape, FillsEveryGroup) {
    struct Case {
        std::string_view shape, regex;
    };
    static constexpr Case kCases[] = {
        {"", ""},
        {"plain text, 100%", "plain text, 100%"},
        {"{digit:6}", "[0-9]{6}"},
        {"{lower:4}", "[a-z]{4}"},
        {"{upper:4}", "[A-Z]{4}"},
        {"{lowernum:8}", "[a-z0-9]{8}"},
        {"{uppernum:16}", "[A-Z0-9]{16}"},
        {"{alnum:36}", "[0-9A-Za-z]{36}"},
        {"{hex:32}", "[0-9a-f]{32}"},
        {"{HEX:32}", "[0-9A-F]{32}"},
        {"{base64:40}", "[0-9A-Za-z][0-9A-Za-z+/]{38}[0-9A-Za-z]"},
        {"{base64url:43}", "[0-9A-Za-z][0-9A-Za-z_-]{41}[0-9A-Za-z]"},
        {"{base32:16}", "[A-Z2-7]{16}"},
        {"{base58:107}", "[1-9A-HJ-NP-Za-km-z]{107}"},
        {"{hex:1}", "[0-9a-f]"},
        {"{hex:32-64}", "[0-9a-f]{32,64}"},
        {"{alnum:1000}", "[0-9A-Za-z]{1000}"},
        {"{uuid}", "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"},
        {"ghp_{crc32-base62:30}", "ghp_[0-9A-Za-z]{36}"},
        {"{b64:user}", "dXNlcg=="},
        {"{b64:users}", "dXNlcnM="},
        {"{b64:usersx}", "dXNlcnN4"},
        {"{b64:}", ""},
        {"{b64:{b64:a}}", "WVE9PQ=="},
        {"{b64:a:{hex:3}}", "YTo[0-9A-Za-z]{4}="},
        {"-----BEGIN {join:}RSA-----{nl}", "-----BEGIN RSA-----\n"},
        {"{{a}}", R"(\{a\})"},
        {"{{{hex:2}}}", R"(\{[0-9a-f]{2}\})"},
        {"{b64:{{}}}", "e30="},
    };
    for (const auto& [shape, regex] : kCases) {
        const auto filled = fill_shape(shape, "rule", 0);
        ASSERT_TRUE(filled) << shape << ": " << filled.error().message;
        EXPECT_TRUE(RE2::FullMatch(*filled, std::string(regex))) << shape << " became " << *filled;
    }
}

TEST(ExampleShape, NamesWhatIsWrong) {
    struct Case {
        std::string_view shape, message;
    };
    static constexpr Case kCases[] = {
        {"{octal:3}", "unknown group '{octal:3}'"},
        {"{}", "unknown group '{}'"},
        {"{hex}", "needs a length"},
        {"{hex:}", "needs a length"},
        {"{hex:0}", "needs a length"},
        {"{hex:9-3}", "needs a length"},
        {"{hex:3-}", "needs a length"},
        {"{hex:99999}", "needs a length"},
        {"{hex:1x}", "needs a length"},
        {"{hex:3", "byte 1 of the shape: a '{' that is not closed"},
        {"ab{", "byte 3 of the shape"},
        {"a}b", "byte 2 of the shape: a lone '}'"},
        {"{b64:a", "'{b64:' is not closed"},
        {"{b64:{b64:{b64:{b64:{b64:{b64:{b64:{b64:{b64:x}}}}}}}}}", "nested too deep"},
    };
    for (const auto& [shape, message] : kCases) {
        const auto filled = fill_shape(shape, "rule", 0);
        ASSERT_FALSE(filled) << shape;
        EXPECT_NE(filled.error().message.find(message), std::string::npos) << shape << ": " << filled.error().message;
    }
}

TEST(ExampleShape, IsTheSameEverywhereAndDiffersByRuleAndNumber) {
    EXPECT_EQ(fill_shape("{alnum:20}", "rule", 0).value(), fill_shape("{alnum:20}", "rule", 0).value());
    EXPECT_NE(fill_shape("{alnum:20}", "rule", 0).value(), fill_shape("{alnum:20}", "rule", 1).value());
    EXPECT_NE(fill_shape("{alnum:20}", "rule", 0).value(), fill_shape("{alnum:20}", "rule2", 0).value());
    // Written down, so that a change of the generator is seen: it would change every example of the pack.
    EXPECT_EQ(fill_shape("{alnum:20} {hex:8} {digit:4-9}", "rule", 7).value(), "gEBWl2z7kItjSapspfOh 39ba514f 9714620");
}

TEST(ExampleShape, LooksRandomEveryTime) {
    const RE2 placeholder("(?i)test|fake|demo|dummy|example|xxx|pass|secret|0123|1234|abcd");
    for (std::uint32_t index = 0; index < 2000; ++index) {
        const auto token = fill_shape("{alnum:20}", "rule", index).value();
        EXPECT_FALSE(RE2::PartialMatch(token, placeholder)) << token;
        EXPECT_GT(shannon_entropy(token), 3.6) << token;
        EXPECT_TRUE(RE2::PartialMatch(token, "[0-9]") && RE2::PartialMatch(token, "[a-z]") && RE2::PartialMatch(token, "[A-Z]")) << token;
        EXPECT_GT(shannon_entropy(fill_shape("{hex:32}", "rule", index).value()), 3.5);
    }
}

TEST(ExampleShape, FillsChecksumsThatAreRight) {
    for (std::uint32_t index = 0; index < 100; ++index)
        EXPECT_TRUE(has_right_checksum(SecretRule::Checksum::crc32_base62, fill_shape("npm_{crc32-base62:30}", "rule", index).value()));
}

TEST(ExampleShape, FillsTheExamplesOfARule) {
    SecretRule rule{.id = "a", .matches = {"{hex:8}", "{hex:8}"}, .rejects = {"{hex:8}"}, .place = "a.toml:3"};
    auto examples = fill_examples(rule);
    ASSERT_TRUE(examples);
    EXPECT_NE(examples->matches[0], examples->matches[1]);
    EXPECT_NE(examples->matches[0], examples->rejects[0]);
    rule.rejects.emplace_back("{hexx:8}");
    examples = fill_examples(rule);
    ASSERT_FALSE(examples);
    EXPECT_EQ(describe(examples.error()), "a.toml:3: rule 'a': byte 1 of the shape: unknown group '{hexx:8}': {hexx:8}");
}

} // namespace
} // namespace squire::rules
