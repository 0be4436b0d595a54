// SPDX-License-Identifier: MIT
#include "secrets/path_rules.h"

#include <string>

#include <gtest/gtest.h>
#include <re2/re2.h>

#include "testing/random_regex.h"

namespace squire::secrets {
namespace {

TEST(PathRules, KnowWhatNamesAPathRegexAsksFor) {
    struct Case {
        const char* path;
        const char* matches; // a name, or null: says nothing about names
        const char* rejects;
    };
    const Case cases[] = {
        {R"((^|/)id_rsa$)", "id_rsa", "id_dsa"},
        {R"(\.pem$)", "key.pem", "key.pub"},
        {R"((?i)\.(?:kdbx|pfx)$)", "a.PFX", "a.txt"},
        {R"(config/secrets\.yml$)", "secrets.yml", "config"},
        {R"(a/b\.pem$|(^|/)c\.key\z)", "c.key", "c.pub"},
        {R"([|]x[$]y$)", "|x$y", "xy"},
        {R"(config/secrets\.yml)", nullptr, ""}, // which may be a folder
        {R"(a\.pem$|b)", nullptr, ""},
        {R"(a\.pem\$)", nullptr, ""},
        {R"((a$|b))", nullptr, ""},
        {R"((?:^|/)\.aws/credentials$)", "credentials", "config"},
        {R"(^docs/)", nullptr, ""},
        {R"(.*)", nullptr, ""},
        {R"((?:a/|b))", nullptr, ""},
        {R"([)", nullptr, ""},
    };
    for (const Case& each : cases) {
        const auto name = file_name_regex(each.path);
        ASSERT_EQ(name.has_value(), each.matches != nullptr) << each.path;
        if (!name) continue;
        EXPECT_TRUE(RE2::PartialMatch(each.matches, *name)) << each.path << ": " << *name;
        EXPECT_FALSE(RE2::PartialMatch(each.rejects, *name)) << each.path << ": " << *name;
    }
}

// Whatever path the one finds, the other finds its last part.
TEST(PathRules, NeverMissAName) {
    testing::Random random(5);
    RE2::Options options(RE2::Latin1);
    options.set_log_errors(false);
    constexpr std::string_view kParts[] = {"a",       "key",       "id_",     "\\.", "/", "(?:^|/)", "[^/]*",     ".*",
                                           "[a-z/]+", "(?:a|b/c)", "(?:/x)?", "$",   "^", "\\w",     "(?:.env|/)"};
    constexpr std::string_view kNames[] = {"a", "key", "id_", ".", "/", "x", "b", "c", "/", ".env", "env"};
    std::size_t checked = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string regex;
        for (std::size_t count = random.between(1, 5); count > 0; --count) regex += random.any_of(kParts);
        if (random.chance(2)) regex += "$";
        const auto name = file_name_regex(regex);
        if (!name) continue;
        const RE2 whole(regex, options);
        const RE2 part(*name, options);
        ASSERT_TRUE(whole.ok() && part.ok()) << regex << ": " << *name;
        for (int i = 0; i < 10; ++i) {
            std::string path;
            for (std::size_t count = random.between(1, 7); count > 0; --count) path += random.any_of(kNames);
            if (path.ends_with('/') || !RE2::PartialMatch(path, whole)) continue;
            ++checked;
            ASSERT_TRUE(RE2::PartialMatch(path.substr(path.rfind('/') + 1), part)) << regex << " finds " << path << ", and not " << *name;
        }
    }
    EXPECT_GT(checked, 1'000U);
}

} // namespace
} // namespace squire::secrets
