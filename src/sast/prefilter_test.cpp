// SPDX-License-Identifier: MIT
#include "sast/prefilter.h"

#include <gtest/gtest.h>

#include "rules/sast_rule_reader.h"

namespace squire::sast {
namespace {

std::vector<rules::SastRule> rules_of(std::string_view text) {
    Problems problems;
    auto rules = rules::read_sast_rules(std::string(text), "rules.yml", problems);
    EXPECT_TRUE(rules && problems.list().empty());
    return rules ? std::move(*rules) : std::vector<rules::SastRule>();
}

std::string requirement(std::string_view formula, std::string_view language = "python") {
    const auto rules =
        rules_of("rules:\n- {id: a, message: m, severity: INFO, languages: [" + std::string(language) + "], " + std::string(formula) + "}\n");
    LiteralTable literals;
    if (rules.empty()) return "no rule";
    const Requirement made = requirement_of(rules.front(), language, literals);
    return to_text(made, literals);
}

TEST(Requirement, IsWhatEveryMatchContains) {
    struct Case {
        std::string_view formula, expected;
    };
    for (const Case& each : {
             Case{R"-(pattern: "eval($X)")-", "eval"},
             Case{R"-(pattern: "$X")-", "anything"},
             Case{R"-(pattern: "hashlib.MD5(...)")-", "hashlib and md5"},
             Case{R"-(pattern: "requests.get(..., verify=False, ...)")-", "requests and get and verify"},
             Case{R"-(pattern: "def $F(...): ...")-", "anything"},
             Case{R"-(pattern: "open('/etc/passwd')  # the comment says nothing")-", "open and etc and passwd"},
             Case{R"-(pattern: "re.match('a\\nword', x)")-", "match"},
             Case{R"-(pattern: "run(\"=~/secret.*/\")")-", "run"},
             Case{R"-(pattern-either: [{pattern: exec(...)}, {pattern: eval(...)}])-", "exec or eval"},
             Case{R"-(pattern-either: [{pattern: exec(...)}, {pattern: $F(...)}])-", "anything"},
             Case{R"-(patterns: [{pattern: eval(...)}, {pattern-not: eval(safe)}, {pattern-inside: "import os\n..."}])-", "eval"},
             Case{R"-(patterns: [{pattern: eval(...)}, {pattern-either: [{pattern: first}, {pattern: second}]}])-",
                  "eval and (first or second)"},
             Case{R"-(patterns: [{pattern: $F(...)}, {metavariable-regex: {metavariable: $F, regex: "^(md5|sha1)$"}}])-", "md5 or sha1"},
             Case{R"-(patterns: [{pattern: $F(...)}, {metavariable-regex: {metavariable: $F, regex: "(?!safe)"}}])-", "anything"},
             Case{R"-(mode: taint, pattern-sources: [{pattern: request.args}, {pattern: input()}], pattern-sinks: [{pattern: eval(...)}])-",
                  "(request and args or input) and eval"},
         }) {
        EXPECT_EQ(requirement(each.formula), each.expected) << each.formula;
    }
    EXPECT_EQ(requirement(R"-(pattern: "$_GET[$X]")-", "php"), "anything");
    EXPECT_EQ(requirement(R"-(pattern: "const x = require('child_process')")-", "js"), "child_process");
    EXPECT_EQ(requirement(R"-(pattern: "password = 12345 # kept")-", "generic"), "password and 12345 and kept");
}

TEST(Requirement, OfARegexIsWhatEveryMatchContains) {
    struct Case {
        std::string_view regex, expected;
    };
    for (const Case& each : {Case{"http://[a-z]+\\.example", "http:// and .example"}, Case{"(?i)AKIA[0-9]{16}", "akia"}, Case{"a+b", "anything"},
                             Case{"(foo|barbar)baz?", "foo or barbar"}, Case{"(?<!x)secret(?=[)])", "secret"}, Case{"(", "anything"},
                             Case{"colou?r", "colo"}, Case{"(abc)*def", "def"}, Case{"^begin$", "begin"}, Case{"[]a]word", "word"}}) {
        LiteralTable literals;
        const Requirement made = requirement_of_regex(each.regex, literals);
        EXPECT_EQ(to_text(made, literals), each.expected) << each.regex;
    }
}

TEST(Prefilter, SelectsTheRulesThatCanMatch) {
    const auto rules = rules_of("rules:\n"
                                "- {id: a, message: m, severity: INFO, languages: [python], pattern: eval(...)}\n"
                                "- {id: b, message: m, severity: INFO, languages: [python], pattern: $X}\n"
                                "- {id: c, message: m, severity: INFO, languages: [python], pattern: os.system(...)}\n");
    ASSERT_EQ(rules.size(), 3U);
    const std::vector<const rules::SastRule*> pointers = {&rules[0], &rules[1], &rules[2]};
    const auto prefilter = Prefilter::build(pointers, "python", {});
    ASSERT_TRUE(prefilter);
    Prefilter::Scratch scratch(*prefilter);
    using Numbers = std::vector<std::uint32_t>;
    EXPECT_EQ(prefilter->candidates("EVAL(x)", scratch), (Numbers{0, 1}));
    EXPECT_EQ(prefilter->candidates("import os; os.system(x)", scratch), (Numbers{1, 2}));
    EXPECT_EQ(prefilter->candidates("", scratch), (Numbers{1}));
}

} // namespace
} // namespace squire::sast
