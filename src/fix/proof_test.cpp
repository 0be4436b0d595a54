// SPDX-License-Identifier: MIT
#include "fix/proof.h"

#include <gtest/gtest.h>

namespace squire::fix {
namespace {

TEST(ProofWords, AreThereForEachValue) {
    EXPECT_EQ(to_string(Verdict::verified), "verified");
    EXPECT_EQ(to_string(Verdict::failed), "failed");
    EXPECT_EQ(Proof().verdict, Verdict::failed); // what nobody proved is not proved
}

} // namespace
} // namespace squire::fix
