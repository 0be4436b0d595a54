// SPDX-License-Identifier: MIT
#include "bugreport/sast_oracle.h"

#include <gtest/gtest.h>

#include "bugreport/predicate_oracle_test.h"
#include "bugreport/reduction.h"
#include "rules/sast_rule_reader.h"

namespace squire::bugreport {
namespace {

rules::SastRule rule_of(const std::string& text) {
    Problems problems;
    auto rules = rules::read_sast_rules("rules:\n" + text, "rule.yaml", problems);
    EXPECT_TRUE(rules && rules->size() == 1U) << text;
    return rules ? rules->front() : rules::SastRule{};
}

const std::string kSystem = R"(- id: system
  languages: [python]
  severity: ERROR
  message: m
  mode: taint
  pattern-sources: [{pattern: flask.request.args.get(...)}]
  pattern-sinks: [{pattern: os.system(...)}]
)";
const std::string kNoConstant = R"(- id: other
  languages: [python]
  severity: ERROR
  message: m
  pattern: os.system("..." + $X)
)";

constexpr std::string_view kText = R"(import os
from flask import request

def first():
    os.system(request.args.get("a"))

class Shop:
    """All about orders."""
    def pay(self, order, amount=3):
        customer = request.args.get("customer_name")  # from outside
        if order.open and amount > 0:
            greeting = "hello " + customer
            for i in range(10):
                os.system("greet " + greeting)
        return order

def last():
    os.system(request.args.get("b"))
)";

std::string reduced_text(SastQuestion question, const Input& input) {
    auto oracle = make_sast_oracle(std::move(question), input, 2);
    EXPECT_TRUE(oracle) << describe(oracle.error());
    if (!oracle) return {};
    const auto reduced = reduce(input, **oracle, {.workers = 2});
    EXPECT_TRUE(reduced) << describe(reduced.error());
    if (!reduced) return {};
    EXPECT_TRUE(reduced->minimal);
    EXPECT_TRUE(reduced->confirmed);
    return std::string(reduced->best.file().text());
}

TEST(SastOracle, ReducesToTheFlowOfThatPlace) {
    const Input input = one_file("shop.py", std::string(kText), R"(os.system("greet " + greeting))");
    EXPECT_EQ(reduced_text({.fires = {rule_of(kSystem)}}, input), "from flask import request\nos.system(request.args.get())");
}

TEST(SastOracle, BringsSourceAndSinkTogetherOutOfAFunction) {
    const rules::SastRule rule = rule_of("- id: o\n  languages: [javascript]\n  severity: ERROR\n  message: m\n  mode: taint\n"
                                         "  pattern-sources: [{pattern: JSON.parse(...)}]\n  pattern-sinks: [{pattern: Object.assign(...)}]\n");
    const Input input = one_file("cache.js",
                                 "const fs = require('fs');\nfunction merge(name, extra, options) {\n    Object.assign(defaults, options);\n"
                                 "    return name;\n}\nmerge('a', 1, JSON.parse(fs.readFileSync('x')));\n",
                                 "Object.assign(defaults, options)");
    EXPECT_EQ(reduced_text({.fires = {rule}}, input), "Object.assign(JSON.parse())");
}

TEST(SastOracle, KeepsTheTrace) {
    const Input input = one_file("shop.py", std::string(kText), R"(os.system("greet " + greeting))");
    EXPECT_EQ(reduced_text({.fires = {rule_of(kSystem)}, .keeps_trace = true}, input),
              "from flask import request\na=request.args.get()\nb=a\nos.system(b)");
}

TEST(SastOracle, AnotherRuleStaysSilentThere) {
    const Input input = one_file("shop.py", std::string(kText), R"(os.system(request.args.get("b")))");
    EXPECT_EQ(reduced_text({.fires = {rule_of(kSystem)}, .silent = {rule_of(kNoConstant)}}, input),
              "from flask import request\nos.system(request.args.get())");
}

TEST(SastOracle, TellsThePlaceFromTheSameRuleElsewhere) {
    const Input input = one_file("shop.py", std::string(kText), "return order");
    auto oracle = make_sast_oracle({.fires = {rule_of(kSystem)}}, input, 1);
    ASSERT_TRUE(oracle);
    EXPECT_EQ((*oracle)->interesting(input, 0), false);
    auto anywhere = make_sast_oracle({.fires = {rule_of(kSystem)}, .anywhere = true}, input, 1);
    ASSERT_TRUE(anywhere);
    EXPECT_EQ((*anywhere)->interesting(input, 0), true);
}

TEST(SastOracle, SaysWhichRuleCannotRun) {
    const auto oracle = make_sast_oracle({.fires = {rule_of("- {id: x, languages: [cobol], severity: ERROR, message: m, pattern: x}\n")}},
                                         one_file("a.py", "x"), 1);
    ASSERT_FALSE(oracle);
    EXPECT_EQ(oracle.error().kind, ErrorKind::unsupported);
}

} // namespace
} // namespace squire::bugreport
