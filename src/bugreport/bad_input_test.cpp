// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>

#include <gtest/gtest.h>

#include "base/text.h"
#include "bugreport/predicate_oracle_test.h"
#include "bugreport/reduction.h"
#include "bugreport/sast_oracle.h"
#include "rules/sast_rule_reader.h"

namespace squire::bugreport {
namespace {

using Clock = std::chrono::steady_clock;

rules::SastRule eval_rule() {
    Problems problems;
    auto rules = rules::read_sast_rules("rules:\n- {id: e, languages: [python], severity: ERROR, message: m, pattern: eval(...)}\n", "rule.yaml",
                                        problems);
    EXPECT_TRUE(rules.has_value());
    return rules->front();
}

std::string by_rule(const Input& input, std::chrono::milliseconds time = std::chrono::seconds(60)) {
    const auto oracle = make_sast_oracle({.fires = {eval_rule()}}, input, 2);
    EXPECT_TRUE(oracle) << describe(oracle.error());
    const auto reduced = reduce(input, **oracle, {.workers = 2, .time = time});
    EXPECT_TRUE(reduced) << describe(reduced.error());
    if (!reduced) return {};
    EXPECT_TRUE(reduced->confirmed);
    return std::string(reduced->best.file().text());
}

TEST(BadInput, TwentyMegabytesEndInTime) {
    std::string text;
    text.reserve(21U << 20U);
    for (int i = 0; text.size() < (20U << 20U); ++i) {
        text += "value_" + std::to_string(i) + " = call(" + std::to_string(i) + ", 'something')\n";
        if (i == 200'000) text += "needle = eval(x)\n";
    }
    for (const std::string path : {"large.py", "large.txt"}) {
        PredicateOracle oracle([](const Input& candidate) { return candidate.file().text().contains("eval("); });
        const auto begun = Clock::now();
        const auto reduced = reduce(one_file(path, text, "eval(x)"), oracle, {.workers = 2, .time = std::chrono::seconds(20)});
        ASSERT_TRUE(reduced);
        EXPECT_LT(Clock::now() - begun, std::chrono::seconds(120)); // asked between tries, and slow machines are slow
        EXPECT_TRUE(reduced->best.file().text().contains("eval("));
        EXPECT_LT(reduced->bytes_after, 1000U) << to_string(reduced->end);
    }
}

TEST(BadInput, BytesThatAreNoText) {
    std::string text = "# \xff\xfe\xc3(\nname = '\xe2\x82'\nx = eval(\"\xf0\x9f\")\r\nother()\n";
    const std::string result = by_rule(one_file("a.py", text, "eval("));
    EXPECT_EQ(result, "eval()");
    PredicateOracle needs_damage([](const Input& candidate) { return !is_utf8(candidate.file().text()); });
    const auto damaged = reduce(one_file("a.py", text), needs_damage, {});
    ASSERT_TRUE(damaged);
    EXPECT_LE(damaged->bytes_after, 6U);
    EXPECT_FALSE(is_utf8(damaged->best.file().text()));
}

TEST(BadInput, LinesOfWindows) {
    const Input input =
        one_file("a.py", "import os\r\n\r\ndef f(a):\r\n    if a:\r\n        b = 1\r\n        eval(a)\r\n    return a\r\n", "eval(a)");
    EXPECT_EQ(by_rule(input), "eval()");
}

TEST(BadInput, DeepNestingIsNoDeepCall) {
    constexpr int kDepth = 10'000;
    std::string text = "a = ";
    for (int i = 0; i < kDepth; ++i) text += "f(";
    text += "eval(x)";
    text.append(kDepth, ')');
    EXPECT_EQ(by_rule(one_file("a.py", text + "\n", "eval(x)")), "eval()");
    // The same with nothing to hold on to: the time ends it, and what there is stays true.
    PredicateOracle oracle([](const Input& candidate) {
        const std::string_view all = candidate.file().text();
        return std::ranges::count(all, '(') == std::ranges::count(all, ')') && all.contains('x') && all.size() > 5'000;
    });
    const auto begun = Clock::now();
    const auto reduced = reduce(one_file("a.py", text + "\n"), oracle, {.time = std::chrono::seconds(2)});
    ASSERT_TRUE(reduced);
    EXPECT_LT(Clock::now() - begun, std::chrono::seconds(60));
    EXPECT_TRUE(oracle.interesting(reduced->best, 0).value_or(false));
}

TEST(BadInput, AProjectThatIsNeededWhole) {
    Input input;
    for (int i = 0; i < 60; ++i)
        input.files.push_back(make_file("src/part" + std::to_string(i % 7) + "/f" + std::to_string(i) + ".py", "x(" + std::to_string(i) + ")"));
    input.place = {.file = 3, .begin = 0, .end = 2};
    PredicateOracle oracle([](const Input& candidate) {
        return candidate.files.size() == 60 &&
               std::ranges::all_of(candidate.files, [](const File& file) { return file.text().starts_with('x'); });
    });
    const auto reduced = reduce(input, oracle, {.workers = 2});
    ASSERT_TRUE(reduced);
    EXPECT_EQ(reduced->files_after, 60U);
    EXPECT_EQ(reduced->bytes_after, 60U);
    EXPECT_EQ(reduced->end, End::done);
    EXPECT_TRUE(reduced->minimal);
}

TEST(BadInput, AnOracleThatFailsLeavesTheBestSoFar) {
    class Failing final : public Oracle {
    public:
        Result<bool> interesting(const Input& candidate, unsigned /*worker*/) override {
            if (++asked_ > 6) return fail(ErrorKind::io, "the scanner is gone");
            return candidate.file().text().contains("eval");
        }
        [[nodiscard]] std::string key() const override { return "failing"; }

    private:
        int asked_ = 0;
    } oracle;
    const auto reduced = reduce(one_file("a.py", "import os\n\ndef f(a, b):\n    return eval(a + b)\n\nf(1, 2)\n", "eval"), oracle, {});
    ASSERT_TRUE(reduced);
    EXPECT_EQ(reduced->end, End::oracle_failed);
    EXPECT_TRUE(reduced->trouble.contains("the scanner is gone"));
    EXPECT_FALSE(reduced->confirmed);
    EXPECT_TRUE(reduced->best.file().text().contains("eval"));
    EXPECT_LT(reduced->bytes_after, reduced->bytes_before);
}

TEST(BadInput, NothingAndAlmostNothing) {
    PredicateOracle always([](const Input&) { return true; });
    for (const std::string text : {"", "\n", "x", "\r\n\r\n", "\t \n", "(((((", "<a", "\"", "'''", "]]>"})
        for (const std::string path : {"a.py", "a.xml", "a.json", "a.yml", "Dockerfile", "a.unknown", ""}) {
            const auto reduced = reduce(one_file(path, text), always, {});
            ASSERT_TRUE(reduced) << path << ": " << text;
            EXPECT_EQ(reduced->end, End::done) << path << ": " << text;
            EXPECT_LE(reduced->bytes_after, text.size()) << path << ": " << text;
        }
}

TEST(BadInput, PlacesThatAreNotThere) {
    const std::vector<File> files{make_file("a.py", "one\r\ntwo\n")};
    EXPECT_FALSE(place_of(files, "b.py", {.start_line = 1}));
    EXPECT_FALSE(place_of(files, "a.py", {.start_line = 0}));
    EXPECT_FALSE(place_of(files, "a.py", {.start_line = 9}));
    EXPECT_FALSE(place_of(files, "a.py", {.start_line = 1, .end_line = 4'000'000'000U}));
    EXPECT_EQ(place_of(files, "a.py", {.start_line = 1}), (Place{0, 0, 3})); // without the line break
    EXPECT_EQ(place_of(files, "a.py", {.start_line = 2, .start_column = 2, .end_column = 2}), (Place{0, 6, 7}));
    EXPECT_EQ(place_of(files, "a.py", {.start_line = 1, .start_column = 900, .end_column = 2}), (Place{0, 3, 3}));
}

} // namespace
} // namespace squire::bugreport
