// SPDX-License-Identifier: MIT
#include "sast/annotation.h"

#include <gtest/gtest.h>

namespace squire::sast {
namespace {

using Kind = Annotation::Kind;
using Annotations = std::vector<Annotation>;

TEST(Annotation, IsAboutTheNextLineOfCode) {
    EXPECT_EQ(read_annotations("# ruleid: a\nx\n"), (Annotations{{Kind::expected, "a", 2}}));
    EXPECT_EQ(read_annotations("#ruleid:a\n# ok: b\nx\n"), (Annotations{{Kind::expected, "a", 3}, {Kind::silent, "b", 3}}));
    EXPECT_EQ(read_annotations("// ruleid: a, b-c.d\nx"), (Annotations{{Kind::expected, "a", 2}, {Kind::expected, "b-c.d", 2}}));
    EXPECT_EQ(read_annotations("f(); // ok: a\nx\n"), (Annotations{{Kind::silent, "a", 2}}));
    EXPECT_EQ(read_annotations("// ruleid: a\nf(); // ok: b\nx\n"), (Annotations{{Kind::expected, "a", 2}, {Kind::silent, "b", 3}}));
    EXPECT_EQ(read_annotations("# todoruleid: a\nx\n# todook: b\n\n"),
              (Annotations{{Kind::todo_expected, "a", 2}, {Kind::todo_silent, "b", 4}}));
    EXPECT_EQ(read_annotations("<!-- ruleid: a -->\nx\n/* ok: b */\nx"), (Annotations{{Kind::expected, "a", 2}, {Kind::silent, "b", 4}}));
    EXPECT_EQ(read_annotations("<!-- ruleid: a-->\nx"), (Annotations{{Kind::expected, "a", 2}}));
    EXPECT_EQ(read_annotations("{/* ruleid: a */}\nx"), (Annotations{{Kind::expected, "a", 2}}));
    EXPECT_EQ(read_annotations("# ruleid: a"), (Annotations{{Kind::expected, "a", 2}}));
}

TEST(Annotation, OfThePaidEngineAsksForNothing) {
    EXPECT_EQ(read_annotations("# deepruleid: a\nx\n# proruleid: b\nx\n# deepok: c\nx\n"),
              (Annotations{{Kind::todo_expected, "a", 2}, {Kind::todo_expected, "b", 4}, {Kind::todo_silent, "c", 6}}));
    EXPECT_EQ(read_annotations("# ruleid: deepok: a\nx\n# ruleid: deeptodoruleid: a, b\nx\n# ok: deepruleid: c\nx\n"),
              (Annotations{{Kind::expected, "a", 2}, {Kind::expected, "a", 4}, {Kind::expected, "b", 4}, {Kind::silent, "c", 6}}));
}

TEST(Annotation, IsNothingOutsideOfComments) {
    for (const std::string_view text : {"", "ruleid: a\n", "book: a\n", "x = {ok: true}\n", "# a ruleid\n", "# see ruleid: a\n"})
        EXPECT_TRUE(read_annotations(text).empty()) << text;
}

} // namespace
} // namespace squire::sast
