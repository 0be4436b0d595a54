// SPDX-License-Identifier: MIT
#include "fix/people.h"

#include <gtest/gtest.h>

namespace squire::fix {
namespace {

TEST(People, AreOwnersAndReviewers) {
    const std::vector<source::PastCommit> past{{.message = "a\n\nReviewed-by: Ada Example <12-ada@users.noreply.gitlab.com>\n"},
                                               {.message = "b\n\nAcked-by: @bob\nSigned-off-by: Eve <7+eve@users.noreply.github.com>\n"},
                                               {.message = "c\n\nReviewed-by: Lin <lin@example.org>\nthanks @stranger\n"},
                                               {.message = "d\n\nTested-by: Kim <kim@users.noreply.gitlab.com>"}};
    EXPECT_EQ(people_of("# @nobody\n*\t@grace mail@example.org\n[Docs] @group/writers, # @not-me\n/x @@developer @\n", past),
              (std::vector<std::string>{"ada", "bob", "grace", "group/writers", "kim"}));
    EXPECT_TRUE(people_of("", {}).empty());
    std::string many;
    for (int i = 0; i < 5'000; ++i) many += "* @p" + std::to_string(i) + "\n";
    EXPECT_EQ(people_of(many, {}).size(), 1'000U);
}

} // namespace
} // namespace squire::fix
