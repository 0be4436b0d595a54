// SPDX-License-Identifier: MIT
#include "bugreport/foresight.h"

#include <string>

#include <gtest/gtest.h>

#include "bugreport/predicate_oracle_test.h"

namespace squire::bugreport {
namespace {

TEST(ChangeBetween, IsTheSameWhereverItIsMade) {
    const Input large = one_file("a.py", "import os\nx = 1\ny = 2\n"), without = one_file("a.py", "import os\ny = 2\n");
    const Input small = one_file("a.py", "x = 1\nz\n"), small_without = one_file("a.py", "z\n");
    EXPECT_EQ(change_between(large, without), change_between(small, small_without));
    EXPECT_NE(change_between(large, without), change_between(large, one_file("a.py", "import os\nx = 1\n")));
    EXPECT_NE(change_between(large, without), change_between(without, large));
    EXPECT_NE(change_between(one_file("a.py", "x"), one_file("b.py", "x")), change_between(one_file("a.py", "x"), one_file("c.py", "x")));
    Input two = one_file("a.py", "x");
    two.files.push_back(make_file("b.py", "y"));
    EXPECT_NE(change_between(two, one_file("a.py", "x")), change_between(two, one_file("b.py", "y")));
    // What is there twice is cut off once only.
    EXPECT_NE(change_between(one_file("a", "aaa"), one_file("a", "aa")), change_between(one_file("a", "aaa"), one_file("a", "a")));
}

CandidateHash numbered(std::uint64_t number) { return {.low = number, .high = 0}; }

TEST(Foresight, RemembersTheLastAnswer) {
    Foresight foresight;
    foresight.learn(numbered(1), false);
    EXPECT_FALSE(foresight.expect(numbered(1)));
    foresight.learn(numbered(1), true);
    EXPECT_TRUE(foresight.expect(numbered(1)));
}

TEST(Foresight, ExpectsOfWhatIsNewWhatIsUsual) {
    Foresight foresight;
    EXPECT_TRUE(foresight.expect(numbered(0)));
    std::uint64_t number = 0;
    while (number < 1'000 && foresight.expect(numbered(0))) foresight.learn(numbered(++number), false);
    EXPECT_GT(number, 10U); // not one alone
    EXPECT_LT(number, 100U);
    for (const std::uint64_t before = number; number < before + 1'000 && !foresight.expect(numbered(0));)
        foresight.learn(numbered(++number), true);
    EXPECT_TRUE(foresight.expect(numbered(0)));
    EXPECT_FALSE(foresight.expect(numbered(1)));
    for (int i = 0; i < 1'000; ++i) foresight.learn(numbered(1), false); // what is known already says nothing of what is new
    EXPECT_TRUE(foresight.expect(numbered(0)));
}

} // namespace
} // namespace squire::bugreport
