// SPDX-License-Identifier: MIT
#include "sast/pattern_memory.h"

#include <gtest/gtest.h>

#include "sast/pattern.h"

namespace squire::sast {
namespace {

const syntax::Language& java() { return *syntax::language_named("java"); }

TEST(PatternMemory, KnowsShapesByTheirKeywords) {
    const auto shape = [](std::string_view text) { return PatternMemory::shape_of(text, java()); };
    EXPECT_EQ(shape("$X.getField($A)"), shape("$YZ.setField($BCD)"));
    EXPECT_NE(shape("if ($X) { ... }"), shape("while ($X) { ... }"));
    EXPECT_NE(shape("f(1)"), shape("f(A1)"));
    EXPECT_NE(shape("$X.getField($A)"), PatternMemory::shape_of("$X.getField($A)", *syntax::language_named("csharp")));
}

// What is known of one is right for the other, and a way that does not fit is no harm.
TEST(PatternMemory, MakesNoDifferenceToWhatAPatternIs) {
    PatternMemory memory;
    for (const std::string_view text : {"$X $M(..., FirstType $P, ...) { ... $P.getField($T, ...); ... }",
                                        "$X $M(..., OtherType $P, ...) { ... $P.setValue($T, ...); ... }", "@Some(...) class $C { ... }"}) {
        Metavariables with;
        Metavariables without;
        const auto remembered = Pattern::compile(text, java(), with, &memory);
        const auto fresh = Pattern::compile(text, java(), without);
        ASSERT_TRUE(remembered) << text;
        ASSERT_TRUE(fresh) << text;
        EXPECT_EQ(dump(*remembered, with), dump(*fresh, without)) << text;
        EXPECT_TRUE(memory.find(PatternMemory::shape_of(text, java()))) << text;
    }
    const std::string_view text = "foo($A, ...)";
    memory.keep(PatternMemory::shape_of(text, java()), {.context = 6, .choices = {0, 1, 0, 3, 0}});
    Metavariables with;
    EXPECT_TRUE(Pattern::compile(text, java(), with, &memory));
}

} // namespace
} // namespace squire::sast
