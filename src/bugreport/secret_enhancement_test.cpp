// SPDX-License-Identifier: MIT
#include "bugreport/secret_enhancement.h"

#include <gtest/gtest.h>

#include "bugreport/predicate_oracle_test.h"
#include "bugreport/secret_oracle.h"
#include "rules/example_shape.h"
#include "rules/secret_rule_reader.h"

namespace squire::bugreport {
namespace {

constexpr std::string_view kFile = R"(# rules of one project
title = "x"

[[rules]]
id = "other"
regex = '''other_[0-9a-z]{20}'''

# the one
[[rules]]
id = "acme"
description = "Acme"
regex = '''[0-9a-zA-Z_]{32}'''
keywords = ["acme"]

[rules.squire]
matches = ['''acme = "{alnum:32}"''']

# the next
[[rules]]
id = "next"
regex = '''next_[0-9a-z]{20}'''
)";

std::string random(std::uint32_t number) { return rules::fill_shape("{alnum:32}", "acme", number).value_or(""); }

SecretEnhancementRequest request_of(const std::string& path, const std::string& text, std::string_view secret, std::string_view file = kFile) {
    Problems problems;
    auto rules = rules::read_secret_rules(file, "gitleaks.toml", {.load = {}, .default_rules = {}, .check_regexes = true}, problems);
    EXPECT_TRUE(rules && problems.list().empty());
    return {.rules = std::move(*rules),
            .rule = "acme",
            .rule_file = make_file("gitleaks.toml", std::string(file)),
            .alarm = one_file(path, text, secret),
            .keep = {}};
}

TEST(SecretEnhancement, TakesTheNarrowestEditThatHolds) {
    const std::string word = "acme_testing_k3m9x2q8w7e5r1t4y6p", digest = random(7), twice = random(8);
    struct Case {
        const char* what;
        std::string path, text, secret;
        const char* key;
        const char* pattern;
    };
    for (const Case& each : {Case{"a placeholder", "a.yml", "acme: " + word + "\n", word, "allowlist", "testing"},
                             Case{"a name", "a.yml", "# acme\nintegrity: " + digest + "\n", digest, "allowlist", "\\bintegrity\\b"},
                             Case{"a part of something longer", "a.yml", "acme " + twice + "ff" + twice + "\n", twice, "regex", ""}}) {
        const auto request = request_of(each.path, each.text, each.secret);
        const auto found = find_secret_enhancement(request);
        ASSERT_TRUE(found) << each.what << ": " << describe(found.error());
        ASSERT_TRUE(*found) << each.what;
        EXPECT_EQ((*found)->key, each.key) << each.what << (*found)->pattern;
        if (*each.pattern != '\0') {
            EXPECT_EQ((*found)->pattern, each.pattern) << each.what;
        }
        EXPECT_EQ((*found)->kept_lines, 1U); // its own example
        EXPECT_TRUE((*found)->rule_text.contains("id = \"next\"\nregex = '''next_[0-9a-z]{20}'''\n"));
        EXPECT_TRUE(changed_rules(request, (*found)->rule_text));
        const auto patch = patch_of(request, **found);
        ASSERT_TRUE(patch);
        EXPECT_TRUE(patch->contains("+++ b/gitleaks.toml")) << *patch;
        EXPECT_FALSE(patch->contains("\n+\n+\n") || patch->contains("No newline")) << *patch;
        EXPECT_FALSE(patch->contains("-# the next")) << *patch; // each line that was there stays, but for a regex
    }
}

TEST(SecretEnhancement, KeepsWhatIsConfirmed) {
    const std::string digest = random(7), real = random(9);
    auto request = request_of("go.sum", "# acme\nchecked: " + digest + "\n", digest);
    EXPECT_EQ(find_secret_enhancement(request).value()->pattern, "\\bchecked\\b");
    request.keep.push_back(one_file("b.yml", "# acme\nchecked: " + real + "\n", real));
    EXPECT_NE(find_secret_enhancement(request).value()->pattern, "\\bchecked\\b");
    request.keep.push_back(one_file("go.sum", "# acme\nchecked: " + digest + "\n", digest)); // the alarm itself is one
    EXPECT_FALSE(find_secret_enhancement(request).value());
}

TEST(SecretEnhancement, NothingForARuleOfAnotherFileOrForm) {
    const std::string digest = random(7);
    auto request = request_of("a.yml", "# acme\nintegrity: " + digest + "\n", digest);
    request.rule_file = make_file("x.toml", "rules = []\n");
    EXPECT_EQ(find_secret_enhancement(request).error().kind, ErrorKind::unsupported);
    const auto silent = request_of("a.yml", "no word of it: " + digest + "\n", digest);
    EXPECT_EQ(find_secret_enhancement(silent).error().kind, ErrorKind::not_found);
    // Gitleaks refuses the two forms of allowlists side by side.
    std::string old(kFile);
    old.insert(old.find("[rules.squire]"), "[rules.allowlist]\nregexes = ['''nothing''']\n\n");
    const auto found = find_secret_enhancement(request_of("a.yml", "# acme\nintegrity: " + digest + "\n", digest, old));
    ASSERT_TRUE(found) << describe(found.error());
    EXPECT_TRUE(!*found || (*found)->key != "allowlist");
}

} // namespace
} // namespace squire::bugreport
