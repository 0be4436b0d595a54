// SPDX-License-Identifier: MIT
#include "bugreport/validity_oracle.h"

#include <gtest/gtest.h>

#include "base/process.h"
#include "bugreport/command_oracle.h"
#include "bugreport/predicate_oracle_test.h"

namespace squire::bugreport {
namespace {

const ScannerRunLimits kAlone{.time = std::chrono::seconds(20), .cancellation = nullptr, .sandbox = false, .readable = {}};

ScannerCommand command_of(std::string_view text) { return ScannerCommand::parse(text).value(); }

struct OfLanguage {
    std::string program, path, valid, invalid; // the last one is nothing that a grammar minds
};

TEST(LanguageOracle, AsksTheLanguagesOwnProgram) {
    for (const OfLanguage& each :
         {OfLanguage{"python3", "src/a.py", "from . import b\nb\n", "from . import\nb\nb\n"},
          OfLanguage{"python3", "a.py", "def f():\n    return 1\n", "return 1\n"},
          OfLanguage{"ruby", "lib/a.rb", "def f\n  yield\nend\n", "def f(a, a)\nend\n"},
          OfLanguage{"php", "a.php", "<?php f($a);\n", "<?php f($a;\n"}, OfLanguage{"node", "-a.js", "let a = 1;\n", "let a; let a;\n"},
          OfLanguage{"bash", "a b.bash", "if true; then echo; fi\n", "if true; then fi\n"}}) {
        if (find_program(each.program).empty()) continue;
        const Input valid = one_file(each.path, each.valid), invalid = one_file(each.path, each.invalid);
        const auto oracle = make_language_oracle(valid, kAlone);
        ASSERT_NE(oracle, nullptr) << each.path;
        const auto answers = oracle->interesting_each(std::vector{invalid, valid, invalid, valid});
        ASSERT_TRUE(answers) << describe(answers.error());
        EXPECT_EQ(*answers, (std::vector{false, true, false, true})) << each.program;
        EXPECT_TRUE(oracle->is_slow());
        EXPECT_EQ(make_language_oracle(invalid, kAlone), nullptr) << each.invalid;
    }
    EXPECT_EQ(make_language_oracle(one_file("a.txt", "x"), kAlone), nullptr);
}

TEST(LanguageOracle, RunsNothingOfTheText) {
    if (find_program("python3").empty()) GTEST_SKIP() << "no python3";
    const auto oracle = make_language_oracle(one_file("a.py", "raise SystemExit(3)\n"), kAlone);
    ASSERT_NE(oracle, nullptr);
    EXPECT_TRUE(oracle->interesting(one_file("a.py", "import os\nos._exit(1)\n"), 0).value_or(false));
    EXPECT_FALSE(oracle->interesting(one_file("a.py", std::string(1, '\0')), 0).value_or(true));
    EXPECT_FALSE(oracle->interesting(one_file("a.py", "x = '\xff'\n"), 0).value_or(true));
    // So deep that the compiler may not come back: no answer for it, and one for all others.
    const Input deep = one_file("a.py", std::string(200'000, '(')), good = one_file("a.py", "x\n");
    EXPECT_EQ(oracle->interesting_each(std::vector{good, deep, good}).value(), (std::vector{true, false, true}));
}

TEST(ValidityOracle, AsksAnyCommandInTheFolderOfEach) {
    const Input there = one_file("src/a.txt", "it's here\n"), absent = one_file("src/a.txt", "no\n"), dash = one_file("-x", "it's here\n");
    const auto oracle = make_validity_oracle(command_of("grep -q \"it's\" {}"), there, kAlone);
    ASSERT_TRUE(oracle) << describe(oracle.error());
    EXPECT_EQ((*oracle)->interesting_each(std::vector{there, absent, dash}).value(), (std::vector{true, false, true}));
    EXPECT_TRUE((*oracle)->interesting_each({}).value().empty());
    const auto is_there = make_validity_oracle(command_of("test -f src/a.txt -a -n {}"), there, kAlone);
    ASSERT_TRUE(is_there) << describe(is_there.error());
    EXPECT_FALSE((*is_there)->interesting(dash, 0).value_or(true));
    const auto never = make_validity_oracle(command_of("grep -q absent {}"), there, kAlone);
    ASSERT_FALSE(never);
    EXPECT_EQ(never.error().kind, ErrorKind::not_found);
}

TEST(JointOracle, AsksAsManyAtOnceAsEachProgramTakes) {
    const Input input = one_file("a.txt", "x\n");
    const auto joint_with = [&](bool together) {
        std::vector<std::unique_ptr<Oracle>> oracles;
        oracles.push_back(std::make_unique<PredicateOracle>([](const Input& each) { return !each.file().text().contains("never"); }));
        oracles.push_back(make_validity_oracle(command_of("grep -q x {}"), input, kAlone).value());
        auto command = CommandOracle::make(
            {.command = command_of("true {}"), .beside = {}, .rule = "r", .output = {}, .status = {}, .crash = {}, .limits = kAlone});
        if (together) (*command)->ask_at_once();
        oracles.push_back(std::move(*command));
        return make_joint_oracle(std::move(oracles));
    };
    EXPECT_EQ(joint_with(false)->at_once(), 1U);
    EXPECT_GT(joint_with(true)->at_once(), 16U);
    Input candidate = one_file("a.txt", "never\n", "never");
    EXPECT_TRUE(joint_with(true)->rules_out(candidate).value_or(false)); // in this process
    candidate = one_file("a.txt", "y\n", "y");
    EXPECT_FALSE(joint_with(true)->rules_out(candidate).value_or(true)); // no program was asked
    candidate.place.end = candidate.place.begin;
    EXPECT_TRUE(joint_with(true)->rules_out(candidate).value_or(false)); // no finding can be there
}

} // namespace
} // namespace squire::bugreport
