// SPDX-License-Identifier: MIT
#include "writeup/embargo.h"

#include <gtest/gtest.h>

#include "writeup/made_facts_test.h"

namespace squire::writeup {
namespace {

TEST(Embargo, EndsWhenItShould) {
    VulnerabilityFacts open = made_vulnerability('a', finding::Severity::high, finding::ReportType::sast, "a", true); // first seen on day 1
    EXPECT_TRUE(embargo_of(open, {}, day(1)).holds);
    EXPECT_TRUE(embargo_of(open, {}, day(104)).holds);
    EXPECT_FALSE(embargo_of(open, {}, day(105)).holds);
    EXPECT_EQ(embargo_of(open, {}, day(1)).until, "2026-06-15");
    EXPECT_FALSE(embargo_of(open, {.days = 10, .grace = 0}, day(11)).holds);
    EXPECT_FALSE(embargo_of(open, {.lifted = true, .why = "agreed"}, day(2)).holds);

    VulnerabilityFacts gone = made_vulnerability('b', finding::Severity::high, finding::ReportType::sast, "a", false); // gone on day 20
    EXPECT_TRUE(embargo_of(gone, {}, day(33)).holds);
    EXPECT_FALSE(embargo_of(gone, {}, day(34)).holds);
    gone.gone = day(100);
    EXPECT_FALSE(embargo_of(gone, {}, day(105)).holds); // never longer than for one that is open

    open.state = finding::State::dismissed;
    open.dismissal = finding::DismissalReason::false_positive;
    EXPECT_FALSE(embargo_of(open, {}, day(2)).holds);
    for (const auto reason : {finding::DismissalReason::acceptable_risk, finding::DismissalReason::mitigating_control}) {
        open.dismissal = reason; // it is there, though somebody lives with it
        EXPECT_TRUE(embargo_of(open, {}, day(2)).holds);
    }
}

} // namespace
} // namespace squire::writeup
