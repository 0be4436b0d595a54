// SPDX-License-Identifier: MIT
#include "secrets/trigger.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "rules/builtin.h"
#include "rules/example_shape.h"
#include "rules/regex_tree.h"
#include "secrets/rule_book.h"
#include "secrets/text_matcher.h"
#include "testing/random_regex.h"

namespace squire::secrets {
namespace {

using rules::RegexNode;
using testing::Random;

// A text that the regex matches; printable where it can be.
void append_sample(const RegexNode& node, Random& random, std::string& text) { // NOLINT(misc-no-recursion): as the tree is
    switch (node.kind) {
    case RegexNode::Kind::set: {
        std::string members;
        for (int byte = 0; byte < 256; ++byte) {
            if (node.bytes.test(static_cast<std::size_t>(byte)) && (node.bytes.count() < 128 || (byte >= 32 && byte < 127)))
                members += static_cast<char>(byte);
        }
        text += random.pick(members);
        break;
    }
    case RegexNode::Kind::nothing: break;
    case RegexNode::Kind::concat:
        for (const RegexNode& part : node.parts) append_sample(part, random, text);
        break;
    case RegexNode::Kind::alternate: append_sample(random.any_of(node.parts), random, text); break;
    case RegexNode::Kind::repeat:
        for (std::size_t count = random.between(node.min, node.max); count > 0; --count) append_sample(node.parts.front(), random, text);
        break;
    }
}

// Each trigger is found wherever a text has what it stands for: Vectorscan does not keep that promise for every expression.
void expect_found(const std::vector<Trigger>& triggers, Random& random, int samples) {
    const auto database = PatternDatabase::build(triggers, {});
    ASSERT_TRUE(database) << describe(database.error());
    PatternDatabase::Scratch scratch = database->scratch();
    for (std::uint32_t i = 0; i < triggers.size(); ++i) {
        const auto tree = rules::parse_regex(triggers[i].expression);
        ASSERT_TRUE(tree);
        EXPECT_EQ(tree->max_width(), triggers[i].width);
        EXPECT_EQ(tree->min_width(), triggers[i].least);
        int missed = 0;
        for (int sample = 0; sample < samples; ++sample) {
            std::string text = random.text("abcxyz =\n\"_-/059", random.below(100));
            append_sample(*tree, random, text);
            const auto end = static_cast<std::uint32_t>(text.size());
            std::vector<Hit> hits;
            database->scan(text + random.text("abc =\n", random.below(60)), 0, scratch, hits);
            if (std::ranges::find(hits, Hit{i, end}) == hits.end()) ++missed;
        }
        EXPECT_EQ(missed, 0) << "of " << samples << ": " << triggers[i].expression;
    }
}

RulePlan plan_of(std::string regex, std::vector<std::string> keywords = {}) {
    rules::SecretRule rule;
    rule.regex = std::move(regex);
    rule.keywords = std::move(keywords);
    return plan_rule(rule);
}

TEST(Trigger, IsTheMostTellingPart) {
    struct Case {
        const char* regex;
        std::vector<const char*> triggers;
    };
    const Case cases[] = {
        {"glpat-[0-9]{20}", {R"(\x67\x6c\x70\x61\x74\x2d(?:[\x30-\x39]){20,20})"}},
        {"[0-9]{20}", {}},
        {"a.b.c", {}},
        {"(?i)k(ey)?=", {}},
        {"(?:abc|def)[0-9]", {R"((?:\x61\x62\x63|\x64\x65\x66)[\x30-\x39])"}},
        {"(?:abc|[0-9]+)", {}},
        {"abc|def", {R"(\x61\x62\x63)", R"(\x64\x65\x66)"}},
        {"abc[0-9]{0,9}", {R"(\x61\x62\x63)"}},
        {"(?:abc)?[0-9]", {}},
        {"(?:abc)+[0-9]*", {R"((?:\x61\x62\x63){1,1})"}},
    };
    for (const Case& each : cases) {
        const RulePlan plan = plan_of(each.regex);
        ASSERT_EQ(plan.triggers.size(), each.triggers.size()) << each.regex;
        for (std::size_t i = 0; i < each.triggers.size(); ++i) EXPECT_EQ(plan.triggers[i].expression, each.triggers[i]) << each.regex;
    }
}

TEST(Trigger, FallsBackOnKeywords) {
    EXPECT_EQ(plan_of("[0-9]{20}", {"gizmo"}).triggers.size(), 1U);
    EXPECT_TRUE(plan_of("[0-9]{20}", {"gizmo"}).before.whole_text);
    EXPECT_TRUE(plan_of("[0-9]{20}", {"gizmo"}).after.whole_text);
    EXPECT_TRUE(plan_of("[0-9]{20}", {"gizmo", std::string(100, 'x')}).triggers.empty());
    EXPECT_EQ(plan_of("(?<=look)behind", {"gizmo"}).triggers.size(), 1U); // which is no regex of RE2's
}

TEST(Trigger, KnowsWhetherAKeywordIsCertain) {
    EXPECT_TRUE(plan_of("[0-9]+").keyword_certain);
    EXPECT_TRUE(plan_of("abc[0-9]+", {"bc"}).keyword_certain);
    EXPECT_TRUE(plan_of("(?i)abc[0-9]+", {"abc"}).keyword_certain);
    EXPECT_TRUE(plan_of("(?:xabcx|[0-9]abc)", {"abc"}).keyword_certain);
    EXPECT_TRUE(plan_of("(?:abc){2}", {"abc"}).keyword_certain);
    EXPECT_FALSE(plan_of("(?:abc)?", {"abc"}).keyword_certain);
    EXPECT_FALSE(plan_of("(?:abc|def)", {"abc"}).keyword_certain);
    EXPECT_FALSE(plan_of("ab[0-9]c", {"abc"}).keyword_certain);
    EXPECT_FALSE(plan_of("ab.?c", {"abc"}).keyword_certain);
}

TEST(Trigger, IsFoundForEveryBuiltInRule) {
    Problems problems;
    const auto rules = rules::builtin_secret_rules(problems);
    ASSERT_TRUE(rules) << describe(rules.error());
    std::vector<Trigger> triggers;
    for (const rules::SecretRule& rule : rules->rules) {
        if (!rule.regex.empty()) std::ranges::move(plan_rule(rule).triggers, std::back_inserter(triggers));
    }
    Random random(1);
    expect_found(triggers, random, 60);
}

// Rules of the shape that most of the generic ones have, with all their optional parts.
TEST(Trigger, IsFoundForAssignmentsOfManyShapes) {
    Random random(2);
    constexpr std::string_view kNames[] = {"cloudflare",       "cf",  "elastic(?:search)?", "es",
                                           "source[-_]?forge", "ibm", "db_key_base",        "encrypted_settings"};
    constexpr std::string_view kMiddles[] = {"api[-._]?", "auth[-._]?", "bearer[-._]?", "workers[-._]?(?:api[-._]?)?", "iam", "x"};
    constexpr std::string_view kLasts[] = {"key", "token", "secret", "pass(?:word)?", "base"};
    const auto one_of = [&](const auto& words) {
        std::string regex = "(?:" + std::string(random.any_of(words));
        for (std::size_t more = random.below(4); more > 0; --more) regex += "|" + std::string(random.any_of(words));
        return regex + ")";
    };
    for (int round = 0; round < 20; ++round) {
        std::vector<Trigger> triggers;
        for (int i = 0; i < 5; ++i) {
            std::string regex = (random.chance(2) ? "(?i)" : "") + one_of(kNames) + (random.chance(2) ? "[-._]?" : "");
            if (!random.chance(3)) regex += one_of(kMiddles) + "?";
            regex += one_of(kLasts) + R"(["'\]]{0,4}\s{0,3}(?:=>|[:=]{1,2}|,)[ '"(]{0,8}([0-9a-zA-Z_-]{20,40}))";
            RulePlan plan = plan_of(regex);
            EXPECT_FALSE(plan.triggers.empty()) << regex;
            std::ranges::move(plan.triggers, std::back_inserter(triggers));
        }
        expect_found(triggers, random, 60);
    }
}

// Every example of the built-in pack: a trigger ends inside each match, and the window around it holds the match.
TEST(Trigger, StandsInEveryMatchOfTheBuiltInRules) {
    Problems problems;
    const auto rules = rules::builtin_secret_rules(problems);
    ASSERT_TRUE(rules) << describe(rules.error());
    const auto book = RuleBook::make(*rules, {}, problems);
    ASSERT_TRUE(book) << describe(book.error());
    EXPECT_TRUE(problems.list().empty());
    PatternDatabase::Scratch scratch = book->patterns().scratch();
    TextMatcher matcher(*book);
    std::size_t checked = 0;
    std::size_t untriggered = 0;
    for (std::uint32_t number = 0; number < book->rules().size(); ++number) {
        const rules::SecretRule& rule = book->rules()[number];
        if (rule.regex.empty()) continue;
        const RulePlan& plan = book->plan(number);
        if (plan.triggers.empty()) {
            ++untriggered;
            EXPECT_FALSE(rule.path.empty()) << rule.id << " is tried on every text";
            continue;
        }
        const auto examples = rules::fill_examples(rule);
        ASSERT_TRUE(examples) << describe(examples.error());
        for (const std::string& example : examples->matches) {
            const std::string text = "some text before\n" + example + "\nand after\n";
            std::vector<Hit> hits;
            book->patterns().scan(text, 0, scratch, hits);
            const auto matches = matcher.match_rule(text, number);
            EXPECT_FALSE(matches.empty()) << rule.id;
            for (const RuleMatch& match : matches) {
                ++checked;
                const bool held = std::ranges::any_of(hits, [&](const Hit& hit) {
                    const bool inside = plan.before.whole_text || (hit.end > match.begin && hit.end <= match.end);
                    const bool before = plan.before.whole_text || plan.before.unbounded > 0 || match.begin + plan.before.bytes >= hit.end;
                    const bool after = plan.after.whole_text || plan.after.unbounded > 0 || hit.end + plan.after.bytes >= match.end;
                    return book->rule_of(hit.pattern) == number && inside && before && after;
                });
                EXPECT_TRUE(held) << rule.id << ": no trigger in a match from which it can be reached";
            }
            // And so the matcher finds the same.
            const std::vector<RuleMatch> alone(matches.begin(), matches.end());
            std::vector<RuleMatch> together;
            for (const RuleMatch& match : matcher.match_bytes({}, text)) {
                if (match.rule == number) together.push_back(match);
            }
            EXPECT_TRUE(!rule.required.empty() || together == alone) << rule.id;
        }
    }
    EXPECT_GT(checked, 300U);
    EXPECT_LT(untriggered, 20U);
}

} // namespace
} // namespace squire::secrets
