// SPDX-License-Identifier: MIT
#include "base/counted.h"

#include <gtest/gtest.h>

namespace squire {
namespace {

TEST(Counted, TakesOneForOneAndManyForTheRest) {
    EXPECT_EQ(counted(0, "file"), "0 files");
    EXPECT_EQ(counted(1, "file"), "1 file");
    EXPECT_EQ(counted(2, "file"), "2 files");
    EXPECT_EQ(counted(1, "person", "people"), "1 person");
    EXPECT_EQ(counted(18'446'744'073'709'551'615ULL, "person", "people"), "18446744073709551615 people");
}

} // namespace
} // namespace squire
