// SPDX-License-Identifier: MIT
#include "bugreport/secret_oracle.h"

#include <gtest/gtest.h>

#include "bugreport/predicate_oracle_test.h"
#include "bugreport/reduction.h"
#include "rules/checksum.h"
#include "rules/example_shape.h"

namespace squire::bugreport {
namespace {

rules::SecretRules rules_with(rules::SecretRule rule) {
    rules::SecretRules rules;
    rules.rules.push_back(std::move(rule));
    return rules;
}

rules::SecretRule acme() {
    return {.id = "acme-token",
            .description = "Acme",
            .regex = R"(\b(acme_[0-9A-Za-z]{30})\b)",
            .keywords = {"acme_"},
            .checksum = rules::SecretRule::Checksum::crc32_base62};
}

// Of random letters, with a checksum that holds.
std::string real_token() {
    const std::string body = rules::fill_shape("{alnum:24}", "acme-token", 0).value_or("");
    return "acme_" + body + rules::crc32_base62(body);
}

std::string settings(const std::string& token) {
    return "# production of customer 12\nname: billing\ndatabase:\n  host: db.internal\n  token: " + token + "\n  copy: " + token +
           "\nport: 5432\n";
}

TEST(SecretOracle, TheResultHoldsAnInventedSecretThatPassesTheSameChecks) {
    const std::string token = real_token();
    const SecretQuestion question{.rules = rules_with(acme()), .rule = "acme-token"};
    const Input input = one_file("deploy/settings.yml", settings(token), token);
    const auto invented = with_invented_secret(input, question);
    ASSERT_TRUE(invented) << describe(invented.error());
    EXPECT_EQ(invented->file().text().size(), input.file().text().size());
    EXPECT_FALSE(invented->file().text().contains(token)); // nor its copy
    const auto oracle = make_secret_oracle(question, 2);
    ASSERT_TRUE(oracle);
    const auto reduced = reduce(*invented, **oracle, {.workers = 2});
    ASSERT_TRUE(reduced) << describe(reduced.error());
    const std::string_view text = reduced->best.file().text();
    EXPECT_EQ(text.size(), token.size()) << text;
    EXPECT_TRUE(text.starts_with("acme_")) << text;
    EXPECT_TRUE(rules::has_right_checksum(rules::SecretRule::Checksum::crc32_base62, text));
    for (std::size_t at = 5; at + 6 <= token.size(); ++at) EXPECT_FALSE(text.contains(token.substr(at, 6))) << at;
    EXPECT_TRUE(reduced->minimal && reduced->confirmed);
}

TEST(SecretOracle, TheInventedSecretIsTheSameEachTime) {
    const Input input = one_file("a.yml", settings(real_token()), real_token());
    const SecretQuestion question{.rules = rules_with(acme()), .rule = "acme-token"};
    const auto once = with_invented_secret(input, question), again = with_invented_secret(input, question);
    ASSERT_TRUE(once && again);
    EXPECT_EQ(once->file().text(), again->file().text());
}

TEST(SecretOracle, RefusesWhereNothingInventedWillDo) {
    rules::SecretRule rule = acme();
    rule.checksum = rules::SecretRule::Checksum::none;
    rule.regex = "(" + real_token() + ")"; // this one and no other
    const Input input = one_file("a.yml", settings(real_token()), real_token());
    const auto invented = with_invented_secret(input, {.rules = rules_with(rule), .rule = "acme-token"});
    ASSERT_FALSE(invented);
    EXPECT_EQ(invented.error().kind, ErrorKind::unsupported);
    EXPECT_FALSE(describe(invented.error()).contains(real_token()));
}

TEST(SecretOracle, KeepsTheNameThatAGenericRuleNeeds) {
    rules::SecretRule rule{
        .id = "password", .description = "Password", .regex = R"re((?i)password\s*=\s*"([^"]{8,64})")re", .keywords = {"password"}};
    rule.evidence = rules::SecretRule::Evidence::generic;
    const std::string value = rules::fill_shape("{alnum:20}", "password", 1).value_or("");
    const Input input = one_file("shop/db.py", "import os\n\nclass Db:\n    retries = 3\n    database_password = \"" + value + "\"\n", value);
    const SecretQuestion question{.rules = rules_with(rule), .rule = "password"};
    const auto invented = with_invented_secret(input, question);
    ASSERT_TRUE(invented) << describe(invented.error());
    const auto oracle = make_secret_oracle(question, 1);
    ASSERT_TRUE(oracle);
    const auto reduced = reduce(*invented, **oracle, {});
    ASSERT_TRUE(reduced) << describe(reduced.error());
    const std::string_view text = reduced->best.file().text();
    EXPECT_TRUE(text.starts_with("password=\"")) << text;
    EXPECT_EQ(text.size(), value.size() + 11) << text;
    EXPECT_FALSE(text.contains(value));
}

TEST(SecretOracle, SaysWhichRuleItCannotAsk) {
    const auto unknown = make_secret_oracle({.rules = rules_with(acme()), .rule = "other"}, 1);
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().kind, ErrorKind::not_found);
    rules::SecretRule paths{.id = "paths", .path = "id_rsa$"};
    const auto about_paths = make_secret_oracle({.rules = rules_with(paths), .rule = "paths"}, 1);
    ASSERT_FALSE(about_paths);
    EXPECT_EQ(about_paths.error().kind, ErrorKind::unsupported);
}

} // namespace
} // namespace squire::bugreport
