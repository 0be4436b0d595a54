// SPDX-License-Identifier: MIT
#include "bugreport/enhancement.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "bugreport/rule_edit.h"
#include "rules/sast_rule_reader.h"

namespace squire::bugreport {
namespace {

std::vector<rules::SastRule> rules_of(std::string_view text) {
    Problems problems;
    const auto read = rules::read_sast_rules(std::string(text), "r.yaml", problems);
    EXPECT_TRUE(read && problems.list().empty()) << text;
    return read ? *read : std::vector<rules::SastRule>();
}

rules::SastRule rule_of(std::string_view text, std::size_t which = 0) { return rules_of(text).at(which); }

Input input_of(std::string path, std::string text, std::string_view place) {
    Input input;
    input.place = {.file = 0, .begin = text.find(place), .end = text.find(place) + place.size()};
    input.files.push_back(make_file(std::move(path), std::move(text)));
    return input;
}

constexpr std::string_view kHead = "rules:\n  # first\n  - id: one\n    message: m\n    languages: [python]\n    severity: ERROR\n";
constexpr std::string_view kTail =
    "\n  # the next\n  - id: two\n    pattern: g()\n    message: m\n    languages: [python]\n    severity: ERROR\n";

std::string file_with(std::string_view formula) { return std::string(kHead) + std::string(formula) + std::string(kTail); }

TEST(RuleEdit, AddsAnExclusionAndLeavesTheRest) {
    struct Case {
        const char* formula;
        const char* expected;
    };
    for (const Case& each :
         {Case{"    pattern: f($X)\n", "    patterns:\n      - pattern: f($X)\n      - pattern-not: |\n          f(1)\n"},
          Case{"    patterns:\n      - pattern: f($X)\n", "    patterns:\n      - pattern: f($X)\n      - pattern-not: |\n          f(1)\n"},
          Case{"    patterns:\n    - pattern: f($X) # said\n",
               "    patterns:\n    - pattern: f($X) # said\n    - pattern-not: |\n        f(1)\n"},
          Case{"    pattern: |\n      f($X)\n", "    patterns:\n      - pattern: |\n          f($X)\n      - pattern-not: |\n          f(1)\n"},
          Case{"    pattern-either:\n      - pattern: f($X)\n      - pattern: h($X)\n",
               "    patterns:\n      - pattern-either:\n          - pattern: f($X)\n          - pattern: h($X)\n      - pattern-not: |\n        "
               "  f(1)\n"},
          Case{"    pattern-either:\n    - pattern: f($X)\n",
               "    patterns:\n      - pattern-either:\n        - pattern: f($X)\n      - pattern-not: |\n          f(1)\n"}}) {
        const std::string before = file_with(each.formula);
        const auto after = with_exclusion(before, rule_of(before), "pattern-not", "f(1)");
        ASSERT_TRUE(after) << each.formula;
        EXPECT_EQ(*after, file_with(each.expected));
        EXPECT_EQ(rules_of(*after).size(), 2U);
    }
}

TEST(RuleEdit, KeepsLineEndsAndFilesWithoutOne) {
    const std::string unix_text = "rules:\n  - id: one\n    message: m\n    languages: [python]\n    severity: ERROR\n    pattern: f($X)";
    const auto after = with_exclusion(unix_text, rule_of(unix_text), "pattern-not", "f(1)");
    ASSERT_TRUE(after);
    EXPECT_TRUE(after->ends_with("      - pattern: f($X)\n      - pattern-not: |\n          f(1)\n"));
    std::string dos;
    for (const char c : unix_text) dos += c == '\n' ? std::string("\r\n") : std::string(1, c);
    const auto dos_after = with_exclusion(dos, rule_of(dos), "pattern-not", "f(1)");
    ASSERT_TRUE(dos_after);
    EXPECT_TRUE(dos_after->contains("- pattern-not: |\r\n          f(1)\r\n"));
}

TEST(RuleEdit, SanitizersOfTaintRules) {
    const std::string taint =
        "rules:\n  - id: one\n    message: m\n    languages: [python]\n    severity: ERROR\n    mode: taint\n    pattern-sources:\n"
        "      - pattern: input()\n    pattern-sinks:\n      - pattern: eval(...)\n";
    const auto added = with_exclusion(taint, rule_of(taint), "pattern-sanitizers", "clean(...)");
    ASSERT_TRUE(added);
    EXPECT_TRUE(added->contains("    pattern-sanitizers:\n      - pattern: |\n          clean(...)\n    pattern-sinks:\n")) << *added;
    const auto again = with_exclusion(*added, rule_of(*added), "pattern-sanitizers", "other(...)");
    ASSERT_TRUE(again);
    EXPECT_EQ(rule_of(*again).taint.sanitizers.size(), 2U);
}

TEST(RuleEdit, RefusesOtherShapes) {
    for (const char* text :
         {"rules:\n  - pattern: f($X)\n    id: one\n    message: m\n    languages: [python]\n    severity: ERROR\n",
          "rules: [{id: one, pattern: f($X), message: m, languages: [python], severity: ERROR}]\n",
          "rules:\n  - id: one\n    message: m\n    languages: [python]\n    severity: ERROR\n    match:\n      all:\n        - f($X)\n"})
        EXPECT_FALSE(with_exclusion(text, rule_of(text), "pattern-not", "f(1)")) << text;
    rules::SastRule nowhere;
    EXPECT_FALSE(with_exclusion("rules:\n", nowhere, "pattern-not", "f(1)"));
    nowhere.line = 99;
    EXPECT_FALSE(with_exclusion("rules:\n", nowhere, "pattern-not", "f(1)"));
}

constexpr std::string_view kFlag =
    "rules:\n  - id: is-call\n    message: m\n    languages: [python]\n    severity: WARNING\n    patterns:\n      - pattern: $X.$F\n"
    "      - pattern-not-inside: $X.$F(...)\n      - metavariable-regex:\n          metavariable: $F\n          regex: is_.*\n";

EnhancementRequest request_of(std::string target) {
    EnhancementRequest request{.rule = rule_of(kFlag), .rule_file = make_file("python/is.yaml", std::string(kFlag))};
    if (!target.empty()) request.targets.push_back(make_file("python/is.py", std::move(target)));
    request.alarm = input_of("a.py", "a.is_b = 0\n", "a.is_b");
    return request;
}

TEST(Enhancement, FindsAnExclusionThatKeepsTheTests) {
    EnhancementRequest request = request_of("# ruleid: is-call\nif user.is_admin:\n    pass\n# ok: is-call\nuser.is_admin()\n");
    request.alarm = input_of("b.py", "class T:\n    def f(self):\n        self.alice.is_staff = True\n        return self.alice.is_staff\n",
                             "self.alice.is_staff");
    const auto found = find_enhancement(request);
    ASSERT_TRUE(found) << describe(found.error());
    ASSERT_TRUE(*found);
    EXPECT_EQ((*found)->pattern, "$X.$F = $V1");
    EXPECT_EQ((*found)->key, "pattern-not-inside");
    EXPECT_EQ((*found)->also_silenced, 0U); // what is returned is still reported
    EXPECT_EQ((*found)->kept_lines, 1U);
    const auto patch = patch_of(request, **found, input_of("a.py", "a.is_b = 0\n", "a.is_b"));
    ASSERT_TRUE(patch);
    EXPECT_TRUE(patch->contains("+      - pattern-not-inside: |\n+          $X.$F = $V1\n")) << *patch;
    EXPECT_TRUE(patch->contains("+# ok: is-call\n+a.is_b = 0\n")) << *patch;
}

TEST(Enhancement, NothingWhereATestOrAFindingSpeaksAgainst) {
    const auto tested = find_enhancement(request_of("# ruleid: is-call\nuser.is_admin = 0\n"));
    ASSERT_TRUE(tested) << describe(tested.error());
    EXPECT_FALSE(*tested);
    EnhancementRequest kept = request_of("");
    kept.alarm = input_of("b.py", "user.is_staff = True\n", "user.is_staff");
    ASSERT_TRUE(find_enhancement(kept).value());
    kept.keep.push_back(input_of("c.py", "other.is_root = True\n", "other.is_root"));
    EXPECT_FALSE(find_enhancement(kept).value());
}

TEST(Enhancement, ARuleThatDoesNotReportTheExampleIsAnError) {
    EnhancementRequest request = request_of("");
    request.alarm = input_of("a.py", "a.b = 0\n", "a.b");
    ASSERT_FALSE(find_enhancement(request));
    EXPECT_EQ(find_enhancement(request).error().kind, ErrorKind::not_found);
}

TEST(Enhancement, ASanitizerForATaintRule) {
    const std::string_view taint = "rules:\n  - id: t\n    message: m\n    languages: [python]\n    severity: ERROR\n    mode: taint\n    "
                                   "pattern-sources:\n      - pattern: input()\n"
                                   "    pattern-sinks:\n      - pattern: run(...)\n";
    EnhancementRequest request{.rule = rule_of(taint), .rule_file = make_file("t.yaml", std::string(taint))};
    request.targets.push_back(make_file("t.py", "# ruleid: t\nrun(input())\n"));
    request.alarm = input_of("a.py", "run(quote(input()))\n", "run(quote(input()))");
    const auto found = find_enhancement(request);
    ASSERT_TRUE(found && *found);
    EXPECT_EQ((*found)->pattern, "quote(...)");
}

TEST(RuleEdit, ExcludesAFolder) {
    struct Case {
        const char* paths;
        const char* expected;
    };
    for (const Case& each : {Case{"", "    paths:\n      exclude:\n        - \"tests/\"\n"},
                             Case{"    paths:\n      include:\n        - \"*.py\"\n",
                                  "    paths:\n      exclude:\n        - \"tests/\"\n      include:\n        - \"*.py\"\n"},
                             Case{"    paths:\n        exclude:\n        - a/ # old\n",
                                  "    paths:\n        exclude:\n        - a/ # old\n        - \"tests/\"\n"}}) {
        const std::string before = file_with(std::string("    pattern: f($X)\n") + each.paths);
        const auto after = with_path_exclusion(before, rule_of(before), "tests/");
        ASSERT_TRUE(after) << each.paths;
        EXPECT_EQ(*after, file_with(std::string("    pattern: f($X)\n") + each.expected));
        const auto excluded = rule_of(*after).exclude;
        EXPECT_NE(std::ranges::find(excluded, "tests/"), excluded.end());
        EXPECT_TRUE(rule_of(*after, 1).exclude.empty());
    }
}

TEST(RuleEdit, NarrowsRegexes) {
    const auto has = [](const char* regex, const char* changed) {
        const auto all = narrower_regexes(regex);
        return std::ranges::find(all, changed) != all.end();
    };
    EXPECT_TRUE(has("is_.*", "is_\\w*"));
    EXPECT_TRUE(has("a.example", "a\\.example"));
    EXPECT_TRUE(has("a|b", "\\b(?:a|b)\\b"));
    EXPECT_TRUE(has("(?i)md5", "md5"));
    EXPECT_TRUE(has("md5", "^md5$"));
    EXPECT_FALSE(has("^md5$", "^^md5$"));
    EXPECT_FALSE(has("a\\.b", "a\\\\.b"));
    const std::string text = file_with("    patterns:\n      - pattern: f($X)\n      - metavariable-regex:\n          metavariable: $X\n"
                                       "          regex: 'a.b'\n");
    const auto edits = regex_edits(text, rule_of(text));
    ASSERT_FALSE(edits.empty());
    EXPECT_EQ(edits.back().after, "a\\.b");
    EXPECT_TRUE(edits.back().text.contains("          regex: 'a\\.b'\n"));
    EXPECT_EQ(edits.back().text.size(), text.size() + 1);
}

// One rule, one false alarm, and the kind of change that answers it.
TEST(Enhancement, TakesTheKindOfEditThatFits) {
    struct Case {
        const char* rule;
        const char* target;
        const char* path;
        const char* code;
        const char* at;
        const char* key;
        const char* pattern;
    };
    for (const Case& each :
         {Case{"    pattern: md5(...)\n", "# ruleid: one\nmd5(x)\n", "a.py", "md5(name, used_for_security=False)\nmd5(name)\n",
               "md5(name, used_for_security=False)", "pattern-not", "md5(..., used_for_security=False, ...)"},
          Case{"    patterns:\n      - pattern: $F()\n      - metavariable-regex:\n          metavariable: $F\n          regex: a.b\n",
               "# ruleid: one\na.b()\n", "a.py", "axb()\n", "axb()", "regex", "a\\.b"},
          Case{"    pattern: f()\n", "# ruleid: one\nf()\n", "src/tests/a.py", "f()\n", "f()", "paths", "tests/"}}) {
        const std::string file = file_with(each.rule);
        EnhancementRequest request{.rule = rule_of(file), .rule_file = make_file("one.yaml", file)};
        request.targets.push_back(make_file("one.py", each.target));
        request.alarm = input_of(each.path, each.code, each.at);
        const auto found = find_enhancement(request);
        ASSERT_TRUE(found) << describe(found.error());
        ASSERT_TRUE(*found) << each.rule;
        EXPECT_EQ((*found)->key, each.key) << (*found)->pattern;
        EXPECT_EQ((*found)->pattern, each.pattern);
        EXPECT_EQ((*found)->kept_lines, 1U);
        const auto patch = patch_of(request, **found, request.alarm);
        ASSERT_TRUE(patch);
        EXPECT_EQ(patch->contains("+# ok: one\n"), std::string_view(each.key) != "paths") << *patch;
    }
    // Where an exclusion does it, no folder is left out.
    EnhancementRequest request = request_of("# ruleid: is-call\nif user.is_admin:\n    pass\n");
    request.alarm = input_of("tests/b.py", "self.alice.is_staff = True\nself.alice.is_root = True\n", "self.alice.is_staff");
    EXPECT_EQ(find_enhancement(request).value()->key, "pattern-not-inside");
}

} // namespace
} // namespace squire::bugreport
