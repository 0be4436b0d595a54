// SPDX-License-Identifier: MIT
#include "secrets/local_scan.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <re2/re2.h>

#include "secrets/rule_book.h"
#include "secrets/text_matcher.h"
#include "testing/random_edit.h"
#include "testing/random_regex.h"

namespace squire::secrets {
namespace {

using testing::Random;
using testing::RandomRegex;

TEST(LocalScan, LooksAtSeamsAndNewBytes) {
    struct Case {
        std::uint32_t size;
        std::vector<source::CopiedRun> copies;
        std::vector<Region> regions;
    };
    const Case cases[] = {
        {100, {}, {{0, 100}}},
        {100, {{0, 0, 100}}, {{90, 100}}},                  // unchanged but for where it ends
        {100, {{0, 0, 50}, {60, 50, 50}}, {{40, 60}, {90, 100}}}, // something was taken away
        {100, {{0, 0, 50}, {50, 60, 40}}, {{40, 70}, {90, 100}}}, // ten bytes were put in
        {100, {{7, 0, 100}}, {{0, 10}, {90, 100}}},         // the beginning was taken away
        {100, {{0, 10, 90}}, {{0, 20}, {90, 100}}},         // something was put before it
        {30, {{0, 0, 10}, {0, 10, 10}, {0, 20, 10}}, {{0, 30}}},
        {0, {}, {{0, 0}}},
    };
    for (const Case& each : cases) EXPECT_EQ(fresh_regions(each.size, each.copies, 10), each.regions) << each.size << ' ' << each.copies.size();
}

struct RandomRules {
    RuleBook book;
    std::vector<RandomRegex> regexes; // as many as rules
};

// Rules that RE2 takes, some with keywords.
RandomRules random_rules(Random& random, std::size_t count) {
    rules::SecretRules rules;
    std::vector<RandomRegex> regexes;
    RE2::Options options(RE2::Latin1);
    options.set_log_errors(false);
    while (rules.rules.size() < count) {
        RandomRegex regex = random_regex(random, 4);
        if (!RE2(regex.regex, options).ok()) continue;
        rules::SecretRule rule;
        rule.id = "rule-" + std::to_string(rules.rules.size());
        rule.regex = regex.regex;
        if (random.chance(3)) rule.keywords = {"key"};
        if (random.chance(9)) rule.required = {{.id = "rule-0", .within_lines = static_cast<std::uint32_t>(random.below(3))}};
        rules.rules.push_back(std::move(rule));
        regexes.push_back(std::move(regex));
    }
    Problems problems;
    auto book = RuleBook::make(std::move(rules), {}, problems);
    if (!book) throw std::runtime_error(describe(book.error()));
    EXPECT_TRUE(problems.list().empty()) << describe(problems.list().front().error);
    return {std::move(*book), std::move(regexes)};
}

std::vector<Hit> sorted(std::vector<Hit> hits) {
    std::ranges::sort(hits, {}, [](const Hit& hit) { return std::pair(hit.end, hit.pattern); });
    return hits;
}

// What is carried over from base to derived text, and looked for around the seams, is what looking at the whole text finds: over whole chains of
// derivations, so that a mistake would add up.
TEST(LocalScan, CarriesOverWhatAWholeScanFinds) {
    Random random(20260101);
    std::size_t hits_seen = 0;
    std::size_t matches_seen = 0;
    for (int round = 0; round < 60; ++round) {
        const auto [book, regexes] = random_rules(random, 6);
        TextMatcher local(book);
        TextMatcher whole(book);
        LocalScan scan(book.patterns());
        PatternDatabase::Scratch scratch = book.patterns().scratch();
        for (int chain = 0; chain < 4; ++chain) {
            std::string text = random_text(random, regexes, random.between(1, 60));
            std::unique_ptr<HitMemory> memory; // of the matcher
            HitMemory hits; // of the scan alone
            std::vector<source::CopiedRun> copies;
            for (int version = 0; version < 20; ++version) {
                source::Text shown{.bytes = text, .base = version == 0 ? nullptr : &hits, .copies = copies, .has_derived = true};
                const std::vector<Hit> found = scan.scan(shown);
                ASSERT_TRUE(std::ranges::is_sorted(found, {}, &Hit::end));
                std::vector<Hit> expected;
                book.patterns().scan(text, 0, scratch, expected);
                ASSERT_EQ(sorted(found), sorted(expected)) << "round " << round << ", version " << version << ", " << copies.size() << " copies";

                shown.base = memory.get();
                auto outcome = local.match(shown);
                const std::vector<RuleMatch> carried(outcome.matches.begin(), outcome.matches.end());
                const auto again = whole.match_bytes({}, text);
                ASSERT_EQ(carried, std::vector<RuleMatch>(again.begin(), again.end())) << "round " << round << ", version " << version;
                memory = std::move(outcome.memory);
                ASSERT_NE(memory, nullptr);
                hits.hits = found;
                hits_seen += found.size();
                matches_seen += carried.size();

                testing::Derived derived =
                    random_edit(random, text, [&] { return random_text(random, regexes, random.between(1, 4)); }, random.chance(2));
                if (derived.text.size() > 4000) derived = {.text = random_text(random, regexes, 10), .copies = {}};
                text = std::move(derived.text);
                copies = std::move(derived.copies);
            }
        }
    }
    EXPECT_GT(hits_seen, 10'000U); // it was put to the test
    EXPECT_GT(matches_seen, 10'000U);
}

} // namespace
} // namespace squire::secrets
